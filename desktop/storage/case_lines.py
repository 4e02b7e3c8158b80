"""What happened to a case, in the order in which it was written down; rows are added, never changed."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select

from desktop.domain.cases.history import Line
from desktop.storage.tables import case_lines

_read = msgspec.json.Decoder(Line)


class CaseLines:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case_id: str, line: Line) -> None:
        facts = {"case": case_id, "at": line.at, "body": msgspec.json.encode(line)}
        self._connection.execute(insert(case_lines), facts)

    def of(self, case_id: str) -> tuple[Line, ...]:
        """The first one first."""
        query = select(case_lines.c.body).where(case_lines.c.case == case_id).order_by(case_lines.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())
