"""Following up: responsibilities with their states, and what is due or over, of all cases and of the village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.case import Case
from desktop.domain.cases import duties as d
from desktop.domain.cases.clocks import (
    FEEDBACK,
    REQUEST,
    due_of_case,
    due_of_duties,
    due_of_explanation,
    due_of_meetings,
    due_of_village,
)
from desktop.domain.cases.due import Due, in_order
from desktop.domain.cases.mediation import MEDIATED, VISIT
from desktop.domain.cases.sheets import CaseSheet, of_this_round
from desktop.domain.cases.tracking import TRACKED_FORMS
from desktop.domain.procedure import Filled
from desktop.services.cases.read import rule_today
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from desktop.services.registers.remind import due_of_registers, without_answered
from forms.language import refuse, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

CLOCKS = ("publicity", "review", REQUEST, *FEEDBACK, *MEDIATED, VISIT, *TRACKED_FORMS)
"""Forms that the clocks of a case look at."""
BODIES = ("villagers-representatives", "villagers-assembly", "village-appraisal")
"""What every village holds; other meetings are reminded of where one was held before."""


class DutyLine(Struct, frozen=True, kw_only=True):
    """A responsibility in the list of all: with its case, its history, and how many days it is over."""

    duty: d.Duty
    case: Case
    steps: tuple[d.DutyStep, ...]
    over: int


def list_duties(desk: Desk) -> tuple[DutyLine, ...]:
    """Of all cases; those still open first, the nearest deadline first."""
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        cases = {case.id: case for case in work.cases.list()}
        found = [
            DutyLine(
                duty=duty, case=cases[duty.case], steps=work.duties.history(duty.id), over=days_between(duty.due, today)
            )
            for duty in work.duties.list()
        ]
    return tuple(sorted(found, key=lambda line: (line.duty.state not in d.STILL_OPEN, line.duty.due)))


def change_duty(desk: Desk, duty_id: str, state: str, note: str = "", by: str = "") -> d.Duty:
    """Another state, with a sentence about it; the result or the reason goes into the feedback list."""
    with desk.store.work() as work:
        duty = work.duties.get(duty_id)
        if duty is None:
            raise refuse("找不到这项责任。")
        after = d.changed(duty, state, note)
        step = d.DutyStep(state=state, at=desk.clock().at, note=note.strip(), by=by.strip())
        work.duties.update(after, step)
        words = say("{matter}：{state}", matter=duty.matter, state=d.DUTY_WORDS[state])
        keep(desk, work, case_of(work, duty.case), "duty", words, name=by, note=note)
    return after


def by_case(sheets: tuple[CaseSheet, ...]) -> dict[str, list[Filled]]:
    """What stands on the sheets of each case; those of a round before are left out."""
    found: dict[str, list[Filled]] = {}
    for sheet in of_this_round(sheets):
        found.setdefault(sheet.case, []).append(sheet.kept.filled)
    return found


def _since(work: Work, duty: d.Duty) -> str:
    """ISO day on which a responsibility came into the state that it is in."""
    steps = work.duties.history(duty.id)
    return steps[-1].at[:10] if steps else duty.due


def what_is_due(desk: Desk) -> tuple[Due, ...]:
    """到期与催办: everything whose day is near or past, what is longest over first."""
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        cases = work.cases.list()
        duties = work.duties.list()
        failed = {duty.case: _since(work, duty) for duty in duties if duty.state == d.FAILED}
        sheets = work.sheets.with_form(*CLOCKS)
        meetings = [row for row in work.meetings.list() if row.state != "planned"]
    of_registers = due_of_registers(desk)
    if not cases and not meetings:
        return in_order(of_registers)
    used = {case.procedure for case in cases if case.procedure}
    held: dict[str, list[str]] = {}
    for row in meetings:
        held.setdefault(row.procedure, []).append(row.date)
    rules = {name: rule_today(desk, name) for name in (*BODIES, *sorted({*held, *used} - {*BODIES}))}
    found = [*due_of_duties(duties, today), *due_of_meetings(today, filter(None, rules.values()), held)]
    filled = by_case(sheets)
    for case in cases:
        procedure = desk.pack.procedures.get(case.procedure)
        own = filled.get(case.id, [])
        if case.due or own or case.left or case.answer:
            found += due_of_case(case, procedure, own, today, rules.get(case.procedure))
        if case.id in failed:
            found += due_of_explanation(case, own, failed[case.id], today)
    procedures = [one for name, one in desk.pack.procedures.items() if name in used]
    found += without_answered(desk, due_of_village(today, procedures))
    found += of_registers
    return in_order(found)
