"""督办 and 限期办理: all cases that a department has, and all steps of dated plans, what is longest over first."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain.case import ENDED
from desktop.domain.cases.routing import SHEETS
from desktop.domain.cases.sheets import of_this_round
from desktop.domain.cases.tracking import TRACKED_FORMS, Tracked, in_order, tracked
from desktop.services.cases.follow import by_case
from desktop.services.desk import Desk


def list_tracked(desk: Desk, *, ended: bool = False) -> tuple[Tracked, ...]:
    """Of cases that go on; with `ended`, of all."""
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        cases = [case for case in work.cases.list() if case.route and (ended or case.state not in ENDED)]
        sheets = work.sheets.with_form(*TRACKED_FORMS)
    filled = by_case(sheets)
    open_sheets = {(one.case, one.form): one.id for one in of_this_round(sheets) if not one.sealed}
    return in_order(
        replace(line, sheet=open_sheets.get((case.id, SHEETS[case.route]), ""))
        for case in cases
        for line in tracked(case, filled.get(case.id, ()), today)
    )
