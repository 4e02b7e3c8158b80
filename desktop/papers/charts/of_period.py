"""The charts of a period as rows of (label, what is written behind the bar, numbers): the same for sheet and screen."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.cases.funnel import Funnel
from desktop.domain.statistics import Part, PeriodFigures

Rows = tuple[tuple[str, ...], ...]
Words = Callable[[str], str]
"""How a label is said; on paper as it stands."""


def presence(figures: PeriodFigures, words: Words = str) -> Rows:
    """Only kinds of meeting that were held; nobody is absent where more came than were expected."""
    return tuple(
        (words(row.title), f"{row.present}/{row.expected}", str(row.women), str(row.present - row.women),
         str(max(0, row.expected - row.present)))
        for row in figures.kinds
        if row.times
    )  # fmt: skip


def parts(found: tuple[Part, ...], words: Words = str) -> Rows:
    return tuple((words(one.title), words(f"{one.count}（{one.share}）"), str(one.count)) for one in found)


def promises(figures: PeriodFigures, words: Words = str) -> Rows:
    kept = figures.promises
    if not kept.all:
        return ()
    numbers = (kept.in_time, kept.late, kept.open, kept.failed)
    return ((words("责任"), str(kept.all), *(str(one) for one in numbers)),)


def satisfaction(figures: PeriodFigures, words: Words = str) -> Rows:
    told = figures.satisfaction
    if not told.asked:
        return ()
    numbers = (told.satisfied, told.fairly, told.dissatisfied, told.unknown)
    return ((words("评价"), str(told.asked), *(str(one) for one in numbers)),)


def funnel(found: Funnel, words: Words = str) -> Rows:
    """Collected, reported, taken up; nothing where nothing was collected."""
    if not found.collected:
        return ()
    return (
        (words("收集"), str(found.collected), str(found.collected)),
        (words("报送"), words(f"{found.forwarded}（{found.forwarded_share}）"), str(found.forwarded)),
        (words("采用"), words(f"{found.adopted}（{found.adopted_share}）"), str(found.adopted)),
    )
