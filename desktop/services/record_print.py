"""What every print has in common: drawn from its fixed content, and sealed in the ledger with the page that was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from desktop.domain.events import Moment
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest

if TYPE_CHECKING:
    from desktop.papers import Prepared
    from desktop.storage.work import Work


class Printed(Struct, frozen=True):
    """A paper that was printed. `missing` names characters that no font has."""

    print: SealedPrint
    pdf: bytes
    missing: tuple[str, ...] = ()


def new_print_id(desk: Desk) -> str:
    """16 hexadecimal characters."""
    return desk.new_id()[:16]


def record_print(desk: Desk, moment: Moment, prepared: Prepared, *, replaces: bool = False) -> Printed:
    """Draw what was prepared with a print id, and record it as one transaction.

    `replaces` says that of this paper there is one for each subject: the print names the last one, whose place it takes.
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
        if replaces:
            printed = structs.replace(printed, copies_of=_standing(work, printed))
        append(desk, work, moment, kind="print", subject=printed.print_id, body=canonical(printed))
        work.prints.add(printed, work.blobs.put(drawn.pdf, "application/pdf", moment.at))
    return Printed(printed, drawn.pdf, drawn.missing)


def _standing(work: Work, printed: SealedPrint) -> str:
    """Print id of the last print of the same paper; empty where this is the first."""
    before = [row.sealed for row in work.prints.of(printed.subject)]
    same = [one.print_id for one in before if (one.paper, one.title) == (printed.paper, printed.title)]
    return same[-1] if same else ""
