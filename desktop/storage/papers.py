"""What was printed, and which scans of inked sheets were attached to it."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select, true, update
from sqlalchemy.sql.expression import ScalarSelect

from desktop.storage.rows import PrintRow
from desktop.storage.tables import prints, scans
from desktop.wire.bodies import SealedPrint, SealedScan

_read_print = msgspec.json.Decoder(SealedPrint)
_read_scan = msgspec.json.Decoder(SealedScan)


class Prints:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sealed: SealedPrint, pdf: str, *, waiting: bool = False) -> None:
        """Keep a print; `pdf` is the hash of its blob. `waiting`: it has not gone to the printer yet, see `take`."""
        row: ScalarSelect[int] = select(func.coalesce(func.max(prints.c.row), 0) + 1).scalar_subquery()
        body = msgspec.json.encode(sealed)
        kept = insert(prints).values(id=sealed.print_id, row=row, subject=sealed.subject, pdf=pdf, body=body)
        self._connection.execute(kept.values(waiting=waiting))

    def take(self, print_id: str) -> None:
        """A print that was waiting goes to the printer."""
        self._connection.execute(update(prints).where(prints.c.id == print_id).values(waiting=False))

    def get(self, print_id: str) -> PrintRow | None:
        return next(iter(self._all(prints.c.id == print_id)), None)

    def of(self, subject: str, *, waiting: bool = False) -> tuple[PrintRow, ...]:
        """The prints of one meeting or case, in the order in which they were made; with `waiting`, also those not yet on paper."""
        return self._all((prints.c.subject == subject) & (true() if waiting else ~prints.c.waiting))

    def with_pdf(self, pdf: str) -> tuple[PrintRow, ...]:
        """Prints whose PDF has this hash."""
        return self._all(prints.c.pdf == pdf)

    def _all(self, which: ColumnElement[bool]) -> tuple[PrintRow, ...]:
        query = select(prints.c.body, prints.c.pdf, prints.c.waiting).where(which).order_by(prints.c.row)
        return tuple(
            PrintRow(sealed=_read_print.decode(body), pdf=pdf, waiting=waiting)
            for body, pdf, waiting in self._connection.execute(query)
        )


class Scans:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sealed: SealedScan) -> None:
        row: ScalarSelect[int] = select(func.coalesce(func.max(scans.c.row), 0) + 1).scalar_subquery()
        facts = {"id": sealed.scan_id, "subject": sealed.subject, "print": sealed.print_id}
        self._connection.execute(insert(scans).values(**facts, row=row, body=msgspec.json.encode(sealed)))

    def get(self, scan_id: str) -> SealedScan | None:
        return next(iter(self._all(scans.c.id == scan_id)), None)

    def of(self, subject: str) -> tuple[SealedScan, ...]:
        """The scans that belong to one meeting or case, in the order in which they were attached."""
        return self._all(scans.c.subject == subject)

    def _all(self, which: ColumnElement[bool]) -> tuple[SealedScan, ...]:
        query = select(scans.c.body).where(which).order_by(scans.c.row)
        return tuple(_read_scan.decode(body) for body in self._connection.execute(query).scalars())
