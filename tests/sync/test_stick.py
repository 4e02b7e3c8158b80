"""A month goes by stick: the same bytes as on the line, the same receipts back."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.enrol import revoke
from county.store import Store
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.wire.leaves import LEAF, LeafReader
from desktop.wire.locked import unlock
from forms.language import Refused
from tests.county.running import County
from tests.sync.by_hand import ByHand
from tests.sync.village import CODE, Pc, meeting


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("county") / "data")
    yield store
    store.close()


@pytest.fixture
def hand(county: Store, tmp_path: Path) -> Iterator[ByHand]:
    (tmp_path / "usb").mkdir()
    made = ByHand(tmp_path / "village", county, tmp_path / "usb")
    yield made
    made.pc.close()


class _Plain(io.BytesIO):
    """Where something is unlocked to."""


def _opened(county: Store, file: Path) -> dict[str, bytes]:
    """The members of a parcel, unlocked with the county's key and read by any tar program."""
    plain = _Plain()
    with file.open("rb") as locked:
        unlock(locked, plain, [county.key.stick])
    plain.seek(0)
    with tarfile.open(fileobj=plain) as tar:
        found: dict[str, bytes] = {}
        for member in tar:
            data = tar.extractfile(member)
            assert data is not None
            found[member.name] = data.read()
    return found


def test_a_parcel_holds_the_batches_as_they_were_made_and_the_leaves_as_the_line_carries_them(
    county: Store, hand: ByHand
) -> None:
    hand.pc.seal_meeting(meeting())
    scans = [hand.pc.seal_scan(size, f"s{size}").record.blobs[0] for size in (200_000, 70_000)]
    saved = hand.save()
    assert (saved.records, saved.blobs, len(saved.files)) == (3, 2, 1)
    members = _opened(county, hand.parcels()[0])
    with hand.pc.store.read() as work:
        (kept,) = work.outbox.batches()
        leaves = [(blob, n, work.blobs.leaf(blob, n)) for blob in reversed(scans) for n in range(work.blobs.size(blob) // LEAF + 1)]
    assert members[f"batches/{kept.id}"] == kept.data
    reader = LeafReader()
    assert list(reader.feed(members["leaves"])) == leaves, "smallest blob first"
    reader.finish()
    assert json.loads(members["parcel.json"])["message"]["batches"] == [kept.id]


def test_the_county_signs_and_the_village_believes_it_as_over_the_line(county: Store, hand: ByHand) -> None:
    hand.pc.seal_meeting(meeting())
    hand.pc.seal_scan(150_000)
    hand.save()
    taken = hand.take()
    (one,) = taken.parcels
    assert (one.records, one.leaves, one.waiting, one.again, taken.refused) == (2, 3, 0, False, ())
    assert hand.pc.cursor() == (0, 0), "nothing counts before the answer is here"
    back = hand.read()
    assert (back.found, back.fresh, len(back.receipts), back.refused, back.remarks) == (True, True, 2, (), ())
    assert hand.pc.cursor() == (2, 2)
    with county.read() as work:
        given = work.exec_driver_sql("SELECT signed FROM receipts ORDER BY serial DESC LIMIT 2").scalars().all()
    with hand.pc.store.read() as work2:
        assert sorted(kept.bytes for kept in work2.outbox.receipts()) == sorted(given), "the very bytes"
    assert hand.save().records == 0


def test_the_same_stick_twice_brings_the_same_receipts_and_is_told(hand: ByHand) -> None:
    hand.pc.seal_meeting(meeting())
    hand.pc.seal_scan(80_000)
    hand.save()
    first = hand.take()
    second = hand.take()
    assert second.parcels[0].again
    assert [bytes(one.message) for one in second.parcels[0].receipts] == [
        bytes(one.message) for one in first.parcels[0].receipts
    ]
    assert hand.log()[-1]["code"] == "stick-again"
    assert hand.read().fresh
    again = hand.read()
    assert (again.fresh, len(hand.pc.receipts()), hand.pc.cursor()) == (False, 2, (2, 2))
    leaves = [file for file in (hand.county.folder / "leaves").rglob("*") if file.is_file()]
    assert leaves == [], "a blob that is whole is not taken apart again"


def test_parts_are_parcels_of_their_own_and_may_come_in_any_order(hand: ByHand) -> None:
    hand.pc.seal_meeting(meeting())
    hand.pc.seal_scan(300_000)
    saved = hand.save(most=2 * LEAF)
    assert len(saved.files) == 4
    assert max(file.stat().st_size for file in hand.parcels()) < 2 * LEAF + 40_000
    aside = hand.parcels()[:2]
    for file in aside:
        file.rename(hand.stick / file.name)
    assert [one.waiting for one in hand.take().parcels] == [1, 1]
    hand.read()
    assert hand.pc.cursor() == (2, 0), "the records are signed for, the scan is not"
    for file in hand.parcels():
        file.unlink()
    for file in aside:
        (hand.stick / file.name).rename(file)
    assert hand.take().parcels[-1].waiting == 0
    hand.read()
    assert hand.pc.cursor() == (2, 2)


def test_line_and_stick_go_on_where_the_other_stopped(tmp_path: Path) -> None:
    running = County(tmp_path / "county").start()
    pc = Pc(tmp_path / "village", 2900)
    (tmp_path / "usb").mkdir()
    try:
        pc.enrol(running.url, running.code(CODE), running.fingerprint)
        pc.seal_meeting(meeting(1))
        assert pc.deliver().state == DELIVERED
        pc.seal_meeting(meeting(2))
        store = Store(running.folder)
        hand = ByHand.__new__(ByHand)
        hand.county, hand.stick, hand.village, hand.pc = store, tmp_path / "usb", CODE, pc
        assert hand.save().records == 1
        assert pc.deliver().state == DELIVERED, "while the stick is on its way"
        assert hand.take().parcels[0].again
        pc.seal_meeting(meeting(3))
        assert pc.deliver().state == DELIVERED
        late = hand.read()
        assert (late.found, late.refused, late.remarks) == (True, (), ()), "an older answer moves nothing back, and says nothing"
        assert pc.cursor() == (3, 3)
        assert pc.deliver().state == NOTHING
        store.close()
    finally:
        pc.close()
        running.stop()


def test_a_stick_tells_of_a_county_that_was_restored_from_a_copy(hand: ByHand, county: Store) -> None:
    hand.pc.seal_meeting(meeting())
    hand.save()
    hand.take()
    hand.read()
    county.new_epoch()
    hand.save()
    hand.take()
    assert any("备份恢复" in str(remark) for remark in hand.read().remarks)
    assert hand.pc.cursor() == (0, 0)
    hand.save()
    hand.take()
    assert hand.read().remarks == ()
    assert hand.pc.cursor() == (1, 1)


def test_one_stick_carries_several_villages_and_each_reads_its_own_answer(hand: ByHand, county: Store, tmp_path: Path) -> None:
    other = ByHand(tmp_path / "other", county, hand.stick, village="330000000002")
    try:
        for one in (hand, other):
            one.pc.seal_meeting(meeting())
            one.save()
        taken = hand.take()
        assert sorted(one.village for one in taken.parcels) == [CODE, "330000000002"]
        for one in (hand, other):
            assert one.read().fresh
            assert one.pc.cursor() == (1, 1)
        answer = next(file for file in hand.files("down") if file.name == f"{other.pc.key.id}.age")
        answer.replace(answer.with_name(f"{hand.pc.key.id}.age"))
        with pytest.raises(Refused, match="不是给这里的"):
            hand.read()
    finally:
        other.pc.close()


def test_a_new_parcel_replaces_the_older_one_and_what_was_left_unfinished(hand: ByHand) -> None:
    hand.pc.seal_meeting(meeting(1))
    hand.save()
    (before,) = hand.parcels()
    left = before.with_name(f"{hand.pc.key.id}-half.age.new")
    left.write_bytes(b"half")
    foreign = before.with_name("holiday.age")
    foreign.write_bytes(b"somebody's")
    hand.pc.seal_meeting(meeting(2))
    assert hand.save().records == 2
    assert not before.exists()
    assert not left.exists()
    assert foreign.exists(), "what is not ours is left alone"
    assert hand.take().parcels[0].records == 2


def test_a_revoked_device_is_told_by_the_stick_that_it_is(hand: ByHand, county: Store) -> None:
    hand.pc.seal_meeting(meeting())
    hand.save()
    revoke(county, hand.pc.key.id, "电脑丢了")
    taken = hand.take()
    assert [fault.code for _, fault in taken.refused] == ["revoked"]
    assert taken.parcels[0].records == 0
    back = hand.read()
    assert any("停用" in str(one) for one in back.refused)
    assert hand.pc.cursor() == (0, 0)
    assert hand.log()[-1]["code"] == "revoked"

