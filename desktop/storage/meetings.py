"""The index of meetings for lists; the truth is in the journal."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select, update

from desktop.storage.errors import NotThere
from desktop.storage.rows import MeetingRow
from desktop.storage.tables import meetings


class Meetings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: MeetingRow) -> None:
        self._connection.execute(insert(meetings), msgspec.structs.asdict(row))

    def update(self, row: MeetingRow) -> None:
        """Replace the row of the same id. Raises NotThere."""
        facts = msgspec.structs.asdict(row)
        if self._connection.execute(update(meetings).where(meetings.c.id == row.id).values(facts)).rowcount != 1:
            raise NotThere(row.id)

    def get(self, meeting_id: str) -> MeetingRow | None:
        found = self._connection.execute(select(meetings).where(meetings.c.id == meeting_id)).mappings().one_or_none()
        return MeetingRow(**found) if found else None

    def list(self) -> tuple[MeetingRow, ...]:
        """All, latest date first."""
        query = select(meetings).order_by(meetings.c.date.desc(), meetings.c.time.desc(), meetings.c.created_at.desc())
        return tuple(MeetingRow(**found) for found in self._connection.execute(query).mappings())
