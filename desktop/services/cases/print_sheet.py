"""A sheet of a case on paper: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.domain.case import Case
from desktop.services.cases.fill_sheet import passed_of
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.wire.sheets import Passed
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared


def preview_sheet(
    desk: Desk, case_id: str, form_id: str, values: Mapping[str, Any] | None, public: bool = False
) -> Drawn:
    """As it would be printed now; without `values`, blank; `public` leaves out what the form masks. Nothing is recorded, and it bears no print id."""
    from desktop.papers import draw

    with desk.store.read() as work:
        case, gone_round = case_of(work, case_id), passed_of(work, case_id)
    return draw(_prepared(desk, case, form_id, values, gone_round, public, print_id="", at=desk.clock().at))


def print_sheet(desk: Desk, sheet_id: str, public: bool = False) -> Printed:
    """Draw the sheet as it stands and record that it was printed."""
    moment = desk.clock()
    with desk.store.read() as work:
        sheet = work.sheets.get(sheet_id)
        if sheet is None:
            raise refuse("找不到这张表。")
        case, gone_round = case_of(work, sheet.case), passed_of(work, sheet.case)
    prepared = _prepared(desk, case, sheet.form, sheet.values, gone_round, public, print_id=new_print_id(desk), at=moment.at)
    return record_print(desk, moment, prepared)


def _prepared(
    desk: Desk,
    case: Case,
    form_id: str,
    values: Mapping[str, Any] | None,
    gone_round: tuple[Passed, ...],
    public: bool,
    *,
    print_id: str,
    at: str,
) -> Prepared:
    from desktop.papers import prepare_sheet

    form, village = desk.pack.sheet(form_id), desk.village()
    passed = () if values is None else tuple(_told(one) for one in gone_round)
    return prepare_sheet(
        form, village, values=values, subject=case.id, about=case.title, passed=passed, public=public, print_id=print_id,
        printed_at=at,
    )


def _told(one: Passed) -> str:
    return f"{one.at[:10]}　{one.words}　批准人：{one.name}；理由：{one.reason}"
