"""The journal of meetings: events in order, appended and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from desktop.domain.events import Entry
from desktop.storage.errors import OutOfOrder
from desktop.storage.tables import journal
from desktop.storage.upcast import read_entry
from desktop.wire.canonical import canonical

# Written out: this runs at every click, and what stands between it and the disk is time that the hall waits.
_INSERT = "INSERT INTO journal (meeting, sequence, tag, v, entry) VALUES (?, ?, ?, ?, ?)"
_LENGTH = select(func.max(journal.c.sequence)).where(journal.c.meeting == bindparam("meeting_id"))


class Journal:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def length(self, meeting_id: str) -> int:
        """How many entries the journal of this meeting has; the next one has this sequence plus one."""
        return self._connection.execute(_LENGTH, {"meeting_id": meeting_id}).scalar() or 0

    def append(self, meeting_id: str, entries: Sequence[Entry]) -> None:
        """Append entries that continue the journal without a gap, from sequence 1. Raises OutOfOrder.

        Whether they follow what is there, the database says itself: its trigger takes the next sequence and no other.
        """
        if not entries:
            return
        rows = []
        for expected, entry in enumerate(entries, entries[0].sequence):
            if entry.sequence != expected:
                raise OutOfOrder(f"meeting {meeting_id}: {entry.sequence} where {expected} should be")
            event = entry.event
            rows.append((meeting_id, entry.sequence, type(event).__struct_config__.tag, event.v, canonical(entry)))
        try:
            self._connection.exec_driver_sql(_INSERT, rows if len(rows) > 1 else rows[0])
        except IntegrityError as error:
            raise OutOfOrder(f"meeting {meeting_id}: {entries[0].sequence} does not continue the journal") from error

    def read(self, meeting_id: str) -> tuple[Entry, ...]:
        """All entries in order, events of older versions lifted to today's shape."""
        query = (
            select(journal.c.entry, journal.c.tag, journal.c.v)
            .where(journal.c.meeting == meeting_id)
            .order_by(journal.c.sequence)
        )
        return tuple(read_entry(data, tag, v) for data, tag, v in self._connection.execute(query))

    def last(self, meeting_id: str) -> Entry | None:
        """The newest entry; None where there is none."""
        query = (
            select(journal.c.entry, journal.c.tag, journal.c.v)
            .where(journal.c.meeting == meeting_id)
            .order_by(journal.c.sequence.desc())
            .limit(1)
        )
        found = self._connection.execute(query).first()
        return None if found is None else read_entry(*found)

    def digest(self, meeting_id: str) -> tuple[str, int]:
        """SHA-256 (hexadecimal) over the stored bytes of all entries in order, and how many there are."""
        query = select(journal.c.entry).where(journal.c.meeting == meeting_id).order_by(journal.c.sequence)
        running, length = hashlib.sha256(), 0
        for (data,) in self._connection.execute(query):
            running.update(data)
            length += 1
        return running.hexdigest(), length
