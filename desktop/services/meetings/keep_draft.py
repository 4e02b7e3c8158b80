"""A line that is being typed is kept beside the journal until it is finished."""

from __future__ import annotations

from desktop.services.desk import Desk

MINUTES = "minutes"


def keep_draft(desk: Desk, meeting_id: str, text: str, field: str = MINUTES) -> str:
    """Keep what stands in the field; an empty text clears it. Returns the time of keeping."""
    at = desk.clock().at
    with desk.store.work() as work:
        if text:
            work.drafts.save(meeting_id, field, text, at)
        else:
            work.drafts.clear(meeting_id, field)
    return at


def draft(desk: Desk, meeting_id: str, field: str = MINUTES) -> str:
    """What was being typed when the program ended, or nothing."""
    with desk.store.read() as work:
        text: str = work.drafts.get(meeting_id, field) or ""
    return text
