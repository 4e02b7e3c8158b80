"""The county's word within a round: asked for with the first request, so that it costs no request of its own.

Only what does not fit into that answer is fetched: further pages of items, and the leaves of a form pack. What is wrong with
it is told and never holds up delivery.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

from desktop.storage.store import Store
from desktop.sync.caller import Caller, not_a_county
from desktop.sync.down import down_state, packs_wanted, take
from desktop.sync.line import LineBroken
from desktop.sync.outbox import Leaf
from desktop.sync.pace import Pace
from desktop.wire.down import Down, where
from desktop.wire.down_bodies import Pack
from desktop.wire.faults import Fault
from desktop.wire.leaves import LEAF, LeafReader
from forms.language import Sentence

_PAGES = 200
"""Pages that one round fetches at most."""
_MOST = 60
"""Leaves that one request asks for at most."""


class Ear:
    """Hears the county during one round."""

    def __init__(self, store: Store, caller: Caller, pace: Pace, now: Callable[[], str]) -> None:
        self._store = store
        self._caller = caller
        self._pace = pace
        self._now = now
        self._heard = False
        self.remarks: list[Sentence] = []
        self.new = 0

    def asks(self) -> str:
        """The value of the header for the next request; empty once the county has been heard."""
        if self._heard:
            return ""
        state = down_state(self._store)
        return where(state.sequence, state.reached)

    def hear(self, down: Down, nonce: str) -> None:
        """Take what came with an answer. Never raises for what the county sent."""
        self._heard = True
        try:
            taken = take(self._store, down, self._caller.enrolment, nonce=nonce, now=self._now())
        except Fault as fault:
            self.remarks.append(fault.sentence)
            return
        self.remarks += taken.remarks
        self.new += taken.new
        self._caller.renew(taken.enrolment)

    def fetch(self, insist: Callable[[Callable[[], None]], None]) -> None:
        """What did not fit: pages, then packs, at the pace of the line. `insist` asks with patience; it counts the request.

        Raises LineBroken and the like; what has come until then is kept.
        """
        if not self._heard:
            return
        for _ in range(_PAGES):
            before = down_state(self._store)
            if before.complete:
                break
            self._heard = False
            insist(self._caller.ask_down)
            after = down_state(self._store)
            if (after.sequence, after.reached) == (before.sequence, before.reached):
                return  # what came does not hold; it was told
        while True:
            with self._store.read() as work:
                wanted = packs_wanted(work)
            if not wanted:
                return
            insist(partial(self._leaves, *wanted[0]))

    def _leaves(self, pack: Pack, places: list[int]) -> None:
        """Ask for a run of leaves; each is kept as it comes, so that a line that breaks costs one leaf."""
        run = [place for at, place in enumerate(places) if place == places[0] + at][:_MOST]
        chosen = self._pace.choose([Leaf(pack.blob, place, min(LEAF, pack.size - place * LEAF)) for place in run])
        first, last = chosen[0].index, chosen[-1].index + 1
        reader, came = LeafReader(), 0

        def heard(piece: bytes) -> None:
            nonlocal came
            for blob, place, data in reader.feed(piece):
                if blob != pack.blob or not first <= place < last:
                    raise not_a_county()
                if hashlib.sha256(data).hexdigest() != pack.leaves[place]:
                    raise not_a_county()
                with self._store.work() as work:
                    work.inbox.put_leaf(blob, place, data)
                came += 1

        try:
            with self._pace.measured(sum(leaf.size for leaf in chosen)):
                self._caller.ask_pack(pack.blob, first, last, heard)
        except LineBroken:
            self._pace.broke()
            raise
        if came == 0:
            raise not_a_county()
