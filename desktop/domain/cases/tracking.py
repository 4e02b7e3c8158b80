"""督办 and 限期办理: who has it, since when, until when, what was said last, and whether it is over. Today is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.case import Case
from desktop.domain.cases.answers import ANSWER_WORDS, OTHER, SOLVED
from desktop.domain.cases.due import Due, near
from desktop.domain.cases.routing import DEPARTMENT, STREET
from desktop.domain.procedure import Filled
from forms.language import Sentence, say

TRACKING, PLAN = "route-tracking", "route-plan"
TRACKED_FORMS = (TRACKING, PLAN)


class Tracked(Struct, frozen=True, kw_only=True):
    """One line of the list. Days are ISO days, empty where nobody wrote one down."""

    case: str
    title: str
    route: str
    unit: str = ""
    what: str = ""
    """The step of a dated plan; empty for a case that a department has."""
    since: str = ""
    due: str = ""
    last_day: str = ""
    last: str | Sentence = ""
    """What was answered last."""
    done: bool = False
    over: int | None = None
    """Days past the deadline, negative while there is time; None without one, or once it is done."""
    sheet: str = ""
    """Id of the sheet on which it is followed, where that may still be written on."""

    @property
    def late(self) -> bool:
        return self.over is not None and self.over > 0


def tracked(case: Case, sheets: Iterable[Filled], today: str) -> tuple[Tracked, ...]:
    """The lines of one case: one for a department, one for each step of a plan; one empty line where no sheet is filled in."""
    filled = tuple(sheets)
    if case.route == DEPARTMENT:
        own = [sheet for sheet in filled if sheet.form == TRACKING]
        return (_department(case, own[-1].values if own else {}, today),)
    if case.route == STREET:
        plans = [sheet for sheet in filled if sheet.form == PLAN]
        if not plans:
            return (Tracked(case=case.id, title=case.title, route=STREET, due=case.due, over=_over(case.due, today)),)
        plan = plans[-1].values
        return tuple(_step(case, plan, row, today) for row in _rows(plan.get("steps")))
    return ()


def _department(case: Case, values: Mapping[str, Any], today: str) -> Tracked:
    checks = [(str(row.get("day") or ""), str(row.get("progress") or "")) for row in _rows(values.get("checks"))]
    said: list[tuple[str, str | Sentence]] = [*checks]
    if case.answered:
        said.append((case.answered, ANSWER_WORDS.get(case.answer, OTHER)))
    last_day, last = max(said, key=lambda one: one[0], default=("", ""))
    due = str(values.get("due") or case.due)
    done = values.get("closed") is True or case.answer == SOLVED
    return Tracked(
        case=case.id, title=case.title, route=DEPARTMENT, unit=str(values.get("unit") or ""),
        since=str(values.get("asked") or ""), due=due, last_day=last_day, last=last, done=done,
        over=None if done else _over(due, today),
    )  # fmt: skip


def _step(case: Case, plan: Mapping[str, Any], row: Mapping[str, Any], today: str) -> Tracked:
    done, due = row.get("done") is True, str(row.get("due") or "")
    return Tracked(
        case=case.id, title=case.title, route=STREET, unit=str(plan.get("unit") or ""), what=str(row.get("step") or ""),
        since=str(plan.get("day") or ""), due=due, done=done, over=None if done else _over(due, today),
    )  # fmt: skip


def _over(due: str, today: str) -> int | None:
    return days_between(due, today) if due else None


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def due_of_tracking(case: Case, sheets: Iterable[Filled], today: str) -> list[Due]:
    """Deadlines of departments and steps of plans that are near or past."""
    found: list[Due] = []
    for line in tracked(case, sheets, today):
        if line.done or not line.due or line.due == case.due:
            continue  # the case's own deadline is told of by itself
        if line.route == DEPARTMENT:
            words = say("督办：{unit}，“{title}”", unit=line.unit or "—", title=case.title)
        else:
            words = say("限期办理：{step}（“{title}”）", step=line.what, title=case.title)
        found += near(words, line.due, today, case.id)
    return found


def in_order(lines: Iterable[Tracked]) -> tuple[Tracked, ...]:
    """What is longest over first, then what has no deadline, what is done last."""
    return tuple(sorted(lines, key=lambda one: (one.done, one.over is None, -(one.over or 0), one.since)))
