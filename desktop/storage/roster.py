"""The roster of the village, with its history: what it said at each import can still be read."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, insert, or_, select, update

from desktop.domain.people import Person
from desktop.domain.roster import keep_ids
from desktop.storage.rows import RosterImport
from desktop.storage.tables import roster, roster_imports

_read = msgspec.json.Decoder(Person)


class Roster:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, people: Sequence[Person], source: str, imported_at: str, as_of: str) -> tuple[Person, ...]:
        """Put a new roster in place of the last; returns it with the ids under which it is kept.

        Those who are the same person keep their id (`domain.roster.keep_ids`). What the last import said stays as
        history; a line that says the same as before goes on as it is.
        """
        last = self._standing()
        kept = keep_ids(last.values(), people, taken=self._ids())
        facts = {"source": source, "imported_at": imported_at, "as_of": as_of, "people": len(kept)}
        made = self._connection.execute(insert(roster_imports).returning(roster_imports.c.id), facts).scalar_one()
        said = set(kept)
        same = {row for row, person in last.items() if person in said}
        ended = [row for row in last if row not in same]
        unchanged = {last[row] for row in same}
        places = {person.id: place for place, person in enumerate(kept)}
        if ended:
            self._connection.execute(update(roster).where(roster.c.row.in_(ended)).values(until=made))
        for row in same:
            self._connection.execute(update(roster).where(roster.c.row == row).values(place=places[last[row].id]))
        fresh = [
            {"id": person.id, "place": places[person.id], "person": msgspec.json.encode(person), "since": made}
            for person in kept
            if person not in unchanged
        ]
        if fresh:
            self._connection.execute(insert(roster), fresh)
        return kept

    def people(self, import_id: int | None = None) -> tuple[Person, ...]:
        """Who is on the roster now, in its order; with `import_id`, who was after that import."""
        query = select(roster.c.person).order_by(roster.c.place, roster.c.row)
        if import_id is None:
            query = query.where(roster.c.until.is_(None))
        else:
            standing = or_(roster.c.until.is_(None), roster.c.until > import_id)
            query = query.where(roster.c.since <= import_id, standing)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())

    def get(self, person_id: str) -> Person | None:
        """The person as the roster knows them now, or last knew them; None for an id that never was."""
        query = select(roster.c.person).where(roster.c.id == person_id).order_by(roster.c.row.desc()).limit(1)
        data = self._connection.execute(query).scalar_one_or_none()
        return None if data is None else _read.decode(data)

    def imports(self) -> tuple[RosterImport, ...]:
        """All imports, the first one first."""
        rows = self._connection.execute(select(roster_imports).order_by(roster_imports.c.id)).mappings()
        return tuple(RosterImport(**row) for row in rows)

    def _standing(self) -> dict[int, Person]:
        query = select(roster.c.row, roster.c.person).where(roster.c.until.is_(None)).order_by(roster.c.place)
        return {row: _read.decode(data) for row, data in self._connection.execute(query)}

    def _ids(self) -> set[str]:
        return set(self._connection.execute(select(roster.c.id)).scalars())
