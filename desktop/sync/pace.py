"""How fast the line is, and so how much goes into one request: about half a minute's worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from desktop.sync.outbox import Leaf
from desktop.wire.leaves import HEAD

SECONDS = 30.0
FIRST = 256 << 10
"""Bytes in the first request, before the line is known: half a minute at 64 kbit/s."""
MOST = 8 << 20


class Pace:
    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._rate: float | None = None
        """Bytes in a second."""

    @contextmanager
    def measured(self, size: int) -> Iterator[None]:
        """Around one request of `size` bytes. Only what went through, and was large enough to tell, counts."""
        start = self._monotonic()
        yield
        took = self._monotonic() - start
        if size >= 32 << 10 and took > 0:
            self._rate = size / took if self._rate is None else (self._rate + size / took) / 2

    def broke(self) -> None:
        """The line broke in the middle: the next request carries half as much."""
        self._rate = (FIRST / SECONDS if self._rate is None else self._rate) / 2

    def choose(self, leaves: Sequence[Leaf]) -> list[Leaf]:
        """The first leaves of these, as many as one request should carry; at least one."""
        room = FIRST if self._rate is None else min(MOST, int(self._rate * SECONDS))
        chosen: list[Leaf] = []
        for leaf in leaves:
            room -= leaf.size + HEAD
            if chosen and room < 0:
                break
            chosen.append(leaf)
        return chosen
