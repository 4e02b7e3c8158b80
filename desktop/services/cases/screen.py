"""Screening: a place on the board, accepted into a procedure, or refused with a reason that the proposer gets on paper."""

from __future__ import annotations

from desktop.domain.case import Case
from desktop.domain.cases import screening
from desktop.domain.cases.sheets import CaseSheet
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import Sentence, say

PROCEDURE = "cases.procedure"
"""Setting: the procedure that was chosen last."""
TRIAGE = "triage"


def place_case(desk: Desk, case_id: str, urgency: str, difficulty: str) -> Case:
    """Put a case on a square of the board."""
    with desk.store.work() as work:
        case = screening.placed(case_of(work, case_id), urgency, difficulty)
        return keep(desk, work, case, "screened", say("研判：{where}", where=screening.said(case)))


def accept_case(desk: Desk, case_id: str, procedure_id: str, words: str = "") -> Case:
    """Take it up; what was decided becomes a sheet `triage`, and the procedure is the one offered first next time."""
    procedure = desk.pack.procedure(procedure_id)
    with desk.store.work() as work:
        case = screening.accepted(case_of(work, case_id), procedure, desk.clock().at[:10], words)
        keep(desk, work, case, "accepted", say("受理，按“{title}”办", title=Sentence(procedure.title)), note=words)
        work.sheets.put(_triage(desk, case, words.strip() or "受理"))
        work.settings.put(PROCEDURE, procedure_id)
    return case


def refuse_case(desk: Desk, case_id: str, reason: str) -> Case:
    """Not taken up; the sheet `refusal-answer` bears the reason, to be printed for the proposer and sealed.

    What was placed on the board before keeps its sheet `triage`, too.
    """
    with desk.store.work() as work:
        case = screening.refused(case_of(work, case_id), reason)
        keep(desk, work, case, "refused", say("不受理"), note=reason)
        if case.urgency and case.difficulty:
            work.sheets.put(_triage(desk, case, f"不受理：{case.reason}"))
        work.sheets.put(_answer(desk, case))
    return case


def usual_procedure(desk: Desk) -> str:
    """The procedure that was chosen last."""
    with desk.store.read() as work:
        last: str | None = work.settings.get(PROCEDURE, str)
    return last if last in desk.pack.procedures else "nantong"


def _answer(desk: Desk, case: Case) -> CaseSheet:
    at = desk.clock().at
    values = {
        "to": case.proposer, "matter": case.request or case.title, "raised": case.opened_at[:10], "reason": case.reason,
        "day": at[:10],
    }  # fmt: skip
    return CaseSheet(
        id=desk.new_id(), case=case.id, form=screening.REFUSAL, version=desk.pack.sheet(screening.REFUSAL).version,
        stage=case.stage, values={name: value for name, value in values.items() if value}, saved_at=at,
    )  # fmt: skip


def _triage(desk: Desk, case: Case, decision: str) -> CaseSheet:
    at = desk.clock().at
    values = {"topic": case.title, "decision": decision, "day": at[:10]}
    placed = {"urgency": case.urgency, "difficulty": case.difficulty, "due": case.due}
    values |= {name: value for name, value in placed.items() if value}
    version = desk.pack.sheet(TRIAGE).version
    return CaseSheet(
        id=desk.new_id(), case=case.id, form=TRIAGE, version=version, stage=case.stage, values=values, saved_at=at
    )
