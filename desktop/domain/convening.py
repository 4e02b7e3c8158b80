"""Who can have a meeting called and by when, and how often there must be one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.calendar_days import later
from desktop.domain.figures import Figures, checked
from desktop.domain.period import span, within
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


def still_to_hold(rule: RuleSet, held: Iterable[str], today: str) -> int:
    """How many more meetings the law asks for in the period around `today`; `held` are ISO days. 0: it asks for no more."""
    if rule.often is None:
        return 0
    period = span(rule.often.per, today)
    return max(rule.often.times - sum(within(day, period) for day in held), 0)
