"""Sheets of cases, each as it stands and with all that it said before."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from desktop.domain.cases.sheets import CaseSheet
from desktop.storage.tables import sheet_versions, sheets

_read = msgspec.json.Decoder(CaseSheet)


class Sheets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, sheet: CaseSheet) -> None:
        """Keep the sheet as it stands now; what it said before stays in its history."""
        body = msgspec.json.encode(sheet)
        kept = update(sheets).where(sheets.c.id == sheet.id).values(body=body)
        if self._connection.execute(kept).rowcount == 0:
            row = select(func.coalesce(func.max(sheets.c.row), 0) + 1).scalar_subquery()
            made = insert(sheets).values(id=sheet.id, row=row, case=sheet.case, form=sheet.form, body=body)
            self._connection.execute(made)
        self._connection.execute(insert(sheet_versions), {"sheet": sheet.id, "at": sheet.saved_at, "body": body})

    def get(self, sheet_id: str) -> CaseSheet | None:
        data = self._connection.execute(select(sheets.c.body).where(sheets.c.id == sheet_id)).scalar_one_or_none()
        return None if data is None else _read.decode(data)

    def of(self, case_id: str) -> tuple[CaseSheet, ...]:
        """The sheets of a case in the order in which they were begun."""
        query = select(sheets.c.body).where(sheets.c.case == case_id).order_by(sheets.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())

    def with_form(self, *forms: str) -> tuple[CaseSheet, ...]:
        """All sheets of these forms, of whatever case."""
        query = select(sheets.c.body).where(sheets.c.form.in_(forms)).order_by(sheets.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())

    def last_with_form(self, form: str) -> CaseSheet | None:
        """The one that was begun last, for what is much the same from case to case."""
        query = select(sheets.c.body).where(sheets.c.form == form).order_by(sheets.c.row.desc()).limit(1)
        data = self._connection.execute(query).scalar_one_or_none()
        return None if data is None else _read.decode(data)

    def history(self, sheet_id: str) -> tuple[CaseSheet, ...]:
        """All that the sheet ever said, the first one first."""
        query = select(sheet_versions.c.body).where(sheet_versions.c.sheet == sheet_id).order_by(sheet_versions.c.row)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())
