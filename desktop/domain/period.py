"""A month, a quarter, half a year or a year, and the meetings held in it, counted from what was sealed. Pure; `statistics` has the rest.

The county's month-end form (农村民主决策情况填报) wants two decimals, the report whole per cent; "--" where the denominator is 0.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence

from msgspec import Struct

from desktop.domain.share import share
from forms.language import Sentence, refuse, say

MONTH, QUARTER, HALF_YEAR, YEAR = "month", "quarter", "half-year", "year"
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}
ASSEMBLY, REPRESENTATIVES, BALLOT = "villagers-assembly", "villagers-representatives", "villagers-ballot"
KINDS = {ASSEMBLY: "村民会议", REPRESENTATIVES: "村民代表会议", BALLOT: "村民公决"}
"""Rows of the county's form, which stand there even when nothing was held."""


class Held(Struct, frozen=True, kw_only=True):
    """What the figures need of one sealed meeting. Votes are summed over all its votes."""

    id: str
    rule: str
    kind: str
    title: str
    date: str
    expected: int
    present: int
    women: int
    yes: int = 0
    no: int = 0
    abstain: int = 0


class Row(Struct, frozen=True, kw_only=True):
    """A kind of meeting, or a single one, with its sums and percentages."""

    title: str
    times: int
    expected: int
    present: int
    women: int
    yes: int
    no: int
    abstain: int

    def present_share(self, decimals: int = 0) -> str:
        """Of those expected. More came than were expected where 应到 was declared too low: then there is none."""
        return "--" if self.present > self.expected else share(self.present, self.expected, decimals)

    def women_share(self, decimals: int = 0) -> str:
        """Of those present."""
        return share(self.women, self.present, decimals)

    def of_votes(self, votes: int, decimals: int = 2) -> str:
        return share(votes, self.yes + self.no + self.abstain, decimals)


def span(kind: str, day: str) -> tuple[str, str]:
    """First and last ISO day of the period around `day`. Raises Refused where `day` is none."""
    if len(day) != 10:
        raise refuse("“{text}”不是日期，请写成 2026-06-01 的样子", text=day)
    year, months = int(day[:4]), MONTHS[kind]
    first = months * ((int(day[5:7]) - 1) // months) + 1
    last = first + months - 1
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{monthrange(year, last)[1]:02d}"


def named(kind: str, day: str) -> Sentence:
    """How the period is called."""
    year, month = int(day[:4]), int(day[5:7])
    if kind == MONTH:
        return say("{year}年{month}月", year=year, month=month)
    if kind == QUARTER:
        return say("{year}年第{n}季度", year=year, n=(month + 2) // 3)
    return say("{year}年", year=year)


def within(day: str, period: tuple[str, str]) -> bool:
    return period[0] <= day[:10] <= period[1]


def by_kind(held: Sequence[Held]) -> tuple[Row, ...]:
    """The rows of the county's form, then any other kind that was held."""
    kinds = {**KINDS, **{one.rule: one.kind for one in held if one.rule not in KINDS}}
    return tuple(_row(title, [one for one in held if one.rule == rule]) for rule, title in kinds.items())


def whole(held: Sequence[Held]) -> Row:
    """All meetings together."""
    return _row("合计", held)


def each(held: Iterable[Held]) -> tuple[Row, ...]:
    """One row a meeting, in the order of their days."""
    ordered = sorted(held, key=lambda one: one.date)
    return tuple(_row(f"{one.date} {one.title}", [one]) for one in ordered)


def _row(title: str, held: Sequence[Held]) -> Row:
    return Row(
        title=title,
        times=len(held),
        expected=sum(one.expected for one in held),
        present=sum(one.present for one in held),
        women=sum(one.women for one in held),
        yes=sum(one.yes for one in held),
        no=sum(one.no for one in held),
        abstain=sum(one.abstain for one in held),
    )
