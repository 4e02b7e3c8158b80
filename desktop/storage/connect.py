"""The one keyed function that opens the database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from forms.language import refuse

BUSY_MS = 10_000
READERS = 8


def connect(path: Path, key: bytes, *, reading: bool = False) -> sqlcipher.Connection:
    """Open the encrypted file with the raw 32-byte key; every connection of the program is made here.

    The cipher's settings are those of SQLCipher 4, named so that a later library cannot change them. Raises Refused
    where the key does not fit or the file is no database.
    """
    if len(key) != 32:
        raise ValueError("a database key has 32 bytes")
    if not reading and not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    raw = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, cached_statements=256)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("PRAGMA cipher_compatibility = 4")
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # A commit that has returned is on the disk; WAL lets the screen read while the writer writes.
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        # What is erased from the ledger is overwritten, not only unlinked.
        raw.execute("PRAGMA secure_delete = ON")
        if reading:
            raw.execute("PRAGMA query_only = ON")
    except sqlcipher.DatabaseError as error:
        raw.close()
        if isinstance(error, sqlcipher.OperationalError):
            raise
        raise refuse("数据库打不开：密钥不对，或文件 {name} 已损坏。请从备份恢复。", name=path.name) from error
    return raw


def make_engine(path: Path, key: bytes, *, reading: bool = False) -> Engine:
    """An engine of one writing connection, or of some reading ones that cannot write."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, reading=reading),
        poolclass=QueuePool,
        pool_size=READERS if reading else 1,
        max_overflow=0,
        # Names and phone numbers do not belong in an error's text.
        hide_parameters=True,
    )
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"

    # The driver's own transactions are off (isolation_level=None): each begins here, and a writer's with the lock.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> Any:
        connection.exec_driver_sql(begin)

    return engine
