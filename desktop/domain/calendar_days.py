"""Days as the law counts them: the day on which a period begins is not counted (民法典 第二百零一条)."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from desktop.domain.verdict_words import joined, source_of
from forms.language import Sentence, refuse, say
from forms.rules import RuleSet


class Period(Struct, frozen=True, kw_only=True):
    """Whether a number of days has been kept. `met` is None where the law gives no number or a day is not yet known."""

    met: bool | None
    given: int | None
    """Days between the two, the first not counted."""
    need: int | None
    first: str
    """ISO day on or after which it is kept; empty where it cannot be said."""
    verified: bool
    sentence: Sentence


def days_between(first: str, last: str) -> int:
    """Days from ISO day `first` to `last`, `first` not counted: the day after it is one. Raises Refused for no days."""
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        raise refuse("日期要写成 2026-06-01 的样子：{first}、{last}", first=first, last=last) from None


def later(day: str, days: int) -> str:
    """The ISO day that is `days` after `day`. Raises Refused where `day` is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        raise refuse("“{text}”不是日期，请写成 2026-06-01 的样子", text=day) from None


def notice_period(rule: RuleSet, sent: str, meeting_day: str, urgent: str = "") -> Period:
    """Whether the notice that went out on `sent` was early enough for `meeting_day`.

    `urgent` is why it could be short, where the law lets it be (特殊情况可临时通知); a rule without that refuses the reason.
    """
    need = rule.notice.days
    if urgent and not rule.notice.urgent:
        raise refuse("{title}没有规定可以临时通知，要提前 {n} 日", title=Sentence(rule.title), n=need or 0)
    given = days_between(sent, meeting_day)
    if given < 0:
        raise refuse("通知日期 {sent} 在会议日期 {day} 以后，请核对", sent=sent, day=meeting_day)
    if need is None:
        sentence = say("{title}：法律没有规定提前几日通知。", title=Sentence(rule.title))
        return Period(met=None, given=given, need=None, first="", verified=rule.notice.verified, sentence=sentence)
    first = later(sent, need)
    met = given >= need
    said = say(
        "{sent} 通知，当日不算，到 {day} 是 {given} 日；要提前 {need} 日（{source}）。",
        sent=sent, day=meeting_day, given=given, need=need, source=source_of(rule, rule.notice.article, rule.notice.law),
    )  # fmt: skip
    if met:
        end = say("时间够了。")
    elif urgent:
        end = say("属于特殊情况临时通知：{why}。", why=urgent)
    else:
        end = say("还差 {n} 日，最早 {first} 开会。", n=need - given, first=first)
    parts = [said, end] if rule.notice.verified else [said, end, say("（{note}。）", note=say("其中有数字未经核对"))]
    return Period(
        met=met or bool(urgent),
        given=given,
        need=need,
        first=first,
        verified=rule.notice.verified,
        sentence=joined(parts),
    )


def publicity_period(rule: RuleSet, posted: str, until: str) -> Period:
    """Whether what was put up on `posted` hung there long enough by `until`, the day on which it came down or today."""
    given = days_between(posted, until)
    if given < 0:
        raise refuse("公示止日 {until} 在起日 {posted} 以前，请核对", until=until, posted=posted)
    asked = rule.publicity
    if asked is None:
        sentence = say("{title}：法律没有规定公示几日。", title=Sentence(rule.title))
        return Period(met=None, given=given, need=None, first="", verified=True, sentence=sentence)
    first = later(posted, asked.days)
    said = say(
        "{posted} 公示，当日不算，到 {until} 是 {given} 日；不得少于 {need} 日（{source}）。",
        posted=posted, until=until, given=given, need=asked.days, source=source_of(rule, asked.article, asked.law),
    )  # fmt: skip
    met = given >= asked.days
    end = say("时间够了。") if met else say("还差 {n} 日，公示到 {first}。", n=asked.days - given, first=first)
    return Period(
        met=met, given=given, need=asked.days, first=first, verified=asked.verified, sentence=joined([said, end])
    )
