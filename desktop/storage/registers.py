"""Entries of registers, each as it stands and with all that it said before; and what they are tied to."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from desktop.domain.registers.entry import Entry, Tie
from desktop.storage.tables import entries, entry_ties, entry_versions

_read = msgspec.json.Decoder(Entry)


class Registers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, entry: Entry) -> None:
        """Keep the entry as it stands now; what it said before stays in its history."""
        body = msgspec.json.encode(entry)
        kept = update(entries).where(entries.c.id == entry.id).values(body=body)
        if self._connection.execute(kept).rowcount == 0:
            row = select(func.coalesce(func.max(entries.c.row), 0) + 1).scalar_subquery()
            made = insert(entries).values(
                id=entry.id, row=row, register=entry.register, parent=entry.parent, form=entry.form, body=body
            )
            self._connection.execute(made)
        self._connection.execute(insert(entry_versions), {"entry": entry.id, "at": entry.saved_at, "body": body})

    def get(self, entry_id: str) -> Entry | None:
        data = self._connection.execute(select(entries.c.body).where(entries.c.id == entry_id)).scalar_one_or_none()
        return None if data is None else _read.decode(data)

    def of(self, *registers: str) -> tuple[Entry, ...]:
        """Entries of these registers in the order in which they were begun, with the sheets of their states."""
        return self._all(entries.c.register.in_(registers))

    def under(self, parent: str) -> tuple[Entry, ...]:
        """The sheets of an entry's states."""
        return self._all(entries.c.parent == parent)

    def used(self) -> dict[str, int]:
        """Registers in which something stands, and how many entries."""
        query = select(entries.c.register, func.count()).where(entries.c.parent == "").group_by(entries.c.register)
        return {name: count for name, count in self._connection.execute(query)}  # noqa: C416  (rows are no pairs to mypy)

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        """All that the entry ever said, the first one first."""
        query = select(entry_versions.c.body).where(entry_versions.c.entry == entry_id).order_by(entry_versions.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())

    def tie(self, tie: Tie) -> None:
        """Lead from the entry to its target; a second time is no second tie."""
        if tie.target not in {one.target for one in self.ties_of(tie.entry) if one.kind == tie.kind}:
            self._connection.execute(insert(entry_ties), msgspec.structs.asdict(tie))

    def untie(self, tie: Tie, at: str) -> None:
        """The tie has ended; that it was there stays written."""
        which = (entry_ties.c.entry == tie.entry, entry_ties.c.kind == tie.kind, entry_ties.c.target == tie.target)
        self._connection.execute(update(entry_ties).where(*which, entry_ties.c.until.is_(None)).values(until=at))

    def ties_of(self, entry_id: str) -> tuple[Tie, ...]:
        return self._ties(entry_ties.c.entry == entry_id)

    def ties_in(self, register: str) -> dict[str, tuple[Tie, ...]]:
        """Entry to its ties, of all entries of a register."""
        own = select(entries.c.id).where(entries.c.register == register)
        found: dict[str, tuple[Tie, ...]] = {}
        for tie in self._ties(entry_ties.c.entry.in_(own)):
            found[tie.entry] = (*found.get(tie.entry, ()), tie)
        return found

    def tied_to(self, target: str) -> tuple[Tie, ...]:
        """Whatever leads to this case or entry."""
        return self._ties(entry_ties.c.target == target)

    def _ties(self, which: ColumnElement[bool]) -> tuple[Tie, ...]:
        columns = (entry_ties.c.entry, entry_ties.c.kind, entry_ties.c.target, entry_ties.c.at)
        query = select(*columns).where(which, entry_ties.c.until.is_(None)).order_by(entry_ties.c.row)
        return tuple(
            Tie(entry=entry, kind=kind, target=target, at=at)
            for entry, kind, target, at in self._connection.execute(query)
        )

    def _all(self, which: ColumnElement[bool]) -> tuple[Entry, ...]:
        query = select(entries.c.body).where(which).order_by(entries.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())
