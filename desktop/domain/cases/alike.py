"""Cases that say nearly the same: compared by their bigrams, so that a change of order or of one word is no obstacle."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.case import Case
from desktop.domain.names import fold

ENOUGH = 45
"""Per cent of shared bigrams from which two titles are shown as alike (our own measure)."""
FILLERS = "的了和与及在是要请把被有无不"
"""Characters that say little in a title."""


class Alike(Struct, frozen=True):
    case: Case
    percent: int


def bigrams(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters, of folded text without fillers; of a single character, itself."""
    plain = "".join(sign for sign in fold(text) if sign.isalnum() and sign not in FILLERS)
    return frozenset(plain[at : at + 2] for at in range(max(1, len(plain) - 1))) if plain else frozenset()


def likeness(one: str, other: str) -> int:
    """How alike two titles are, in whole per cent (Dice); 0 where one is empty."""
    ours, theirs = bigrams(one), bigrams(other)
    if not ours or not theirs:
        return 0
    return 200 * len(ours & theirs) // (len(ours) + len(theirs))


def alike(title: str, others: Iterable[Case], limit: int = 3) -> tuple[Alike, ...]:
    """Those of `others` that say nearly the same, the most alike first."""
    found = [Alike(case, likeness(title, case.title)) for case in others]
    near = sorted((one for one in found if one.percent >= ENOUGH), key=lambda one: -one.percent)
    return tuple(near[:limit])
