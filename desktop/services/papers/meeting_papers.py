"""What was printed of a meeting, and which prints have come back as scans of inked sheets."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.desk import Desk


class PaperLine(Struct, frozen=True, kw_only=True):
    """One print. `scans` says how many scans of its inked sheet are bound to it."""

    print_id: str
    paper: str
    title: str
    pages: int
    printed_at: str
    scans: int


def meeting_papers(desk: Desk, meeting_id: str) -> tuple[PaperLine, ...]:
    """All prints of the meeting, in the order in which they were made."""
    with desk.store.read() as work:
        prints = work.prints.of(meeting_id)
        bound = [scan.print_id for scan in work.scans.of(meeting_id)]
    return tuple(
        PaperLine(
            print_id=row.sealed.print_id,
            paper=row.sealed.paper,
            title=row.sealed.title,
            pages=row.sealed.pages,
            printed_at=row.sealed.printed_at,
            scans=bound.count(row.sealed.print_id),
        )
        for row in prints
    )
