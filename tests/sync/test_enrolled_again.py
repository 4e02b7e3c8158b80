"""Enrolled again: a second PC, a new recorder, another village, a PC that was revoked, a county that has another key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from county.enrol import revoke
from county.new_key import new_key
from county.paper_receipt import paper_receipts
from county.show import overview
from county.store import Store
from desktop.wire.enrolment import Certificate
from desktop.wire.signed import CERTIFICATE, fingerprint, open_signed
from forms.language import Refused
from tests.sync.by_hand import ByHand, beside
from tests.sync.village import CODE, meeting


@pytest.fixture
def hand(offline: Store, tmp_path: Path) -> Iterator[ByHand]:
    with beside(tmp_path, offline, enrol=False) as made:
        yield made


def test_a_second_pc_of_the_village_has_a_stream_of_its_own(hand: ByHand, offline: Store) -> None:
    second = ByHand(hand.pc.folder.parent / "second", offline, hand.stick, enrol=False)
    try:
        for one, part in ((hand, "会议"), (second, "事项")):
            one.apply(one.slip(part=part))
        assert sorted(hand.take().enrolled) == sorted((hand.pc.key.id, second.pc.key.id))
        for one in (hand, second):
            assert one.answered()
            one.pc.seal_meeting(meeting())
            one.save()
        hand.take()
        for one in (hand, second):
            assert one.read().receipts[0].expected.sequence == 2
            assert one.pc.cursor() == (1, 1)
        assert {hand.certificate.part, second.certificate.part} == {"会议", "事项"}
    finally:
        second.pc.close()


def test_a_new_recorder_enrols_the_same_pc_again_and_nothing_is_sent_twice(hand: ByHand) -> None:
    hand.apply(hand.slip(), recorder="王秀英")
    hand.take()
    assert hand.answered()
    hand.pc.seal_meeting(meeting())
    hand.save()
    hand.take()
    hand.read()
    hand.apply(hand.slip(part="西片"), recorder="李建国")
    hand.take()
    assert hand.answered()
    assert (hand.certificate.recorder, hand.certificate.part) == ("李建国", "西片")
    assert [line["detail"] for line in hand.log() if line["code"] == "enrolled"][-1] == "西片 李建国"
    assert hand.pc.cursor() == (1, 1)
    assert hand.save().records == 0


def test_a_pc_that_has_delivered_does_not_change_its_village(hand: ByHand) -> None:
    hand.apply(hand.slip())
    hand.take()
    assert hand.answered()
    hand.village = "330000000077"
    hand.apply(hand.slip())
    hand.take()
    assert hand.answered(), "a slip that was mixed up is put right as long as nothing was delivered"
    hand.pc.seal_meeting(meeting())
    hand.save()
    hand.take()
    hand.village = CODE
    hand.apply(hand.slip())
    assert [fault.code for _, fault in hand.take().refused] == ["wrong-village"]


def test_a_revoked_pc_does_not_come_back_with_a_code_of_before(hand: ByHand, offline: Store) -> None:
    used, spare = hand.slip(), hand.slip()
    hand.apply(used)
    hand.take()
    assert hand.answered()
    revoke(offline, hand.pc.key.id, "丢失")
    for slip in (used, spare):
        hand.apply(slip)
        assert "revoked" in [fault.code for _, fault in hand.take().refused]
        assert hand.log()[-1]["code"] == "revoked"
        with pytest.raises(Refused, match="停用"):
            hand.answered()
    with pytest.raises(Refused, match="还没有给这台设备的回执"):
        paper_receipts(offline, hand.pc.key.id)
    stranger = ByHand(hand.pc.folder.parent / "second", offline, hand.stick, enrol=False)
    try:
        stranger.apply(spare)
        assert "bad-code" in [fault.code for _, fault in stranger.take().refused], "it may have lain beside the PC"
    finally:
        stranger.pc.close()


def test_a_revoked_pc_goes_on_with_a_new_code_in_a_new_epoch_and_nothing_doubles(hand: ByHand, offline: Store) -> None:
    hand.apply(hand.slip())
    hand.take()
    assert hand.answered()
    hand.pc.seal_meeting(meeting(1))
    hand.save()
    hand.take()
    hand.read()
    revoke(offline, hand.pc.key.id, "丢失")
    hand.pc.seal_meeting(meeting(2))
    hand.save()
    assert "revoked" in [fault.code for _, fault in hand.take().refused]
    hand.apply(hand.slip())
    assert hand.take().enrolled == (hand.pc.key.id,)
    assert hand.answered()
    assert "停用的设备" in next(line["message"] for line in reversed(hand.log()) if line["code"] == "enrolled")
    hand.pc.begin_epoch()
    hand.pc.seal_meeting(meeting(3))
    hand.save()
    assert not hand.take().refused
    hand.read()
    assert hand.pc.cursor() == (4, 4)
    mine = [batch for batch in overview(offline)["batches"] if batch["device"] == hand.pc.key.id]
    assert [(batch["first"], batch["last"]) for batch in mine] == [(1, 1), (2, 2), (3, 4)]
    assert not [held for held in overview(offline)["held"] if held["device"] == hand.pc.key.id]


@pytest.mark.parametrize("by", ["the old key", "the new key"])
def test_after_a_change_of_key_the_same_code_brings_a_certificate_by_the_key_in_use(tmp_path: Path, by: str) -> None:
    county = Store(tmp_path / "county")
    (tmp_path / "usb").mkdir()
    hand = ByHand(tmp_path / "village", county, tmp_path / "usb", enrol=False)
    try:
        slip = hand.slip()
        hand.apply(slip, slip.fingerprint)
        hand.take()
        assert hand.answered()
        old = county.key.public
        new_key(county)
        hand.apply(slip, fingerprint(old if by == "the old key" else county.key.public))
        taken = hand.take()
        if by == "the old key":
            assert [fault.code for _, fault in taken.refused] == ["wrong-county"], "the slip names a key that is no more"
            with pytest.raises(Refused, match="县里换密钥以前印的，不能用了：请向县里要一张新的登记单"):
                hand.answered()
            return
        assert taken.enrolled == (hand.pc.key.id,)
        assert hand.answered()
        assert hand.enrolment.county == county.key.public != old
        said = open_signed(hand.enrolment.certificate, CERTIFICATE, Certificate, county.key.public)
        assert said.county == county.key.fingerprint
    finally:
        hand.pc.close()
        county.close()
