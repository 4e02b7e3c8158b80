"""Who can have a meeting called, how often there must be one, and how many representatives a village may have."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.calendar_days import later
from desktop.domain.figures import Figures, checked
from desktop.domain.verdict_words import joined, source_of
from forms.language import Sentence, refuse, say
from forms.rules import Request, RuleSet


class Asked(Struct, frozen=True, kw_only=True):
    """One of those who may ask for the meeting, with the number that is needed here."""

    who: str
    of: str
    total: int | None
    need: int | None
    """None while the total is unknown."""
    within_days: int | None
    verified: bool
    sentence: Sentence


def requests(rule: RuleSet, figures: Figures) -> tuple[Asked, ...]:
    """All who may ask, with how many of them it takes."""
    numbers = checked(rule, figures)
    return tuple(_asked(rule, one, numbers.get(one.of)) for one in rule.requests)


def _asked(rule: RuleSet, one: Request, total: int | None) -> Asked:
    need = one.share.need(total) if total is not None else None
    source = source_of(rule, one.article, one.law)
    who, share = Sentence(one.who), one.share.words()
    if need is None or total is None:
        sentence = say("{share}的{who}提议，应当召集（{source}）。", share=share, who=who, source=source)
    else:
        sentence = say(
            "{who}共 {total} 人，{need} 人以上提议（{share}），应当召集（{source}）。",
            who=who, total=total, need=need, share=share, source=source,
        )  # fmt: skip
    return Asked(
        who=one.who,
        of=one.of,
        total=total,
        need=need,
        within_days=one.within_days,
        verified=one.verified,
        sentence=sentence,
    )


class Called(Struct, frozen=True, kw_only=True):
    """Whether enough people ask for the meeting, so that it must be called."""

    met: bool
    have: int
    need: int
    missing: int
    within_days: int | None
    verified: bool
    sentence: Sentence


def must_be_called(rule: RuleSet, of: str, supporters: int, total: int) -> Called:
    """Whether `supporters` of `total` people who are counted as `of` can have the meeting called.

    Raises Refused where the rule gives them no such right, or the numbers contradict each other.
    """
    found = next((one for one in rule.requests if one.of == of), None)
    if found is None:
        names = "、".join(one.of for one in rule.requests) or "-"
        raise refuse(
            "{title}没有规定“{of}”可以提议召集；可以填：{names}", title=Sentence(rule.title), of=of, names=names
        )
    if not 0 <= supporters <= total or total == 0:
        raise refuse("数字对不上：联名 {n} 人，总数 {total} 人，请核对", n=supporters, total=total)
    need = found.share.need(total)
    said = say("联名 {n} 人；", n=supporters)
    asked = _asked(rule, found, total).sentence
    met = supporters >= need
    end = say("够了。") if met else say("还差 {n} 人。", n=need - supporters)
    return Called(
        met=met, have=supporters, need=need, missing=max(need - supporters, 0), within_days=found.within_days,
        verified=found.verified, sentence=joined([said, asked, end]),
    )  # fmt: skip


def call_by(rule: RuleSet, of: str, asked_on: str) -> str:
    """The last ISO day on which the meeting must be called after a request; empty where the law gives no number of days."""
    found = next((one for one in rule.requests if one.of == of), None)
    return "" if found is None or found.within_days is None else later(asked_on, found.within_days)


def held_often_enough(rule: RuleSet, meetings: tuple[str, ...], year: int) -> tuple[str, ...]:
    """Periods of `year` in which there were fewer meetings than the law asks for: `2026-Q1`, `2026-H2`, `2026`.

    `meetings` are ISO days. Empty where the law says nothing, or all is well.
    """
    if rule.often is None:
        return ()
    per = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[rule.often.per]
    mark = {1: "-{:02d}", 3: "-Q{}", 6: "-H{}", 12: ""}[per]
    short = []
    for number, start in enumerate(range(1, 13, per), 1):
        months = {f"{year:04d}-{month:02d}" for month in range(start, start + per)}
        if sum(day[:7] in months for day in meetings) < rule.often.times:
            short.append(f"{year:04d}{mark.format(number)}")
    return tuple(short)


FEWEST_HOUSEHOLDS, MOST_HOUSEHOLDS = 5, 15
"""Households for each representative (村民委员会组织法 2025 第二十九条, 2018 第二十五条; 农村集体经济组织法 第二十八条)."""


def representatives_range(households: int) -> tuple[int, int]:
    """Fewest and most representatives where one stands for 5 to 15 households; groups may choose otherwise."""
    if households < 1:
        raise refuse("户数至少是 1")
    fewest = -(-households // MOST_HOUSEHOLDS)
    return fewest, max(fewest, households // FEWEST_HOUSEHOLDS)
