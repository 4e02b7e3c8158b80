"""What every print has in common: drawn from its fixed content, and sealed in the ledger with the page that was drawn.

A final paper is fixed when its meeting is sealed and waits for the printer: the very print that was archived is then inked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from desktop.domain.events import Moment
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest

if TYPE_CHECKING:
    from desktop.papers import Prepared
    from desktop.storage.rows import PrintRow
    from desktop.storage.work import Work

Make = Callable[[str, str], "Prepared"]
"""Fixes the content of a paper for a print id and an ISO local time."""


class Printed(Struct, frozen=True):
    """A paper that was printed. `missing` names characters that no font has."""

    print: SealedPrint
    pdf: bytes
    missing: tuple[str, ...] = ()


def new_print_id(desk: Desk) -> str:
    """16 hexadecimal characters."""
    return desk.new_id()[:16]


def record_print(
    desk: Desk, moment: Moment, prepared: Prepared, *, replaces: bool = False, waiting: bool = False
) -> Printed:
    """Draw what was prepared with a print id, and record it as one transaction.

    `replaces` says that of this paper there is one for each subject: the print names the last one, whose place it takes.
    `waiting` says that it does not go to the printer yet: see `fix_print`.
    """
    from desktop.papers import draw

    content = prepared.content
    drawn = draw(prepared)
    printed = SealedPrint(
        print_id=content.print_id,
        paper=content.paper,
        subject=content.subject,
        title=prepared.title,
        content_hash=prepared.content_hash,
        pages=drawn.pages,
        pdf_hash=digest(drawn.pdf),
        printed_at=moment.at,
    )
    with desk.store.work() as work:
        last = _last(work, prepared) if replaces or waiting else None
        if waiting and last is not None:
            return Printed(last.sealed, work.blobs.read(last.pdf))  # printed meanwhile
        if last is not None:
            printed = structs.replace(printed, copies_of=last.sealed.print_id)
        append(desk, work, moment, kind="print", subject=printed.print_id, body=canonical(printed))
        work.prints.add(printed, work.blobs.put(drawn.pdf, "application/pdf", moment.at), waiting=waiting)
    return Printed(printed, drawn.pdf, drawn.missing)


def fix_print(desk: Desk, make: Make) -> SealedPrint:
    """The print that waits for the printer, drawn and recorded once; where the paper was printed already, that print."""
    moment = desk.clock()
    return record_print(desk, moment, make(new_print_id(desk), moment.at), waiting=True).print


def take_print(desk: Desk, make: Make) -> Printed:
    """For the printer: what waits for it, byte for byte, as long as it says what would be printed now; else a new print."""
    from desktop.papers import blocks, fonts

    moment = desk.clock()
    prepared = make(new_print_id(desk), moment.at)
    with desk.store.work() as work:
        last = _last(work, prepared)
        if last is not None and last.waiting:
            fixed = make(last.sealed.print_id, last.sealed.printed_at)
            if fixed.content_hash == last.sealed.content_hash:
                work.prints.take(last.sealed.print_id)
                missing = tuple(dict.fromkeys(fonts.missing(blocks.text_of(fixed.content))))
                return Printed(last.sealed, work.blobs.read(last.pdf), missing)
    return record_print(desk, moment, prepared, replaces=True)


def _last(work: Work, prepared: Prepared) -> PrintRow | None:
    """The last print of the same paper about the same subject, waiting or not."""
    same = [
        row
        for row in work.prints.of(prepared.content.subject, waiting=True)
        if (row.sealed.paper, row.sealed.title) == (prepared.content.paper, prepared.title)
    ]
    return same[-1] if same else None
