"""A sheet of a case on paper: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.services.cases.keep import case_of
from desktop.services.desk import Desk
from desktop.services.print_paper import Printed
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn


def preview_sheet(desk: Desk, case_id: str, form_id: str, values: Mapping[str, Any] | None) -> Drawn:
    """As it would be printed now; without `values`, blank. Nothing is recorded, and it bears no print id."""
    from desktop.papers import draw, prepare_sheet

    with desk.store.read() as work:
        case = case_of(work, case_id)
    form = desk.pack.sheet(form_id)
    at = desk.clock().at
    return draw(
        prepare_sheet(
            form, desk.village(), values=values, subject=case_id, about=case.title, print_id="", printed_at=at
        )
    )


def print_sheet(desk: Desk, sheet_id: str) -> Printed:
    """Draw the sheet as it stands and record that it was printed."""
    from desktop.papers import draw, prepare_sheet

    moment = desk.clock()
    with desk.store.read() as work:
        sheet = work.sheets.get(sheet_id)
        if sheet is None:
            raise refuse("找不到这张表。")
        case = case_of(work, sheet.case)
    prepared = prepare_sheet(
        desk.pack.sheet(sheet.form),
        desk.village(),
        values=sheet.values,
        subject=case.id,
        about=case.title,
        print_id=desk.new_id()[:16],
        printed_at=moment.at,
    )
    drawn = draw(prepared)
    printed = SealedPrint(
        print_id=prepared.print_id,
        paper=prepared.content.paper,
        subject=case.id,
        title=prepared.title,
        content_hash=prepared.content_hash,
        pages=drawn.pages,
        pdf_hash=digest(drawn.pdf),
        printed_at=moment.at,
    )
    with desk.store.work() as work:
        append(desk, work, moment, kind="print", subject=printed.print_id, body=canonical(printed))
        blob = work.blobs.put(drawn.pdf, "application/pdf", moment.at)
        work.prints.add(printed, blob)
    return Printed(printed, drawn.pdf, drawn.missing)
