"""The ledger: sealed records in their chain. What lies beyond the receipts is the outbox."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, insert, select, update

from desktop.storage.errors import NotThere, OutOfOrder
from desktop.storage.tables import ledger
from desktop.wire.canonical import canonical, read
from desktop.wire.head import Head
from desktop.wire.records import FIRST, Record, SealedRecord, body_hash, record_hash

_WHOLE = (ledger.c.record, ledger.c.signature, ledger.c.salt, ledger.c.body)


class Ledger:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.new_head: Head | None = None
        """Head after the last append of this transaction; the store announces it after the commit."""

    def head(self) -> Head | None:
        query = select(ledger.c.epoch, ledger.c.sequence, ledger.c.hash).order_by(ledger.c.sequence.desc()).limit(1)
        found = self._connection.execute(query).one_or_none()
        return Head(*found) if found else None

    def append(self, sealed: SealedRecord) -> Head:
        """Append a record that continues the head; returns the new head.

        Raises OutOfOrder: sequence or previous hash do not follow, the epoch changes without an "epoch" record, or the
        body is not the one that was hashed.
        """
        record, head = sealed.record, self.head()
        expected = (head.sequence + 1, head.hash) if head else (1, FIRST)
        if (record.sequence, record.previous) != expected:
            raise OutOfOrder(f"record {record.sequence} does not continue {expected[0] - 1}")
        if head and record.epoch != head.epoch and (record.kind != "epoch" or record.epoch < head.epoch):
            raise OutOfOrder(f"record {record.sequence} has epoch {record.epoch} after {head.epoch}")
        if sealed.body is None or body_hash(sealed.salt, sealed.body) != record.body:
            raise OutOfOrder(f"record {record.sequence} does not name this body")
        new = Head(record.epoch, record.sequence, record_hash(record))
        self._connection.execute(
            insert(ledger),
            {
                "sequence": record.sequence,
                "epoch": record.epoch,
                "hash": new.hash,
                "kind": record.kind,
                "subject": record.subject,
                "record": canonical(record),
                "signature": sealed.signature,
                "salt": sealed.salt,
                "body": sealed.body,
            },
        )
        self.new_head = new
        return new

    def get(self, sequence: int) -> SealedRecord | None:
        found = self._connection.execute(select(*_WHOLE).where(ledger.c.sequence == sequence)).one_or_none()
        return _sealed(found) if found else None

    def hash_at(self, sequence: int) -> str | None:
        """Hash of the record with this sequence."""
        found: str | None = self._connection.execute(
            select(ledger.c.hash).where(ledger.c.sequence == sequence)
        ).scalar_one_or_none()
        return found

    def after(self, sequence: int) -> tuple[SealedRecord, ...]:
        """All records beyond `sequence`, in order; 0 gives the whole chain."""
        return self._all(select(*_WHOLE).where(ledger.c.sequence > sequence))

    def listed(self, *kinds: str) -> tuple[SealedRecord, ...]:
        """The whole chain, of which only records of these kinds bring their bodies: a list of ten years needs no more."""
        body = case((ledger.c.kind.in_(kinds), ledger.c.body))
        return self._all(select(ledger.c.record, ledger.c.signature, ledger.c.salt, body))

    def of(self, subject: str, kind: str | None = None) -> tuple[SealedRecord, ...]:
        """The records about one subject, in order."""
        query = select(*_WHOLE).where(ledger.c.subject == subject)
        return self._all(query if kind is None else query.where(ledger.c.kind == kind))

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(ledger)).scalar_one()

    def erase_body(self, sequence: int) -> None:
        """Forget body and salt when their retention ends; the record stays and the chain still verifies."""
        erased = update(ledger).where(ledger.c.sequence == sequence).values(body=None, salt=None)
        if self._connection.execute(erased).rowcount != 1:
            raise NotThere(str(sequence))

    def _all(self, query: Select[Any, Any, Any, Any]) -> tuple[SealedRecord, ...]:
        return tuple(_sealed(row) for row in self._connection.execute(query.order_by(ledger.c.sequence)))


def _sealed(row: Row[Any, Any, Any, Any]) -> SealedRecord:
    record, signature, salt, body = row
    return SealedRecord(record=read(record, Record), signature=signature, salt=salt or "", body=body)
