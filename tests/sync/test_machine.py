"""Everything that can happen between a PC, a line and a county, in any order: a receipt is never a lie, and in the end
everything is there exactly once."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
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

from county.app import build_app
from county.enrol import new_code
from county.show import overview
from county.store import Store
from county.tables import records
from desktop.sync.accept import read_receipt
from desktop.sync.line import Answer, Question, Sent, broken
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.sync.patience import Patience
from desktop.wire.records import record_hash
from desktop.wire.request import HEADER
from forms.language import say
from tests.county.bench import call
from tests.sync.power import COUNTY, PC, PowerCut, at_the_county, plug_pulled
from tests.sync.village import AT, CODE, Pc

QUICK = Patience(attempts=2, first=0.0, longest=0.0)


class Wire:
    """A line without a socket. `faults` says, request by request, what goes wrong; then all is well."""

    url = "http://county.invalid"

    def __init__(self, machine: Evening, faults: list[str], chance: random.Random) -> None:
        self._machine = machine
        self._faults = faults
        self._chance = chance

    def ask(self, question: Question, sent: Sent) -> Answer:
        fault = self._faults.pop(0) if self._faults else "none"
        body = b"".join(question.pieces)
        cut = self._chance.randrange(len(body) + 1)
        held_up, self._machine.held_up = self._machine.held_up, []
        try:
            return self._asked(question, body, fault, cut, sent)
        finally:
            for late, bytes_of_it in held_up:  # what was under way for long comes in after what was sent later
                self._call(late, bytes_of_it, len(bytes_of_it))

    def _asked(self, question: Question, body: bytes, fault: str, cut: int, sent: Sent) -> Answer:
        if fault == "never arrives":
            raise _snap()
        if fault == "late":
            self._machine.held_up.append((question, body))
            raise _snap()
        if fault == "old program":
            question = msgspec.structs.replace(question, headers={HEADER: question.headers[HEADER]})
        if fault == "breaks":
            self._call(question, body[:cut], len(body), breaks=True)
            raise _snap()
        if fault == "page":
            return Answer(status=200, body=b"<html></html>")
        if fault == "spoilt":
            body = body[:cut] + bytes(byte ^ 0x40 for byte in body[cut : cut + 1]) + body[cut + 1 :]
        if fault == "twice":
            self._call(question, body, len(body))
        if fault in ("server dies", "server loses power"):
            self._last_words(question, body, self._chance.randrange(1, 30) if fault == "server loses power" else 0)
            raise _snap()
        sent(len(body))
        answer = self._call(question, body, len(body))
        if fault == "answer lost":
            raise _snap()
        if fault == "answer cut":
            return Answer(status=answer.status, body=answer.body[: self._chance.randrange(len(answer.body))])
        return answer

    def _last_words(self, question: Question, body: bytes, cut: int) -> None:
        """The server goes down when it has done all of it, or before the step `cut`."""
        try:
            with plug_pulled(cut, COUNTY):
                self._call(question, body, len(body))
        except PowerCut:
            pass
        self._machine.restart()

    def _call(self, question: Question, body: bytes, size: int, *, breaks: bool = False) -> Answer:
        headers = {**question.headers, "content-length": str(size)}
        pieces = [body[at : at + 50_000] for at in range(0, len(body), 50_000)] or [b""]
        with at_the_county():
            said = call(self._machine.app, question.method, question.path, pieces, headers, breaks=breaks)
        return Answer(status=said.status, body=said.body)

    def close(self) -> None:
        """Nothing is open."""


def _snap() -> Exception:
    return broken(say("线路中断，上报没有完成；数据都在本机，稍后再传。"))


FAULTS = [
    "none", "never arrives", "late", "breaks", "answer lost", "answer cut", "page", "spoilt", "twice", "old program", "server dies",
    "server loses power",
]  # fmt: skip
CLOCKS = st.sampled_from([AT, "1970-01-01T00:00:09", "2099-12-31T23:59:59"])


class Evening(RuleBasedStateMachine):
    """One PC, one county. The county may be restored from a copy; then it has forgotten, and the PC must notice."""

    held_up: list[tuple[Question, bytes]]
    """Requests that are somewhere on the way."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.held_up = []
        self.county = Store(self.folder / "county")
        self.app = build_app(self.county)
        self.pc = Pc(self.folder / "village")
        self.pc.enrol(Wire(self, [], random.Random(0)), new_code(self.county, CODE).code, self.county.key.fingerprint)
        self.sealed = 0
        self.forgot = False

    def restart(self) -> None:
        self.county.close()
        self.county = Store(self.folder / "county")
        self.app = build_app(self.county)

    @rule()
    def seal_a_record(self) -> None:
        self.sealed += 1
        self.pc.seal(b"%d" % self.sealed * 300, kind="roster", subject=f"x{self.sealed}")

    @rule(size=st.sampled_from([0, 1, 65_536, 70_000, 200_000]))
    def attach_a_scan(self, size: int) -> None:
        self.sealed += 1
        self.pc.seal_scan(size, f"s{self.sealed}")

    @rule(clock=CLOCKS)
    def set_the_clock(self, clock: str) -> None:
        self.pc.clock = clock

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=6), seed=st.integers(0, 9999), cut=st.integers(0, 40))
    def deliver(self, faults: list[str], seed: int, cut: int) -> None:
        """`cut`: the plug of the PC is pulled before this step of it; 0 for never."""
        try:
            with plug_pulled(cut, PC):
                self.pc.deliver(Wire(self, list(faults), random.Random(seed)), patience=QUICK)
        except PowerCut:
            self.pc.close()
            self.pc = Pc(self.folder / "village")

    @precondition(lambda self: not (self.folder / "copy").exists())
    @rule()
    def back_up_the_county(self) -> None:
        self.county.close()
        shutil.copytree(self.folder / "county", self.folder / "copy")
        self.restart()

    @precondition(lambda self: (self.folder / "copy").exists())
    @rule(told=st.booleans())
    def restore_the_county(self, told: bool) -> None:
        """Without a word, or with a new epoch as the help page asks."""
        self.county.close()
        shutil.rmtree(self.folder / "county")
        shutil.move(self.folder / "copy", self.folder / "county")
        self.restart()
        if told:
            self.county.new_epoch()
        self.forgot = True

    @invariant()
    def a_receipt_is_never_a_lie(self) -> None:
        """What the county has signed for is in its store, unless its store was taken away."""
        if self.forgot:
            return
        with self.county.read() as work:
            there = set(work.execute(select(records.c.hash)).scalars())
        with self.pc.store.read() as work:
            kept = [read_receipt(one.bytes) for one in work.outbox.receipts()]
        for receipt in kept:
            assert set(receipt.records) <= there
            for blob in receipt.blobs:
                assert self.county.blobs.has(blob)

    def teardown(self) -> None:
        if not hasattr(self, "pc"):
            return
        try:
            # A county that was restored without a word is noticed at the latest by the second round: the first may be
            # the very one that brings its counters to where they were.
            rounds = [self.pc.deliver(Wire(self, [], random.Random(1)), patience=QUICK) for _ in range(3)]
            outcome = rounds[-1]
            assert outcome.state in (DELIVERED, NOTHING), str(outcome.sentence)
            with self.pc.store.read() as work:
                ours = work.ledger.after(0)
            with self.county.read() as work:
                theirs = list(work.execute(select(records.c.hash).order_by(records.c.sequence)).scalars())
            assert theirs == [record_hash(sealed.record) for sealed in ours]
            for sealed in ours:
                for blob in sealed.record.blobs:
                    with self.pc.store.read() as work:
                        assert self.county.blobs.path(blob).read_bytes() == work.blobs.read(blob)
            assert self.pc.cursor() == (len(ours), len(ours))
            assert not overview(self.county)["held"]
        finally:
            self.pc.close()
            self.county.close()
            shutil.rmtree(self.folder)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("examples", [5, pytest.param(120, marks=pytest.mark.long)])
def test_whatever_happens_everything_arrives_once_and_no_receipt_lies(examples: int) -> None:
    run_state_machine_as_test(
        Evening, settings=settings(max_examples=examples, stateful_step_count=14, deadline=None)
    )
