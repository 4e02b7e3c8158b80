"""Several PCs with the data of one: put back from a backup, on this PC or on others, or cloned with the mark and all, and a
county that is put back, too. What they seal arrives once; a person is told of a clone, and of nothing else."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from county.show import overview
from county.tables import batches, records
from desktop.storage.restore import RESTORED_AT
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.vault.high_water import HighWater
from desktop.wire.canonical import canonical
from desktop.wire.records import record_hash
from tests.sync.straight import Hall, Straight
from tests.sync.test_machine import CLOCKS, QUICK
from tests.sync.village import Pc

FOLDER = "ab" * 16
WHO = st.integers(0, 2)


class Marked(Pc):
    """A PC with its mark outside the database, as the program keeps it."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "data")
        self.home = home
        self.mark = HighWater(FOLDER, self.key, home / "state")
        self.store.on_new_head = self.mark.note

    def open(self, *, restored: bool = False) -> None:
        """What the program does when it opens; `restored`: for the first time after a backup was put there."""
        with self.store.work() as work:
            head = work.ledger.head()
            if restored:
                work.settings.put(RESTORED_AT, head.sequence if head else 0)
            at = work.settings.get(RESTORED_AT, int)
            begun = self.mark.new_epoch(head, work.ledger.hash_at, restored_at=at)
        if begun is not None:
            self.epoch = begun.epoch
            self.seal(canonical(begun), kind="epoch", subject=str(begun.epoch))


class Family(RuleBasedStateMachine):
    """Up to three PCs of one device, and its county. All sockets are none."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.hall = Hall(self.folder / "county")
        self.pcs = [Marked(self.folder / "pc0")]
        self.hall.enrol(self.pcs[0])
        self.pcs[0].open()
        self.sealed = 0
        self.cloned = False

    def one(self, who: int) -> Marked:
        return self.pcs[who % len(self.pcs)]

    @rule(who=WHO, size=st.sampled_from([0, 1, 70_000]), clock=CLOCKS)
    def seal(self, who: int, size: int, clock: str) -> None:
        self.sealed += 1
        self.one(who).clock = clock
        self.one(who).seal_scan(size, f"s{self.sealed}")

    @rule(who=WHO)
    def deliver(self, who: int) -> None:
        self.one(who).deliver(Straight(self.hall), patience=QUICK)

    @rule(who=WHO)
    def back_up(self, who: int) -> None:
        pc = self.one(who)
        pc.close()
        shutil.rmtree(self.folder / "backup", ignore_errors=True)
        shutil.copytree(pc.home / "data", self.folder / "backup")
        self._opened(pc.home, who % len(self.pcs))

    @precondition(lambda self: (self.folder / "backup").exists())
    @rule(who=WHO)
    def restore_over(self, who: int) -> None:
        """The old copy is put back where the mark is."""
        pc = self.one(who)
        pc.close()
        shutil.rmtree(pc.home / "data")
        shutil.copytree(self.folder / "backup", pc.home / "data")
        self._opened(pc.home, who % len(self.pcs), restored=True)

    @precondition(lambda self: (self.folder / "backup").exists() and len(self.pcs) < 3)
    @rule()
    def restore_elsewhere(self) -> None:
        home = self.folder / f"pc{len(self.pcs)}"
        shutil.copytree(self.folder / "backup", home / "data")
        self._opened(home, len(self.pcs), restored=True)

    @precondition(lambda self: len(self.pcs) < 3)
    @rule(who=WHO)
    def clone(self, who: int) -> None:
        """The whole disk: nobody can notice but the county."""
        pc, home = self.one(who), self.folder / f"pc{len(self.pcs)}"
        pc.close()
        shutil.copytree(pc.home, home)
        self._opened(pc.home, who % len(self.pcs))
        self._opened(home, len(self.pcs))
        self.cloned = True

    @rule()
    def back_up_the_county(self) -> None:
        self.hall.close()
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        shutil.copytree(self.folder / "county", self.folder / "copy")
        self.hall.again()

    @precondition(lambda self: (self.folder / "copy").exists())
    @rule(told=st.booleans())
    def restore_the_county(self, told: bool) -> None:
        """Last week's copy of the county is put back, perhaps on the same day as last week's copy of a PC."""
        self.hall.close()
        shutil.rmtree(self.folder / "county")
        shutil.copytree(self.folder / "copy", self.folder / "county")
        self.hall.again()
        if told:
            self.hall.store.new_epoch()

    def _opened(self, home: Path, place: int, *, restored: bool = False) -> None:
        self.pcs[place : place + 1] = [Marked(home)]
        self.pcs[place].open(restored=restored)

    @invariant()
    def no_two_that_are_no_clones_are_in_one_epoch(self) -> None:
        if not hasattr(self, "pcs") or self.cloned:
            return
        heads = []
        for pc in self.pcs:
            with pc.store.read() as work:
                head = work.ledger.head()
            heads += [head.epoch] if head else []
        assert len(heads) == len(set(heads))

    def teardown(self) -> None:
        if not hasattr(self, "pcs"):
            return
        try:
            last = [[pc.deliver(Straight(self.hall), patience=QUICK) for pc in self.pcs] for _ in range(3)][-1]
            assert {outcome.state for outcome in last} <= {DELIVERED, NOTHING}
            if not self.cloned:
                assert [str(remark) for outcome in last for remark in outcome.remarks] == [], "nobody is asked anything"
                assert not overview(self.hall.store)["held"]
            self._all_there_once()
        finally:
            for pc in self.pcs:
                pc.close()
            self.hall.close()
            shutil.rmtree(self.folder)

    def _all_there_once(self) -> None:
        with self.hall.store.read() as work:
            theirs = list(work.execute(select(records.c.hash)).scalars())
            assert all(work.execute(select(batches.c.complete)).scalars())
        assert len(theirs) == len(set(theirs))
        for pc in self.pcs:
            with pc.store.read() as mine:
                ours = mine.ledger.after(0)
                assert {record_hash(sealed.record) for sealed in ours} <= set(theirs)
                for sealed in ours:
                    for blob in sealed.record.blobs:
                        assert self.hall.store.blobs.path(blob).read_bytes() == mine.blobs.read(blob)
            assert pc.cursor() == (len(ours), len(ours))


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("examples", [3, pytest.param(150, marks=pytest.mark.long)])
def test_whatever_becomes_of_one_pcs_data_it_arrives_once_and_only_a_clone_is_told_of(examples: int) -> None:
    run_state_machine_as_test(Family, settings=settings(max_examples=examples, stateful_step_count=16, deadline=None, phases=(Phase.explicit, Phase.generate)))


def test_one_backup_on_two_pcs_is_two_streams_and_the_old_pc_goes_on_as_well(tmp_path: Path) -> None:
    """As happens: the PC breaks, its backup is put on two, the old one comes back from the workshop."""
    hall = Hall(tmp_path / "county")
    old = Marked(tmp_path / "old")
    hall.enrol(old)
    old.open()
    old.seal_scan(100, "s1")
    old.deliver(Straight(hall))
    old.close()
    for name in ("a", "b"):
        shutil.copytree(tmp_path / "old" / "data", tmp_path / name / "data")
    every = [Marked(tmp_path / name) for name in ("old", "a", "b")]
    try:
        for number, pc in enumerate(every):
            pc.open()
            pc.seal_scan(100, f"n{number}")
            pc.deliver(Straight(hall))
        for pc in (*every, *every):
            pc.seal_scan(200, "more")
            outcome = pc.deliver(Straight(hall))
            assert (outcome.state, outcome.remarks, outcome.waiting_records) == (DELIVERED, (), 0)
        quiet = [pc.deliver(Straight(hall)) for pc in every]
        assert [(one.state, one.requests, one.remarks) for one in quiet] == [(NOTHING, 1, ())] * 3
        shown = overview(hall.store)
        assert (shown["records"], shown["held"]) == (1 + 3 * 3 + 2, [])
        assert len({batch["epoch"] for batch in shown["batches"]}) == 3
        assert len({batch["device"] for batch in shown["batches"]}) == 1
    finally:
        for pc in every:
            pc.close()
        hall.close()
