"""What the county has to say comes by stick as well: notices, form packs, another key, in order and never backwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.down import order
from county.down_packs import send_pack
from county.new_key import new_key
from county.store import Store
from desktop.sync.down import down_state, packs_wanted
from desktop.wire.canonical import digest
from desktop.wire.down_bodies import NOTICE, PACK, Notice
from tests.forms.folders import GOOD, SHEET, put
from tests.sync.by_hand import ByHand
from tests.sync.village import meeting


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[ByHand]:
    (tmp_path / "usb").mkdir()
    county = Store(tmp_path / "county")
    made = ByHand(tmp_path / "village", county, tmp_path / "usb")
    yield made
    made.pc.close()
    county.close()


def _journey(hand: ByHand) -> tuple[str, ...]:
    """One stick there and back; what was said of it."""
    from desktop.wire.down import where

    state = down_state(hand.pc.store)
    hand.save(down=where(state.sequence, state.reached))
    hand.take()
    return tuple(str(remark) for remark in hand.read().remarks)


def _titles(hand: ByHand) -> list[str]:
    from desktop.wire.down import body_of, read_item

    with hand.pc.store.read() as work:
        kept = work.inbox.items(NOTICE)
    return [body_of(read_item(one.signed), Notice).title for one in kept]


def test_notices_come_once_and_in_order_and_an_older_stick_takes_nothing_back(hand: ByHand) -> None:
    with hand.county.write() as work:
        order(work, NOTICE, Notice(title="防汛"))
    assert _journey(hand) == ()
    old = hand.stick.parent / "old"
    shutil.copytree(hand.stick, old)
    with hand.county.write() as work:
        order(work, NOTICE, Notice(title="换届"))
    hand.pc.seal_meeting(meeting())
    _journey(hand)
    _journey(hand)
    assert _titles(hand) == ["防汛", "换届"]
    before = down_state(hand.pc.store)
    stick, hand.stick = hand.stick, old
    assert [str(remark) for remark in hand.read().remarks] == ["U 盘里县里的反馈比本机已有的旧，没有收下；请向县里要新的。"]
    hand.stick = stick
    assert down_state(hand.pc.store) == before
    assert hand.pc.cursor() == (1, 1)


def test_a_form_pack_comes_with_its_leaves(hand: ByHand, tmp_path: Path) -> None:
    send_pack(hand.county, put(tmp_path / "own", rules__elders=GOOD, sheets__look=SHEET), title="本县规则")
    _journey(hand)
    with hand.pc.store.read() as work:
        (kept,) = work.inbox.items(PACK)
        from desktop.sync.down import pack_in

        pack = pack_in(kept.signed)
        assert pack
        assert packs_wanted(work) == []
        assert digest(work.inbox.whole(pack.blob)) == pack.blob


def test_another_key_of_the_county_reaches_a_village_that_is_never_online(hand: ByHand) -> None:
    """The parcel on its way is locked for the old key, the answer is signed by the new one."""
    hand.pc.seal_meeting(meeting(1))
    hand.save()
    before = hand.enrolment.county
    new_key(hand.county)
    taken = hand.take()
    assert (taken.refused, taken.parcels[0].records) == ((), 1)
    back = hand.read()
    assert any("新的公钥" in str(remark) for remark in back.remarks)
    assert back.refused == ()
    assert hand.enrolment.county == hand.county.key.public != before
    assert hand.pc.cursor() == (1, 1)
    hand.pc.seal_meeting(meeting(2))
    hand.save()
    assert hand.take().refused == ()
    assert hand.read().refused == ()
    assert hand.pc.cursor() == (2, 2)
