"""What the county sent: each item once, by the county's own id, word for word as it was signed.

An item is kept in the transaction that moves the cursor; what it asks for is done later, in one transaction with the mark
that it was done (`taken`), so that a power cut in between loses nothing and does nothing twice.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.storage.errors import NotThere
from desktop.storage.tables import inbox, inbox_leaves
from forms.language import Sentence

_ROW = (inbox.c.id, inbox.c.epoch, inbox.c.sequence, inbox.c.kind, inbox.c.signed, inbox.c.received_at, inbox.c.taken)


class KeptItem(Struct, frozen=True, kw_only=True):
    """One item. `signed` is the JSON of the signed message; `taken` is when its effect was made, or empty."""

    id: str
    epoch: str
    sequence: int
    kind: str
    signed: bytes
    received_at: str
    taken: str = ""
    note: Sentence | None = None
    """What became of it, where there is something to say."""


class Inbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, item: KeptItem) -> bool:
        """Keep an item; False where one of this id is there already, whatever it says: what came first counts."""
        values = {**msgspec.structs.asdict(item), "note": None}
        done = self._connection.execute(insert(inbox).values(values).on_conflict_do_nothing(index_elements=["id"]))
        return done.rowcount == 1

    def items(self, *kinds: str, waiting: bool = False) -> tuple[KeptItem, ...]:
        """All items (of these kinds), in the order in which they came; with `waiting`, those without effect yet."""
        query = select(*_ROW, inbox.c.note).order_by(inbox.c.row)
        query = query.where(inbox.c.kind.in_(kinds)) if kinds else query
        query = query.where(inbox.c.taken == "") if waiting else query
        return tuple(_item(row) for row in self._connection.execute(query).mappings())

    def take(self, id: str, at: str, note: Sentence | None = None) -> None:
        """Mark that the item's effect was made, with a word about it. Raises NotThere."""
        data = None if note is None else msgspec.json.encode(note)
        if self._connection.execute(update(inbox).where(inbox.c.id == id).values(taken=at, note=data)).rowcount != 1:
            raise NotThere(id)

    def put_leaf(self, blob: str, place: int, data: bytes) -> None:
        """Keep one leaf whose hash was checked."""
        row = insert(inbox_leaves).values(blob=blob, place=place, data=data)
        self._connection.execute(row.on_conflict_do_nothing())

    def leaves(self, blob: str) -> frozenset[int]:
        """Places of the leaves that are here."""
        query = select(inbox_leaves.c.place).where(inbox_leaves.c.blob == blob)
        return frozenset(self._connection.execute(query).scalars())

    def whole(self, blob: str) -> bytes:
        """The leaves that are here, put together in order."""
        query = select(inbox_leaves.c.data).where(inbox_leaves.c.blob == blob).order_by(inbox_leaves.c.place)
        return b"".join(self._connection.execute(query).scalars())

    def drop_leaves(self, blob: str) -> None:
        """A pack that has been installed, or cannot be, needs its pieces no more."""
        self._connection.execute(delete(inbox_leaves).where(inbox_leaves.c.blob == blob))

    def count(self) -> int:
        return int(self._connection.execute(select(func.count()).select_from(inbox)).scalar_one())


def _item(row: object) -> KeptItem:
    values = dict(row)  # type: ignore[call-overload]
    note = values.pop("note")
    return KeptItem(**values, note=None if note is None else msgspec.json.decode(note, type=Sentence))
