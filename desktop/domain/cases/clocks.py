"""Clocks of a case and of a village: what is due, and what is over. Today and the rules of law are passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desktop.domain.calendar_days import days_between, later
from desktop.domain.case import DELIBERATED, ENDED, MERGED, OPEN, REFUSED, SPLIT, Case
from desktop.domain.cases.answers import AGREED, ANSWER_WORDS, RETURNED
from desktop.domain.cases.due import SOON, Due, near
from desktop.domain.cases.duties import STILL_OPEN, Duty
from desktop.domain.cases.mediation import due_of_mediation
from desktop.domain.cases.tracking import due_of_tracking
from desktop.domain.convening import call_by, still_to_hold
from desktop.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, span
from desktop.domain.procedure import Filled
from desktop.domain.verdict_words import source_of
from forms.language import Sentence, say
from forms.procedures import Procedure
from forms.rules import RuleSet

PUBLICITY_DAYS = 15
"""组织法 第三十五条: 不得少于十五日."""
FEEDBACK = ("feedback", "supervised-feedback", "explanation")
"""Sheets by which a proposer is told what became of the matter."""
REQUEST = "request"
"""Sheet by which villagers ask for a meeting."""
GRID_DAY = 25
"""网格服务日 (嘉善), not moved by weekends (our default)."""
PERIODS = {MONTH: say("本月"), QUARTER: say("本季度"), HALF_YEAR: say("这半年"), YEAR: say("今年")}
AHEAD = {MONTH: SOON, QUARTER: 31, HALF_YEAR: 61, YEAR: 61}
"""Days before the end of a period within which the meeting that the law asks for in it is reminded of (our default)."""
ASKERS = {"villagers": "adults", "representatives": "representatives"}
"""Who asks for a meeting, as the sheet `request` has it, to how rules name them."""


def due_of_duties(duties: Iterable[Duty], today: str) -> tuple[Due, ...]:
    """Open responsibilities whose deadline is near or past."""
    found = []
    for duty in duties:
        over = days_between(duty.due, today)
        if duty.state in STILL_OPEN and over >= -SOON:
            words = say("{person}：{matter}", person=duty.person or duty.unit, matter=duty.matter)
            found.append(Due(words=words, day=duty.due, over=over, case=duty.case))
    return tuple(found)


def due_of_case(
    case: Case, procedure: Procedure | None, sheets: Iterable[Filled], today: str, rule: RuleSet | None = None
) -> tuple[Due, ...]:
    """Its own deadline, publicity that is running, 回头看 and what follows from it, 回访; of one that has ended the last three.

    `rule` is that of the meeting which its procedure leads to, where there is one: it says by when a meeting is called.
    """
    filled = tuple(sheets)
    found = [*_looking_back(case, procedure, filled, today), *due_of_mediation(case, filled, today)]
    found += _after_looking_back(case, filled, today)
    for sheet in filled:
        if sheet.form == "publicity" and sheet.values.get("from") and case.state not in (REFUSED, MERGED, SPLIT):
            found += _publicity(case, sheet, today)
    if case.state in ENDED:
        return tuple(found)
    if case.due and case.state != DELIBERATED:
        found += near(say("“{title}”的办理期限", title=case.title), case.due, today, case.id)
    found += [
        *_told(case, filled, today),
        *due_of_tracking(case, filled, today),
        *_asked_for(case, rule, filled, today),
    ]
    return tuple(found)


def _after_looking_back(case: Case, sheets: tuple[Filled, ...], today: str) -> list[Due]:
    """再评议 where the last look said so, until the case is open again; 释疑解惑 where it cannot be solved."""
    last = max((sheet for sheet in sheets if sheet.form == "review"), key=lambda sheet: sheet.day, default=None)
    outcome = last.values.get("outcome") if last is not None else ""
    if last is not None and outcome == "again":
        words = say("“{title}”回头看定了再评议，还没有重新打开", title=case.title)
        return near(words, last.day, today, case.id)
    if last is not None and outcome == "unsolvable":
        return due_of_explanation(case, sheets, last.day, today)
    return []


def due_of_explanation(case: Case, sheets: Iterable[Filled], since: str, today: str) -> list[Due]:
    """What cannot be solved is explained to those who asked (释疑解惑), from `since` on until somebody has."""
    if any(sheet.form == "explanation" and sheet.day >= since for sheet in sheets):
        return []
    return near(say("“{title}”有办不了的，还没有释疑解惑记录", title=case.title), since, today, case.id)


def _asked_for(case: Case, rule: RuleSet | None, sheets: tuple[Filled, ...], today: str) -> list[Due]:
    """A meeting that was asked for, until the case is on an agenda, where the law says within how many days it is called."""
    if rule is None or case.state != OPEN:
        return []
    asked = [sheet for sheet in sheets if sheet.form == REQUEST and sheet.day]
    days = (call_by(rule, ASKERS.get(sheet.values.get("who", ""), ""), sheet.day) for sheet in asked)
    words = say("有人提议开会商议“{title}”，要按期召集", title=case.title)
    return [one for day in days if day for one in near(words, day, today, case.id)]


def _told(case: Case, sheets: tuple[Filled, ...], today: str) -> list[Due]:
    """What the county answered goes on to the proposer, who waits for it."""
    if case.answer not in (*AGREED, RETURNED):
        return []
    if any(sheet.form in FEEDBACK and sheet.day >= case.answered for sheet in sheets):
        return []
    words = say("“{title}”：{answer}，还没有反馈给提出人", title=case.title, answer=ANSWER_WORDS[case.answer])
    return near(words, case.answered, today, case.id)


def _publicity(case: Case, sheet: Filled, today: str) -> list[Due]:
    posted = str(sheet.values["from"])
    until = max(later(posted, PUBLICITY_DAYS), str(sheet.values.get("to") or ""))
    over = days_between(until, today)
    found = []
    if not sheet.values.get("photo"):
        words = say("“{title}”的公示还没有张贴照片", title=case.title)
        found.append(Due(words=words, day=posted, over=days_between(posted, today), case=case.id))
    if -PUBLICITY_DAYS <= over <= SOON:
        words = say("“{title}”公示到期", title=case.title)
        found.append(Due(words=words, day=until, over=over, case=case.id))
    return found


def _looking_back(case: Case, procedure: Procedure | None, sheets: tuple[Filled, ...], today: str) -> list[Due]:
    found: list[Due] = []
    looked = {sheet.values.get("interval") for sheet in sheets if sheet.form == "review"}
    for reminder in procedure.reminders if procedure else ():
        since = case.left.get(reminder.stage, "") if reminder.stage else ""
        for days in reminder.after_days if since else ():
            if days not in looked:
                words = say("“{title}”{n} 日{what}", title=case.title, n=days, what=Sentence(reminder.title))
                found += near(words, later(since, days), today, case.id)
    return found


def due_of_meetings(today: str, rules: Iterable[RuleSet], held: Mapping[str, Sequence[str]]) -> list[Due]:
    """The meetings that the law still asks for before its period ends. `held`: rule set to the ISO days of its meetings."""
    found: list[Due] = []
    for rule in rules:
        short = still_to_hold(rule, held.get(rule.id, ()), today)
        if rule.often is not None and short:
            per = rule.often.per
            words = say(
                "{period}还差 {n} 次{title}（{source}）",
                period=PERIODS[per], n=short, title=Sentence(rule.title),
                source=source_of(rule, rule.often.article, rule.often.law),
            )  # fmt: skip
            found += near(words, span(per, today)[1], today, "", ahead=AHEAD[per])
    return found


def due_of_village(today: str, procedures: Iterable[Procedure] = ()) -> list[Due]:
    """The days of the month on which a village has something to do, those of its procedures among them."""
    at = date.fromisoformat(today)
    found: list[Due] = []
    if at.day <= GRID_DAY:
        found += near(say("网格服务日"), at.replace(day=GRID_DAY).isoformat(), today, "", ahead=5)
    for reminder in (one for procedure in procedures for one in procedure.reminders):
        if reminder.day and reminder.day != GRID_DAY and (not reminder.months or at.month in reminder.months):
            found += near(
                Sentence(reminder.title), at.replace(day=reminder.day).isoformat(), today, "", ahead=5, past=10
            )
    return found
