"""Two servers of one county: the folder was copied to another host, and the old one was not switched off. Whichever a PC meets, no
receipt lies, and in the end each that it meets has everything once."""

from __future__ import annotations

import random
import shutil

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from county.app import build_app
from county.store import Store
from county.tables import batches, records
from desktop.sync.accept import read_receipt
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.wire.records import record_hash
from tests.sync.test_machine import FAULTS, QUICK, Evening, Wire

WHICH = st.sampled_from(["county", "second"])


class TwoHosts(Evening):
    @initialize()
    def begin(self) -> None:
        self.host = "county"
        super().begin()

    def restart(self) -> None:
        """The server of the host that is met now."""
        self.county.close()
        self.county = Store(self.folder / self.host)
        self.app = build_app(self.county)

    @precondition(lambda self: not (self.folder / "second").exists())
    @rule(told=st.booleans())
    def copy_to_another_host(self, told: bool) -> None:
        """With a new epoch, as the help page asks, or without a word."""
        self.county.close()
        shutil.copytree(self.folder / "county", self.folder / "second")
        if told:
            copy = Store(self.folder / "second")
            copy.new_epoch()
            copy.close()
        self.restart()

    @precondition(lambda self: (self.folder / "second").exists())
    @rule(which=WHICH)
    def meet(self, which: str) -> None:
        self.host = which
        self.restart()

    @precondition(lambda self: (self.folder / "second").exists())
    @rule(which=WHICH, faults=st.lists(st.sampled_from(FAULTS), max_size=3), seed=st.integers(0, 9999))
    def meet_and_deliver(self, which: str, faults: list[str], seed: int) -> None:
        self.meet(which)
        self.deliver(faults, seed, 0)

    @invariant()
    def a_receipt_is_never_a_lie(self) -> None:
        """One of the hosts has what was signed for, unless a copy was put back over it."""
        if self.forgot or not hasattr(self, "pc"):
            return
        stores = [Store(self.folder / name) for name in ("county", "second") if (self.folder / name).exists()]
        there: set[str] = set()
        for store in stores:
            with store.read() as work:
                there |= set(work.execute(select(records.c.hash)).scalars())
        with self.pc.store.read() as work2:
            kept = [read_receipt(one.bytes) for one in work2.outbox.receipts()]
        for receipt in kept:
            assert set(receipt.records) <= there
            for blob in receipt.blobs:
                assert any(store.blobs.has(blob) for store in stores)
        for store in stores:
            store.close()

    def back_up_the_county(self) -> None:
        """That is another machine."""

    def restore_the_county(self, told: bool) -> None:
        """Likewise."""

    def teardown(self) -> None:
        if not hasattr(self, "pc"):
            return
        try:
            for name in ("county", "second"):
                if (self.folder / name).exists():
                    self.meet(name)
                    self._all_there_once()
        finally:
            self.pc.close()
            self.county.close()
            shutil.rmtree(self.folder)

    def _all_there_once(self) -> None:
        rounds = [self.pc.deliver(Wire(self, [], random.Random(1)), patience=QUICK) for _ in range(3)]
        assert rounds[-1].state in (DELIVERED, NOTHING), str(rounds[-1].sentence)
        with self.pc.store.read() as work:
            ours = work.ledger.after(0)
        with self.county.read() as work2:
            theirs = list(work2.execute(select(records.c.hash).order_by(records.c.sequence)).scalars())
            assert all(work2.execute(select(batches.c.complete)).scalars())
        assert theirs == [record_hash(sealed.record) for sealed in ours]
        for sealed in ours:
            for blob in sealed.record.blobs:
                with self.pc.store.read() as work:
                    assert self.county.blobs.path(blob).read_bytes() == work.blobs.read(blob)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("examples", [3, pytest.param(100, marks=pytest.mark.long)])
def test_whichever_of_two_servers_is_met_everything_arrives_there_once(examples: int) -> None:
    run_state_machine_as_test(
        TwoHosts, settings=settings(max_examples=examples, stateful_step_count=14, deadline=None, phases=(Phase.explicit, Phase.generate))
    )
