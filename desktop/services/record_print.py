"""What every print has in common: drawn from its fixed content, and sealed in the ledger with the page that was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.events import Moment
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest

if TYPE_CHECKING:
    from desktop.papers import Prepared


class Printed(Struct, frozen=True):
    """A paper that was printed. `missing` names characters that no font has."""

    print: SealedPrint
    pdf: bytes
    missing: tuple[str, ...] = ()


def new_print_id(desk: Desk) -> str:
    """16 hexadecimal characters."""
    return desk.new_id()[:16]


def record_print(desk: Desk, moment: Moment, prepared: Prepared) -> Printed:
    """Draw what was prepared with a print id, and record it as one transaction."""
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
        append(desk, work, moment, kind="print", subject=printed.print_id, body=canonical(printed))
        work.prints.add(printed, work.blobs.put(drawn.pdf, "application/pdf", moment.at))
    return Printed(printed, drawn.pdf, drawn.missing)
