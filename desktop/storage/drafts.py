"""Drafts: what is being typed, saved within a second, outside the journal."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.storage.rows import Draft
from desktop.storage.tables import drafts


class Drafts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, meeting_id: str, field: str, text: str, at: str) -> None:
        row = insert(drafts).values(meeting=meeting_id, field=field, text=text, at=at)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=["meeting", "field"], set_={"text": text, "at": at})
        )

    def get(self, meeting_id: str, field: str) -> str | None:
        """The text of one draft."""
        query = select(drafts.c.text).where(drafts.c.meeting == meeting_id, drafts.c.field == field)
        return self._connection.execute(query).scalar_one_or_none()

    def of(self, meeting_id: str) -> dict[str, Draft]:
        """All drafts of a meeting by field."""
        query = select(drafts.c.field, drafts.c.text, drafts.c.at).where(drafts.c.meeting == meeting_id)
        return {field: Draft(text, at) for field, text, at in self._connection.execute(query)}

    def clear(self, meeting_id: str, field: str | None = None) -> None:
        """Forget one draft, or all of the meeting."""
        gone = delete(drafts).where(drafts.c.meeting == meeting_id)
        self._connection.execute(gone if field is None else gone.where(drafts.c.field == field))
