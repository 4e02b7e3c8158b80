"""What a round costs a village with ten years of history, beside one that has begun today."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.limits import at_most
from tests.bench.peers.line.link import GOOD, Link
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.running import Took

YEARS = 10
TIMES = 9
_MONTH = 20
"""Records."""


class Cost(Struct, frozen=True):
    """Of the next month, and of a round with nothing new: seconds (medians) and bytes both ways (exact but for a signature's
    length and packets that only confirm)."""

    month: float
    month_bytes: int
    nothing: float
    nothing_bytes: int


class _Village:
    """One that has lived so many years, and what its rounds take from then on."""

    def __init__(self, stack: ExitStack, folder: Path, years: int) -> None:
        self._ours = Ours(stack.enter_context(Link(GOOD)), folder)
        stack.enter_context(self._ours.serving())
        self._ours.enrol()
        self._ours.live(years * 12, _MONTH)
        self._months: list[Took] = []
        self._nothings: list[Took] = []

    def month(self, seed: int) -> None:
        self._ours.prepare(_MONTH, seed=seed)
        self._months.append(self._ours.deliver())
        self._nothings.append(self._ours.deliver())

    def cost(self) -> Cost:
        return Cost(_seconds(self._months), _bytes(self._months), _seconds(self._nothings), _bytes(self._nothings))


def costs(folder: Path) -> tuple[Cost, Cost]:
    """Of a village without history, and of one with it: in turn, so that both have the same of whatever else the machine does."""
    with ExitStack() as stack:
        villages = [_Village(stack, folder / name, years) for name, years in (("none", 0), ("many", YEARS))]
        for turn in range(TIMES):
            for village in villages:
                village.month(turn)
        none, many = (village.cost() for village in villages)
    return none, many


def measured(folder: Path) -> None:
    none, many = costs(folder)
    print(f"\na village with {YEARS} years of months of {_MONTH} records each, beside one without; good line, medians of {TIMES}")
    for name, before, after, sent, more in (
        ("the next month", none.month, many.month, none.month_bytes, many.month_bytes),
        ("nothing new", none.nothing, many.nothing, none.nothing_bytes, many.nothing_bytes),
    ):
        print(f"  {name:15} {before:.3f} s and {sent} bytes; after {YEARS} years {after:.3f} s and {more} bytes")
        print(f"    {after / before:.2f} × the time ({at_most(after / before, 1.1)}), {more / sent:.3f} × the bytes", end=" ")
        print(f"({at_most(more / sent, 1.02)})")


def _seconds(runs: Sequence[Took]) -> float:
    return statistics.median(took.seconds for took in runs)


def _bytes(runs: Sequence[Took]) -> int:
    return round(statistics.median(took.passed.both for took in runs))
