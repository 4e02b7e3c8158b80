"""The whole of one case for its page: where it stands, what is missing at each gate, its sheets, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.case import Case
from desktop.domain.cases.clocks import due_of_case
from desktop.domain.cases.due import Due, in_order
from desktop.domain.cases.duties import Duty
from desktop.domain.cases.history import Line
from desktop.domain.cases.invitation import FORM, rule_of, what_is_missing
from desktop.domain.cases.mediation import is_mediated
from desktop.domain.cases.sheets import CaseSheet, of_this_round
from desktop.domain.cases.travel import progress_of, standing
from desktop.domain.fold import fold
from desktop.domain.procedure import Judged, Progress, Rules, may_close, may_go
from desktop.domain.sheet import missing
from desktop.domain.verdict import Verdict
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of
from desktop.services.name_village import named_village
from forms.language import Refused, Sentence
from forms.procedures import Kind, Procedure, Stage
from forms.province import province_name
from forms.rules import RuleSet

if TYPE_CHECKING:
    from desktop.storage.work import Work


class CaseFile(Struct, frozen=True, kw_only=True):
    """`ways`: stage to the shut gates on the way there; what only warns is among them. `closing`: None where it cannot end."""

    case: Case
    today: str
    procedure: Procedure | None
    stage: Stage | None
    gates: tuple[Judged, ...]
    ways: dict[str, tuple[Judged, ...]]
    closing: tuple[Judged, ...] | None
    sheets: tuple[CaseSheet, ...]
    duties: tuple[Duty, ...]
    lines: tuple[Line, ...]
    due: tuple[Due, ...]
    incomplete: tuple[str, ...]
    """Ids of sheets in which something required is still empty."""
    lead_days: int | None
    """Days from the last investigation to the deliberation; None while one of them is not known."""
    people: Sentence | None
    """Who is still missing among those written down at this stage; None where the stage asks for nobody."""
    merged: tuple[Case, ...]
    """Cases that were merged into this one."""
    mediated: bool = False
    """Whether neighbours settle it among themselves, in the room of mediation."""


def read_case(desk: Desk, case_id: str) -> CaseFile:
    """Raises Refused where there is no such case."""
    with desk.store.read() as work:
        case = case_of(work, case_id)
        sheets = work.sheets.of(case_id)
        duties = work.duties.of(case_id)
        lines = work.case_lines.of(case_id)
        merged = tuple(one for one in work.cases.list("merged") if one.merged_into == case_id)
        found = travelling(desk, work, case, sheets)
    today = desk.clock().at[:10]
    filled = tuple(sheet.kept.filled for sheet in of_this_round(sheets))
    incomplete = tuple(sheet.id for sheet in sheets if not is_complete(desk, sheet))
    mediated = is_mediated(case, filled)
    if found is None:
        return CaseFile(
            case=case, today=today, procedure=None, stage=None, gates=(), ways={}, closing=None, sheets=sheets, duties=duties,
            lines=lines, due=in_order(due_of_case(case, None, filled, today)), lead_days=None, people=None, incomplete=incomplete, merged=merged,
            mediated=mediated,
        )  # fmt: skip
    procedure, progress, rules = found
    return CaseFile(
        case=case,
        today=today,
        procedure=procedure,
        stage=procedure.stage(case.stage),
        gates=standing(procedure, progress, rules),
        ways=may_go(procedure, progress, rules),
        closing=may_close(procedure, progress, rules),
        sheets=sheets,
        duties=duties,
        lines=lines,
        due=in_order(due_of_case(case, procedure, filled, today, rule_today(desk, case.procedure))),
        incomplete=incomplete,
        lead_days=_lead_days(case, sheets),
        people=_people(procedure, case, sheets, rules),
        merged=merged,
        mediated=mediated,
    )


def travelling(
    desk: Desk, work: Work, case: Case, sheets: tuple[CaseSheet, ...]
) -> tuple[Procedure, Progress, Rules] | None:
    """What the gates look at; None while the case was not accepted into a procedure."""
    if not case.procedure:
        return None
    procedure = desk.pack.procedure(case.procedure)
    today = desk.clock().at[:10]
    village = named_village(desk)
    province = province_name(village.province) if village else ""

    def rules(name: str) -> RuleSet:
        return desk.pack.rule_set(name, case.meeting_day or today, province)

    verdicts, papers = _of_meeting(work, case)
    kept = tuple(sheet.kept for sheet in of_this_round(sheets) if is_complete(desk, sheet))
    progress = progress_of(case, procedure, kept, today=today, rules=rules, verdicts=verdicts, papers=papers)
    return procedure, progress, rules


def rule_today(desk: Desk, name: str) -> RuleSet | None:
    """The rule that holds here today; None where there is none of that name, or the clock stands before every law."""
    village = named_village(desk)
    try:
        return desk.pack.rule_set(name, desk.clock().at[:10], village.province if village else "")
    except Refused:
        return None


def is_complete(desk: Desk, sheet: CaseSheet) -> bool:
    """Whether all that is required is filled in. A sheet that is not opens no gate."""
    return not missing(desk.pack.sheet(sheet.form), sheet.version, sheet.values)


def _of_meeting(work: Work, case: Case) -> tuple[tuple[Verdict, ...], tuple[str, ...]]:
    """What the law said at the meeting of the case, and which papers were made of both."""
    papers = [one.sealed.paper for one in work.prints.of(case.id)]
    if not case.meeting:
        return (), tuple(papers)
    papers += [one.sealed.paper for one in work.prints.of(case.meeting)]
    meeting = fold(case.meeting, work.journal.read(case.meeting)).meeting
    items = {item.id for item in meeting.items if item.case == case.id}
    verdicts = [poll.verdict for poll in meeting.polls if poll.item in items and poll.verdict is not None]
    return tuple(([meeting.quorum] if meeting.quorum else []) + verdicts), tuple(papers)


def _lead_days(case: Case, sheets: tuple[CaseSheet, ...]) -> int | None:
    days = [sheet.day for sheet in of_this_round(sheets) if sheet.form.endswith("investigation") and sheet.day]
    return days_between(max(days), case.meeting_day) if days and case.meeting_day else None


def _people(procedure: Procedure, case: Case, sheets: tuple[CaseSheet, ...], rules: Rules) -> Sentence | None:
    rule = rule_of(procedure.stage(case.stage))
    if not rule:
        return None
    sheet = next((one for one in reversed(of_this_round(sheets)) if one.form == FORM and one.stage == case.stage), None)
    rows = sheet.values.get("people", ()) if sheet else ()
    return what_is_missing(rows, rules(rule))[1]


def ways_to_deliberate(desk: Desk) -> tuple[Procedure, ...]:
    """Procedures that a case may go through: those of the practice first, then those of law."""
    every = desk.pack.procedures.values()
    return tuple(sorted(every, key=lambda one: (one.kind is not Kind.CONSULTATION, one.id)))
