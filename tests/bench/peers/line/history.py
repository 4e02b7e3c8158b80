"""What a round costs a village with ten years of history, beside one that has begun today."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.link import GOOD, Link
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.running import Took

YEARS = 10
TIMES = 5
_MONTH = 20
"""Records."""


class Cost(Struct, frozen=True):
    """Of the next month, and of a round with nothing new: seconds (medians) and bytes both ways (exact but for a signature's
    length and packets that only confirm)."""

    month: float
    month_bytes: int
    nothing: float
    nothing_bytes: int


def cost(folder: Path, years: int) -> Cost:
    with Link(GOOD) as link:
        ours = Ours(link, folder)
        with ours.serving():
            ours.enrol()
            ours.live(years * 12, _MONTH)
            months, nothings = [], []
            for turn in range(TIMES):
                ours.prepare(_MONTH, seed=turn)
                months.append(ours.deliver())
                nothings.append(ours.deliver())
    return Cost(_seconds(months), _bytes(months), _seconds(nothings), _bytes(nothings))


def measured(folder: Path) -> None:
    none, many = cost(folder / "none", 0), cost(folder / "many", YEARS)
    print(f"\na village with {YEARS} years of months of {_MONTH} records each, beside one without; good line, medians of {TIMES}")
    for name, before, after, sent, more in (
        ("the next month", none.month, many.month, none.month_bytes, many.month_bytes),
        ("nothing new", none.nothing, many.nothing, none.nothing_bytes, many.nothing_bytes),
    ):
        print(f"  {name:15} {before:.3f} s and {sent} bytes; after {YEARS} years {after:.3f} s ({after / before:.2f} ×)", end=" ")
        print(f"and {more} bytes ({more / sent:.3f} ×)")


def _seconds(runs: Sequence[Took]) -> float:
    return statistics.median(took.seconds for took in runs)


def _bytes(runs: Sequence[Took]) -> int:
    return round(statistics.median(took.passed.both for took in runs))
