"""Which sealed meetings still have to go into the archive: noted when they are sealed, so that it outlives a power cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.storage.work import Work

_KEY = "archive-due"


def archive_later(work: Work, meeting_id: str) -> None:
    """Within the transaction that seals the meeting."""
    work.settings.put(_KEY, (*archive_due(work), meeting_id))


def archive_due(work: Work) -> tuple[str, ...]:
    """Ids of meetings, in the order in which they were sealed."""
    return work.settings.get(_KEY, tuple[str, ...]) or ()


def archived_now(work: Work, meeting_id: str) -> None:
    work.settings.put(_KEY, tuple(one for one in archive_due(work) if one != meeting_id))
