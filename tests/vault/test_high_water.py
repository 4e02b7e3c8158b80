"""A database that was put back or cloned is noticed, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.vault.device import DeviceKey
from desktop.vault.high_water import NOTHING, OK, WENT_BACK, HighWater, NewEpoch
from desktop.wire.head import Head

KEY = DeviceKey.generate()


class Chain:
    """Hashes of a ledger: `Chain("a", 3)` has records 1 to 3."""

    def __init__(self, way: str, length: int, epoch: int = 1, shared: int = 0) -> None:
        self.hashes = {n: f"{'a' if n <= shared else way}{n}" for n in range(1, length + 1)}
        self.epoch = epoch

    @property
    def head(self) -> Head | None:
        last = max(self.hashes, default=0)
        return Head(self.epoch, last, self.hashes[last]) if last else None

    def at(self, sequence: int) -> str | None:
        return self.hashes.get(sequence)


@pytest.fixture
def mark(tmp_path: Path) -> HighWater:
    return HighWater("f" * 32, KEY, tmp_path / "state")


def due(mark: HighWater, chain: Chain, restored_at: int | None = None) -> NewEpoch | None:
    return mark.new_epoch(chain.head, chain.at, restored_at=restored_at, throw=lambda _most: 0)


def test_a_ledger_that_goes_on_is_ok_even_when_the_mark_lags(mark: HighWater) -> None:
    for length in (0, 1, 4, 4, 9):
        chain = Chain("a", length)
        assert mark.check(chain.head, chain.at) == OK
        assert due(mark, chain) is None


def test_a_power_cut_after_the_first_record_is_no_new_epoch(mark: HighWater) -> None:
    assert due(mark, Chain("a", 0)) is None
    assert due(mark, Chain("a", 1)) is None


@pytest.mark.parametrize("chain", [Chain("a", 3), Chain("a", 0), Chain("b", 7, shared=2), Chain("b", 5, shared=4)])
def test_an_old_copy_or_another_way_went_back(mark: HighWater, chain: Chain) -> None:
    head = Chain("a", 5).head
    assert head is not None
    mark.note(head)
    assert mark.check(chain.head, chain.at) == WENT_BACK
    assert due(mark, chain) == NewEpoch(epoch=2, after=len(chain.hashes), reason="went-back")


def test_the_new_epoch_is_beyond_every_epoch_that_the_mark_has_seen(mark: HighWater) -> None:
    mark.note(Head(4, 9, "x9"))
    new = due(mark, Chain("a", 3, epoch=2))
    assert new is not None
    assert new.epoch == 5


def test_a_ledger_without_a_mark_begins_a_new_epoch(mark: HighWater) -> None:
    assert due(mark, Chain("a", 3)) == NewEpoch(epoch=2, after=3, reason="new-place")


def test_two_clones_on_one_pc_never_share_an_epoch(mark: HighWater) -> None:
    head = Chain("a", 5).head
    assert head is not None
    mark.note(head)
    assert due(mark, Chain("a", 3)) == NewEpoch(epoch=2, after=3, reason="went-back")
    mark.note(Head(2, 4, "clone4"))
    assert due(mark, Chain("a", 5)) == NewEpoch(epoch=3, after=5, reason="went-back")


def test_a_restored_database_begins_a_new_epoch_once(mark: HighWater) -> None:
    for length in (0, 5):
        chain = Chain("a", length)
        mark.note(chain.head or NOTHING)
        assert due(mark, chain, restored_at=length) == NewEpoch(epoch=2, after=length, reason="restored")
    after = Chain("a", 6, epoch=2)
    assert due(mark, after, restored_at=5) is None


@pytest.mark.parametrize("damage", ["cut", "changed", "foreign device", "foreign folder"])
def test_a_damaged_or_foreign_mark_counts_as_none(tmp_path: Path, damage: str) -> None:
    state = tmp_path / "state"
    mark = HighWater("f" * 32, KEY, state)
    mark.note(Head(1, 5, "a5"))
    file = state / f"{'f' * 32}.mark"
    data = file.read_bytes()
    if damage == "cut":
        file.write_bytes(data[:40])
    elif damage == "changed":
        file.write_bytes(data.replace(b'"a5"', b'"a6"'))
    elif damage == "foreign device":
        HighWater("f" * 32, DeviceKey.generate(), state).note(Head(1, 5, "a5"))
    else:
        HighWater("e" * 32, KEY, state).note(Head(1, 5, "a5"))
        file.write_bytes((state / f"{'e' * 32}.mark").read_bytes())
    chain = Chain("a", 5)
    assert mark.check(chain.head, chain.at) == WENT_BACK


def test_where_no_mark_can_be_kept_its_absence_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    mark = HighWater("f" * 32, KEY, tmp_path / "state")
    assert due(mark, Chain("a", 3)) is None


def test_one_backup_on_two_pcs_begins_two_epochs(tmp_path: Path) -> None:
    begun = set()
    for name in ("one", "other"):
        chain = Chain("a", 3, epoch=2)
        new = HighWater("f" * 32, KEY, tmp_path / name).new_epoch(chain.head, chain.at, restored_at=3)
        assert new is not None
        assert new.epoch > 2
        begun.add(new.epoch)
    assert len(begun) == 2
