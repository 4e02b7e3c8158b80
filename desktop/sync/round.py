"""A round: deliver what waits, records first, then blobs by leaves, and bring the receipts home.

A month of records without scans is one request; a round with nothing to say is one small one. What breaks is taken up
where it broke: a batch by its id, a blob at its leaf. Nothing counts as delivered without a receipt.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from desktop.storage.rows import KeptBatch
from desktop.storage.store import Store
from desktop.sync.accept import accept, compare, odd, remember
from desktop.sync.caller import Answered, Caller, not_a_county
from desktop.sync.down_round import Ear
from desktop.sync.line import LineBroken, Sent, Stopped
from desktop.sync.outbox import Opened, make_batches, open_kept
from desktop.sync.outcome import Outcome
from desktop.sync.pace import Pace
from desktop.sync.patience import PATIENT, Patience, insist
from desktop.sync.tally import Progress, Tally, outcome_of, waiting
from desktop.sync.wanted import Wanted
from desktop.wire.faults import Fault
from desktop.wire.leaves import frame_leaf
from desktop.wire.receipt import RECORDS, Receipt, Reply
from desktop.wire.signed import Sign
from forms.language import Sentence, say

T = TypeVar("T")
_ASK_FIRST = 16 << 10
"""A batch that may have arrived already, and is larger than this, is asked after before it is sent again."""
_PASSES = 4
"""How often a round starts over because the county turned out to lack something."""


class Round:
    """One round. Make it, `run` it, throw it away; `cancel` may be set from another thread."""

    def __init__(
        self,
        store: Store,
        caller: Caller,
        *,
        sign: Sign,
        now: Callable[[], str],
        progress: Progress,
        cancel: threading.Event | None = None,
        patience: Patience = PATIENT,
        forms: dict[str, str] | None = None,
        program: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._caller = caller
        self._sign = sign
        self._now = now
        self._cancel = cancel or threading.Event()
        self._patience = patience
        self._forms = forms or {}
        self._program = program
        self._pace = Pace(monotonic)
        self._tally = Tally(progress)
        self._ear = caller.ear = Ear(store, caller, self._pace, now)
        self._opened: dict[str, Opened] = {}
        self._receipts: list[Receipt] = []
        self._remarks: list[Sentence] = []
        self._tried: set[str] = set()

    def run(self) -> Outcome:
        """Never raises for what a line, a county or the user does: the outcome says it."""
        self._tried = {kept.id for kept in self._batches()}
        make_batches(
            self._store,
            self._sign,
            village=self._caller.enrolment.village,
            forms=self._forms,
            program=self._program,
            now=self._now,
        )
        trouble: Sentence | None = None
        again_in, stopped = 0, False
        try:
            self._deliver()
            self._fetch()
        except Stopped:
            stopped = True
        except Answered as answer:
            trouble, again_in = answer.sentence, answer.again_in
        except (LineBroken, Fault) as fault:
            trouble = fault.sentence
        return outcome_of(
            waiting(self._store),
            self._tally,
            self._receipts,
            [*self._remarks, *self._ear.remarks],
            trouble=trouble,
            again_in=again_in,
            stopped=stopped,
        )

    def _deliver(self) -> None:
        if not self._batches():
            self._compare()
        before: list[str] = []
        for _ in range(_PASSES):
            batches = self._batches()
            if not batches:
                return
            self._expect()
            wanted = Wanted()
            for kept in batches:
                self._deliver_records(kept, wanted)
            if odd(self._store, tuple(self._receipts), self._opened):
                self._compare()
                if self._batches() != batches:
                    continue
            remember(self._store, tuple(self._receipts))
            if wanted.size and [kept.id for kept in batches] == before:
                break  # it says that it stored them, and lacks them all the same: a third time would change nothing
            self._tally.expect(wanted.size)
            self._deliver_leaves(wanted)
            before = [kept.id for kept in batches]
        if self._batches() and not self._remarks:
            self._remarks.append(say("县里没有确认全部到齐，请告诉县里核对。"))

    def _batches(self) -> tuple[KeptBatch, ...]:
        """Those that lack a receipt."""
        with self._store.read() as work:
            cursor = work.outbox.cursor()
            return work.outbox.batches(min(cursor.records, cursor.blobs))

    def _deliver_records(self, kept: KeptBatch, wanted: Wanted) -> None:
        """A batch beyond the cursor for records is sent; one that lacks blobs only is asked after."""
        if kept.id not in self._opened:
            self._opened[kept.id] = open_kept(kept)
        opened = self._opened[kept.id]
        with self._store.read() as work:
            known = kept.last <= work.outbox.cursor().records

        def after_break() -> bool:
            self._tried.add(kept.id)
            return False

        def ask() -> Reply:
            if known or (kept.id in self._tried and len(kept.data) > _ASK_FIRST):
                self._tally.requests += 1
                reply = self._caller.ask_batch(kept.id, opened.known)
                if reply is not None:
                    return reply
            with self._pace.measured(len(kept.data)):
                return self._caller.send_batch(kept.data, self._passing(), opened.known)

        reply = self._insist(ask, after_break)
        self._take(reply)
        if not any(one.batch == kept.id and one.kind == RECORDS for one in self._receipts):
            raise not_a_county()
        wanted.put(opened, reply.missing)
        if not known:
            self._tally.arrived(len(kept.data))

    def _deliver_leaves(self, wanted: Wanted) -> None:
        """All leaves that are wanted, smallest blob first, as many in a request as go in half a minute."""

        def ask_again() -> bool:
            """After a break: which leaves came through?"""
            before = wanted.size
            self._pace.broke()
            for batch in wanted.batches():
                self._tally.requests += 1
                reply = self._caller.ask_batch(batch, self._opened[batch].known)
                if reply is not None:
                    self._take(reply)
                    wanted.put(self._opened[batch], reply.missing)
            self._tally.arrived(before - wanted.size)
            return wanted.size < before

        def some() -> Reply:
            chosen = self._pace.choose(wanted.in_order())
            if not chosen:
                return Reply()
            with self._store.read() as work:
                frames = [frame_leaf(leaf.blob, leaf.index, work.blobs.leaf(leaf.blob, leaf.index)) for leaf in chosen]
            with self._pace.measured(sum(len(frame) for frame in frames)):
                reply = self._caller.send_leaves(frames, self._passing())
            if reply.stored != len(chosen):
                raise not_a_county()
            wanted.arrived(chosen)
            self._tally.arrived(sum(leaf.size for leaf in chosen))
            return reply

        while wanted.size:
            self._take(self._insist(some, ask_again))

    def _insist(self, ask: Callable[[], T], after_break: Callable[[], bool]) -> T:
        answer = insist(ask, after_break, self._patience, self._cancel)
        self._patience = self._patience.on_the_move()
        return answer

    def _passing(self) -> Sent:
        sent = self._tally.request()

        def passing(count: int) -> None:
            if self._cancel.is_set():
                raise Stopped
            sent(count)

        return passing

    def _expect(self) -> None:
        left = waiting(self._store)
        self._tally.expect(left.record_bytes + left.blob_bytes)

    def _take(self, reply: Reply) -> None:
        accepted = accept(self._store, reply, self._opened, county=self._caller.enrolment.county, now=self._now())
        known = {(receipt.batch, receipt.kind) for receipt in self._receipts}
        self._receipts += [one for one in accepted.receipts if (one.batch, one.kind) not in known]
        self._remarks += accepted.remarks
        if accepted.refused:
            raise Fault("no-receipt", accepted.refused[0])

    def _fetch(self) -> None:
        """The rest of what the county has to say. A line that breaks here takes nothing back from what was delivered."""
        try:
            self._ear.fetch(self._ask_down)
        except (LineBroken, Fault) as trouble:
            self._remarks.append(say("县里发来的还没有收全，下次接着收：{why}", why=trouble.sentence))

    def _ask_down(self, ask: Callable[[], None]) -> None:
        def counted() -> None:
            self._tally.requests += 1
            ask()

        self._insist(counted, lambda: False)

    def _compare(self) -> None:
        self._tally.requests += 1
        standing = self._insist(self._caller.standing, lambda: False)
        self._remarks += compare(self._store, standing)
        self._tried.update(kept.id for kept in self._batches())
