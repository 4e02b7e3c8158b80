"""A long list of cases as it is shown: found and counted inside the database, each case read when it comes into view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import msgspec
from sqlalchemy import Connection, Integer, Text, cast, func, select

from desktop.domain.case import Case
from desktop.domain.cases.funnel import Funnel
from desktop.storage.case_index import found
from desktop.storage.tables import cases

_read = msgspec.json.Decoder(Case)


class CaseList(Sequence[Case]):
    """Cases as they were found. Reading all of some thousands takes longer than a screen may stand still; reading one does not."""

    def __init__(self, bodies: Sequence[bytes] = ()) -> None:
        self._bodies = bodies

    def __len__(self) -> int:
        return len(self._bodies)

    @overload
    def __getitem__(self, at: int) -> Case: ...
    @overload
    def __getitem__(self, at: slice) -> CaseList: ...
    def __getitem__(self, at: int | slice) -> Case | CaseList:
        return CaseList(self._bodies[at]) if isinstance(at, slice) else _read.decode(self._bodies[at])

    def __iter__(self) -> Iterator[Case]:
        return map(_read.decode, self._bodies)


def listed(connection: Connection, query: str, states: Sequence[str] = ()) -> CaseList:
    """Those in which what was typed is found (all for nothing), in one of `states` (any for none), the last opened first."""
    wanted = select(cases.c.body).order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    chosen = found(query)
    if chosen is not None:
        wanted = wanted.where(cases.c.id.in_(chosen))
    if states:
        wanted = wanted.where(cases.c.state.in_(states))
    return CaseList(connection.execute(wanted).scalars().all())


def counted(connection: Connection, year: str) -> Funnel:
    """The funnel of the cases that were written down in `year`."""
    body = cast(cases.c.body, Text)
    days = (func.json_extract(body, f"$.{name}") for name in ("forwarded", "adopted"))
    known = (func.coalesce(func.sum(cast(day != "", Integer)), 0) for day in days)
    query = select(func.count(), *known).where(cases.c.opened_at.between(year, f"{year}~"))
    row = connection.execute(query).one()
    return Funnel(row[0], row[1], row[2])
