"""All figures of a period from what was sealed: meetings, facts of cases, counts of satisfaction. Pure.

The report prints whole per cent, half up (22 of 34 is 65 %), the funnel one decimal (28 of 191 is 14.7 %), and the
county's month-end form two; "--" where the denominator is 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_low

from msgspec import Struct

from desktop.domain import period as p
from desktop.domain.calendar_days import days_between
from desktop.domain.case import CLOSED, MERGED, OPEN, REFUSED, SOURCES, SPLIT
from desktop.domain.cases.duties import DONE, STILL_OPEN
from desktop.domain.cases.facts import CaseFacts, Promise
from desktop.domain.cases.funnel import Funnel
from desktop.domain.share import share
from forms.language import Sentence

WAITING, NO_THEME = "待研判", "没写主题"
STATES = {CLOSED: "已办结", REFUSED: "没有受理", MERGED: "已合并", SPLIT: "已拆分"}


class Part(Struct, frozen=True):
    """So many of a whole under one heading."""

    title: str
    count: int
    whole: int

    @property
    def share(self) -> str:
        return share(self.count, self.whole, 0)


class Stage(Struct, frozen=True):
    """How long cases stayed at a stage that they left in the period, in days; of an even number the lower median."""

    procedure: str
    title: str
    cases: int
    median: int
    longest: int


class Promises(Struct, frozen=True):
    """Responsibilities whose deadline lay in the period; `late` were done after it, `open` are still to be done."""

    all: int
    in_time: int
    late: int
    open: int
    failed: int

    @property
    def done(self) -> int:
        return self.in_time + self.late

    def kept(self, decimals: int = 0) -> str:
        return share(self.in_time, self.all, decimals)


class Satisfaction(Struct, frozen=True):
    """群众评价, summed over the sheets of the period."""

    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0
    unknown: int = 0

    @property
    def asked(self) -> int:
        return self.satisfied + self.fairly + self.dissatisfied + self.unknown

    @property
    def content(self) -> int:
        return self.satisfied + self.fairly

    def share(self, decimals: int = 0) -> str:
        """满意 and 基本满意 of all who were asked."""
        return share(self.content, self.asked, decimals)


class PeriodFigures(Struct, frozen=True, kw_only=True):
    name: Sentence
    first: str
    last: str
    kinds: tuple[p.Row, ...]
    every: p.Row
    meetings: tuple[p.Row, ...]
    sources: tuple[Part, ...]
    standing: tuple[Part, ...]
    """Cases of the period by where they stand."""
    themes: tuple[Part, ...]
    """Topics (议题) by theme: cases that were accepted in the period."""
    stages: tuple[Stage, ...]
    promises: Promises
    satisfaction: Satisfaction
    funnel: Funnel


def reckon(
    kind: str,
    day: str,
    held: Iterable[p.Held],
    cases: Iterable[CaseFacts],
    satisfaction: Iterable[tuple[str, Satisfaction]],
) -> PeriodFigures:
    """The month, quarter or year around `day`. Each count of satisfaction comes with its ISO day."""
    period = p.span(kind, day)
    every = tuple(cases)
    own = tuple(case for case in every if p.within(case.opened, period))
    met = tuple(one for one in held if p.within(one.date, period))
    asked = [count for at, count in satisfaction if p.within(at, period)]
    return PeriodFigures(
        name=p.named(kind, day),
        first=period[0],
        last=period[1],
        kinds=p.by_kind(met),
        every=p.whole(met),
        meetings=p.each(met),
        sources=by_source(own),
        standing=by_standing(own),
        themes=by_theme([case for case in every if case.accepted and p.within(case.accepted, period)]),
        stages=days_at_stages(every, period),
        promises=promises([one for case in every for one in case.promises], period),
        satisfaction=Satisfaction(
            sum(one.satisfied for one in asked),
            sum(one.fairly for one in asked),
            sum(one.dissatisfied for one in asked),
            sum(one.unknown for one in asked),
        ),
        funnel=Funnel(len(own), sum(bool(case.forwarded) for case in own), sum(bool(case.adopted) for case in own)),
    )


def by_source(cases: Sequence[CaseFacts]) -> tuple[Part, ...]:
    """The three sources of the 南通 practice, which stand there even where nothing came; then any other."""
    found = Counter(case.source for case in cases)
    titles = {**SOURCES, **{source: source for source in found if source not in SOURCES}}
    return tuple(Part(title, found[source], len(cases)) for source, title in titles.items())


def by_standing(cases: Sequence[CaseFacts]) -> tuple[Part, ...]:
    """Not yet screened, then the stages at which cases are, then what has ended; only where there are some."""
    found = Counter(_standing(case) for case in cases)
    ends = STATES.values()
    order = sorted(found, key=lambda title: (title != WAITING, title in ends, -found[title], title))
    return tuple(Part(title, found[title], len(cases)) for title in order)


def _standing(case: CaseFacts) -> str:
    if case.state in STATES:
        return STATES[case.state]
    if case.state == OPEN and not case.accepted:
        return WAITING
    return case.stage_title or case.stage or "办理中"


def by_theme(topics: Sequence[CaseFacts]) -> tuple[Part, ...]:
    """The most frequent one first; those without a theme last."""
    found = Counter(case.theme or NO_THEME for case in topics)
    order = sorted(found, key=lambda title: (title == NO_THEME, -found[title], title))
    return tuple(Part(title, found[title], len(topics)) for title in order)


def days_at_stages(cases: Iterable[CaseFacts], period: tuple[str, str]) -> tuple[Stage, ...]:
    """Of the stages that were left in the period, in the order in which cases go through them."""
    spent: dict[tuple[str, str], list[int]] = {}
    order: dict[tuple[str, str], tuple[str, int]] = {}
    for case in cases:
        for place, stay in enumerate(case.stays):
            key = case.procedure_title or case.procedure, stay.title or stay.stage
            order[key] = (key[0], max(place, order.get(key, ("", 0))[1]))
            if p.within(stay.until, period):
                spent.setdefault(key, []).append(days_between(stay.since, stay.until))
    keys = sorted(spent, key=lambda key: order[key])
    return tuple(Stage(*key, len(spent[key]), median_low(spent[key]), max(spent[key])) for key in keys)


def promises(every: Iterable[Promise], period: tuple[str, str]) -> Promises:
    """Those whose deadline lay in the period."""
    own = [one for one in every if p.within(one.due, period)]
    done = [one for one in own if one.state == DONE]
    in_time = sum(bool(one.done) and one.done <= one.due for one in done)
    still = sum(one.state in STILL_OPEN for one in own)
    return Promises(len(own), in_time, len(done) - in_time, still, len(own) - len(done) - still)
