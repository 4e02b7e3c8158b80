"""Screening (研判): urgency and difficulty, three by three, and accepted or refused with a reason.

The sources name 轻重缓急 and 难易程度 and give no scale; three steps each are our default, and so are three working days
for what is urgent and easy. Saturdays and Sundays are no working days; moved holidays are not known here.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from desktop.domain.case import ENDED, OPEN, REFUSED, Case
from forms.language import Sentence, refuse, say
from forms.procedures import Procedure

URGENCIES = ("high", "middle", "low")
DIFFICULTIES = ("easy", "middle", "hard")
URGENCY_WORDS = {"high": say("急"), "middle": say("较急"), "low": say("缓")}
DIFFICULTY_WORDS = {"easy": say("易"), "middle": say("较难"), "hard": say("难")}
REFUSAL = "refusal-answer"
"""The sheet that its proposer gets on paper where it is not taken up."""
WORKING_DAYS = 3
"""For what is urgent and easy (our default)."""


def placed(case: Case, urgency: str, difficulty: str) -> Case:
    """The case on a square of the board. Raises Refused where it has ended or there is no such square."""
    _goes_on(case)
    if urgency not in URGENCIES or difficulty not in DIFFICULTIES:
        raise refuse("研判板上没有这一格：{urgency}、{difficulty}", urgency=urgency, difficulty=difficulty)
    return replace(case, urgency=urgency, difficulty=difficulty)


def accepted(case: Case, procedure: Procedure, day: str, words: str = "") -> Case:
    """Taken up on `day`, to go through `procedure` from its first stage; urgent and easy gets three working days."""
    _goes_on(case)
    if not (case.urgency and case.difficulty):
        raise refuse("先在研判板上定轻重缓急和难易，再受理。")
    if case.accepted:
        raise refuse("“{title}”已经受理过了。", title=case.title)
    due = working_days_later(day, WORKING_DAYS) if (case.urgency, case.difficulty) == ("high", "easy") else case.due
    stage = case.stage or procedure.stages[0].id
    return replace(case, accepted=day, reason=words.strip(), due=due, procedure=procedure.id, stage=stage)


def refused(case: Case, reason: str) -> Case:
    """Not taken up; the reason goes to the proposer on paper, so there must be one."""
    _goes_on(case)
    if not reason.strip():
        raise refuse("不受理要写明理由，理由会印在给提出人的回复上。")
    if case.state != OPEN:
        raise refuse("“{title}”已经列入议程或者议过，不能再不受理。", title=case.title)
    return replace(case, state=REFUSED, reason=reason.strip(), accepted="")


def working_days_later(day: str, days: int) -> str:
    """The ISO day that is `days` working days after `day`, which is not counted (民法典 第二百零一条)."""
    at = date.fromisoformat(day)
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at.isoformat()


def said(case: Case) -> Sentence:
    """Where it stands on the board, in words."""
    if not case.urgency:
        return say("还没有研判")
    return say(
        "{urgency}、{difficulty}",
        urgency=URGENCY_WORDS[case.urgency], difficulty=DIFFICULTY_WORDS[case.difficulty],
    )  # fmt: skip


def _goes_on(case: Case) -> None:
    if case.state in ENDED:
        raise refuse("“{title}”已经了结，不能再改。要重新办，请先重新打开。", title=case.title)
