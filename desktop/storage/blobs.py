"""Blobs by content hash, kept as leaves of 64 KiB: that is how they travel, and no read is larger than one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.dialects.sqlite import insert

from desktop.storage.errors import NotThere
from desktop.storage.tables import blobs, leaves
from desktop.wire.canonical import digest
from desktop.wire.leaves import LEAF


class Blobs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, data: bytes, media: str, at: str) -> str:
        """Keep `data` and return its SHA-256; a blob that is there already stays as it is."""
        name = digest(data)
        row = insert(blobs).values(hash=name, size=len(data), media=media, at=at).on_conflict_do_nothing()
        if self._connection.execute(row).rowcount == 1:
            blob = self._value(blobs.c.row, name)
            cuts = (data[start : start + LEAF] for start in range(0, len(data), LEAF))
            rows = [{"blob": blob, "place": n, "hash": digest(leaf), "data": leaf} for n, leaf in enumerate(cuts)]
            if rows:
                self._connection.execute(insert(leaves), rows)
        return name

    def has(self, name: str) -> bool:
        return self._connection.execute(select(blobs.c.row).where(blobs.c.hash == name)).scalar() is not None

    def read(self, name: str) -> bytes:
        """The whole. Raises NotThere."""
        query = select(leaves.c.data).where(leaves.c.blob == self._value(blobs.c.row, name)).order_by(leaves.c.place)
        return b"".join(self._connection.execute(query).scalars())

    def size(self, name: str) -> int:
        """Bytes of the whole. Raises NotThere."""
        return int(self._value(blobs.c.size, name))

    def media(self, name: str) -> str:
        """Media type. Raises NotThere."""
        return str(self._value(blobs.c.media, name))

    def leaves(self, name: str) -> tuple[str, ...]:
        """SHA-256 of each leaf in order. Raises NotThere."""
        query = select(leaves.c.hash).where(leaves.c.blob == self._value(blobs.c.row, name)).order_by(leaves.c.place)
        return tuple(self._connection.execute(query).scalars())

    def leaf(self, name: str, index: int) -> bytes:
        """One leaf, counted from 0. Raises NotThere."""
        blob = self._value(blobs.c.row, name)
        query = select(leaves.c.data).where(leaves.c.blob == blob, leaves.c.place == index)
        found: bytes | None = self._connection.execute(query).scalar_one_or_none()
        if found is None:
            raise NotThere(f"{name} {index}")
        return found

    def _value(self, column: ColumnElement[Any], name: str) -> Any:
        found = self._connection.execute(select(column).where(blobs.c.hash == name)).scalar_one_or_none()
        if found is None:
            raise NotThere(name)
        return found
