"""The sheet on which it is written who takes part in the deliberation of a case."""

from __future__ import annotations

from desktop.domain.cases.invitation import FORM
from desktop.domain.cases.sheets import of_this_round
from desktop.services.desk import Desk


def sheet_of_participants(desk: Desk, case_id: str) -> str:
    """Id of the last one of this round; empty while there is none."""
    with desk.store.read() as work:
        own = [one.id for one in of_this_round(work.sheets.of(case_id)) if one.form == FORM]
    return own[-1] if own else ""
