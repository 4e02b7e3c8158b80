"""Batches as made and receipts as received. The cursor moves in the transaction that keeps the receipt."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.sqlite import insert

from desktop.storage.errors import NotThere, OutOfOrder
from desktop.storage.rows import Cursor, KeptBatch, KeptReceipt
from desktop.storage.tables import batches, cursors, receipts

RECORDS, BLOBS = KINDS = ("records", "blobs")

_BATCH = (batches.c.id, batches.c.first, batches.c.last, batches.c.made_at, batches.c.data, batches.c.state)
_RECEIPT = (receipts.c.batch, receipts.c.kind, receipts.c.bytes, receipts.c.received_at, receipts.c.conflict)


class Outbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cursor(self) -> Cursor:
        found = {row.kind: row.sequence for row in self._connection.execute(select(cursors.c.kind, cursors.c.sequence))}
        return Cursor(records=found.get(RECORDS, 0), blobs=found.get(BLOBS, 0))

    def keep_batch(self, batch: KeptBatch) -> None:
        """Keep a batch as made. The same once more changes nothing; other bytes under its id raise OutOfOrder."""
        row = insert(batches).values(msgspec.structs.asdict(batch)).on_conflict_do_nothing()
        if self._connection.execute(row).rowcount == 0:
            there = self.batch(batch.id)
            if there is None or there.data != batch.data:
                raise OutOfOrder(f"batch {batch.id} was made before, with other bytes")

    def batch(self, batch_id: str) -> KeptBatch | None:
        found = self._connection.execute(select(*_BATCH).where(batches.c.id == batch_id)).mappings().one_or_none()
        return KeptBatch(**found) if found else None

    def batches(self, beyond: int = 0) -> tuple[KeptBatch, ...]:
        """All with a record beyond this sequence, in the order of the records that they carry."""
        query = select(*_BATCH).where(batches.c.last > beyond).order_by(batches.c.first, batches.c.last)
        return tuple(KeptBatch(**found) for found in self._connection.execute(query).mappings())

    def set_state(self, batch_id: str, state: str) -> None:
        """Note how far a batch has come. Raises NotThere."""
        changed = update(batches).where(batches.c.id == batch_id).values(state=state)
        if self._connection.execute(changed).rowcount != 1:
            raise NotThere(batch_id)

    def keep_receipt(self, receipt: KeptReceipt) -> KeptReceipt:
        """Keep a verified receipt and move the cursor of its kind; returns it as kept.

        The same bytes once more change nothing. Other bytes for the same batch and kind are kept too, flagged as a
        conflict, and move nothing. Raises NotThere for a batch that was not made here.
        """
        if receipt.kind not in KINDS:
            raise ValueError(f"no such kind of receipt: {receipt.kind}")
        if self.batch(receipt.batch) is None:
            raise NotThere(receipt.batch)
        _, counted_after = self._position(receipt.kind)
        mine = (receipts.c.batch == receipt.batch, receipts.c.kind == receipt.kind)
        again = select(*_RECEIPT).where(*mine, receipts.c.bytes == receipt.bytes, receipts.c.row > counted_after)
        found = self._connection.execute(again.order_by(receipts.c.row).limit(1)).mappings().one_or_none()
        if found:
            return KeptReceipt(**found)
        others = select(receipts.c.row).where(*mine, receipts.c.row > counted_after).limit(1)
        conflict = self._connection.execute(others).one_or_none() is not None
        kept = msgspec.structs.replace(receipt, conflict=conflict)
        self._connection.execute(plain_insert(receipts), msgspec.structs.asdict(kept))
        if not conflict:
            self._advance(receipt.kind)
        return kept

    def receipts(self, batch_id: str | None = None) -> tuple[KeptReceipt, ...]:
        """All receipts, or those of one batch, in the order in which they came."""
        query = select(*_RECEIPT).order_by(receipts.c.row)
        query = query if batch_id is None else query.where(receipts.c.batch == batch_id)
        return tuple(KeptReceipt(**row) for row in self._connection.execute(query).mappings())

    def offer_again(self, sequence: int = 0) -> None:
        """Put both cursors back: the county lost what lies beyond `sequence`, so its receipts so far count no more."""
        last = self._connection.execute(select(func.coalesce(func.max(receipts.c.row), 0))).scalar_one()
        for kind in KINDS:
            self._put(kind, min(sequence, self._position(kind)[0]), last)

    def _position(self, kind: str) -> tuple[int, int]:
        query = select(cursors.c.sequence, cursors.c.after_receipt).where(cursors.c.kind == kind)
        found = self._connection.execute(query).one_or_none()
        return (found[0], found[1]) if found else (0, 0)

    def _advance(self, kind: str) -> None:
        """Through all receipted batches that follow without a gap; receipts may come in any order."""
        sequence, counted_after = self._position(kind)
        mine = (receipts.c.batch == batches.c.id, receipts.c.kind == kind, receipts.c.row > counted_after)
        receipted = select(receipts.c.row).where(*mine, receipts.c.conflict.is_(False)).exists()
        query = select(batches.c.first, batches.c.last).where(batches.c.last > sequence, receipted)
        query = query.order_by(batches.c.first, batches.c.last)
        for first, last in self._connection.execute(query):
            if first <= sequence + 1:
                sequence = max(sequence, last)
        self._put(kind, sequence, counted_after)

    def _put(self, kind: str, sequence: int, after_receipt: int) -> None:
        values = {"sequence": sequence, "after_receipt": after_receipt}
        row = insert(cursors).values(kind=kind, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=["kind"], set_=values))
