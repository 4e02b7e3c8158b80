"""What the sheets of a case say of its outcome, for the posting of what was done (村民委员会组织法第三十五条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.case import Case
from desktop.domain.cases.duties import DUTY_WORDS, Duty
from desktop.domain.cases.mediation import is_mediated
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers.filling.result import DoneCase

RESULT = "result"
"""Form on which it is written what was done."""


def done_cases(desk: Desk) -> tuple[Case, ...]:
    """Cases with a result that may be posted, the latest first; a mediation among neighbours never is."""
    with desk.store.read() as work:
        wanted = dict.fromkeys(sheet.case for sheet in reversed(work.sheets.with_form(RESULT)) if not sheet.past)
        found = [(case_of(work, case), work.sheets.of(case)) for case in wanted]
    return tuple(case for case, sheets in found if not is_mediated(case, [sheet.kept.filled for sheet in sheets]))


def what_was_done(desk: Desk, case_id: str) -> DoneCase:
    """Raises Refused where nothing was written down yet."""
    from desktop.papers.filling.result import DoneCase

    with desk.store.read() as work:
        case = case_of(work, case_id)
        sheets = [sheet for sheet in work.sheets.of(case_id) if sheet.form == RESULT and not sheet.past]
        duties = work.duties.of(case_id)
    if not sheets:
        raise refuse("“{title}”还没有填实施结果，没有可以公示的。请先填写“实施结果”。", title=case.title)
    values = sheets[-1].values
    cost = values.get("cost")
    return DoneCase(
        matter=str(values.get("matter") or case.title),
        decided=case.meeting_day,
        state=str(values.get("state") or ""),
        cost=cost if isinstance(cost, int) else None,
        finished=str(values.get("finished") or ""),
        duties=tuple(_told(duty) for duty in duties),
    )


def _told(duty: Duty) -> str:
    """One responsibility as a sentence; names of units and of who answers for it are public."""
    who = "、".join(part for part in (duty.unit, duty.person) if part)
    result = f"。{duty.result.rstrip('。')}" if duty.result else ""
    return (
        f"{duty.matter.rstrip('。')}：由{who}负责，{DUTY_WORDS[duty.state]}{result}。"
        if who
        else (f"{duty.matter.rstrip('。')}：{DUTY_WORDS[duty.state]}{result}。")
    )
