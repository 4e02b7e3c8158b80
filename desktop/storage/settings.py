"""Settings by name, each a JSON value with a type that the reader names."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.storage.tables import settings

T = TypeVar("T")


class Settings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value, or None where there is none. Raises msgspec.ValidationError where it is not of this type."""
        found = self._connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar()
        return None if found is None else msgspec.json.decode(found, type=kind)

    def put(self, key: str, value: Any) -> None:
        data = msgspec.json.encode(value)
        row = insert(settings).values(key=key, value=data)
        self._connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": data}))

    def forget(self, key: str) -> None:
        self._connection.execute(delete(settings).where(settings.c.key == key))
