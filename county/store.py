"""The county's database: one SQLite file. A transaction that has been committed survives a power cut."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, delete, event, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import DatabaseError, OperationalError

from county.blobs import BlobFolder
from county.down_tables import metadata
from county.files import make_folder
from county.keys import CountyKey, open_key
from county.tables import VERSION, facts, log
from desktop.wire.durable import sync_folder
from forms.language import refuse

DATABASE_FILE = "county.sqlite3"
LOG_LINES = 200_000
"""Lines of the log that are kept: whoever sends rubbish all day cannot fill the disk with it."""
_WRITES = "county_writes"


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """The data folder, open. Reads go on while one transaction writes."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self.folder = folder
        self.key: CountyKey = open_key(folder)
        self.blobs = BlobFolder(folder)
        self._one_writer = threading.Lock()
        self.deriving = threading.Lock()
        """Held by whoever interprets what has arrived: once is enough."""
        url = f"sqlite:///{folder / DATABASE_FILE}"
        self._engine = create_engine(url, connect_args={"timeout": 20}, pool_size=20, max_overflow=40)
        event.listen(self._engine, "connect", _connected)
        event.listen(self._engine, "begin", _begun)
        try:
            self._prepare()
        except DatabaseError as error:
            self.close()
            if isinstance(error, OperationalError):
                raise refuse("县级数据库打不开（{reason}）。", reason=str(error.orig)) from error
            raise refuse("{path} 不是县级数据库，或已损坏。", path=str(folder / DATABASE_FILE)) from error

    def _prepare(self) -> None:
        with self.write() as work:
            version = work.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > VERSION:
                raise refuse("县级数据库是用更新的程序建立的，请先升级本程序。")
            metadata.create_all(work)  # those of a later version are added to an older folder, and so are indexes
            for index in (index for table in metadata.tables.values() for index in table.indexes):
                index.create(work, checkfirst=True)
            if version == 0:
                work.execute(insert(facts), {"name": "server_epoch", "value": secrets.token_hex(8)})
                work.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        sync_folder(self.folder)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that writes: all of it is on disk when the block has ended, or none of it is."""
        with self._one_writer, self._engine.connect() as connection:
            writing = connection.execution_options(**{_WRITES: True})
            with writing.begin():
                yield writing

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def epoch(self) -> str:
        """Id of this server's life; another one after a restore."""
        with self.read() as work:
            return epoch_of(work)

    def new_epoch(self) -> str:
        """To be called when the folder was restored from a copy: villages then offer everything again."""
        with self.write() as work:
            work.execute(update(facts).where(facts.c.name == "server_epoch").values(value=secrets.token_hex(8)))
            note(work, code="new-epoch", message="服务器数据已从备份恢复，新的纪元开始。")
            return epoch_of(work)

    def keep_url(self, url: str) -> None:
        """The address that stands on slips."""
        self._keep("url", url)

    def url(self) -> str:
        """The address that stands on slips; empty before the server has run."""
        return self._fact("url")

    def move_to(self, url: str) -> None:
        """From now on every request is sent to another host of this county; empty: to none."""
        self._keep("moved_to", url)

    def moved_to(self) -> str:
        """The host that requests are sent to, or empty."""
        return self._fact("moved_to")

    def _keep(self, name: str, value: str) -> None:
        with self.write() as work:
            row = insert_or(facts).values(name=name, value=value)
            work.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    def _fact(self, name: str) -> str:
        with self.read() as work:
            return work.execute(select(facts.c.value).where(facts.c.name == name)).scalar() or ""

    def note(self, **line: str) -> None:
        """One line of the log, in a transaction of its own; see `note`."""
        with self.write() as work:
            note(work, **line)


def disk_fails(error: OperationalError) -> bool:
    """Whether the disk takes nothing (full, or broken), and not merely another one is writing."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)


def existing(folder: Path) -> Store:
    """The store of a folder that is one already: looking at nothing must not make a county. Raises Refused."""
    if not (folder / DATABASE_FILE).is_file():
        raise refuse("{path} 不是县级服务器的数据文件夹。", path=str(folder))
    return Store(folder)


def epoch_of(work: Connection) -> str:
    value: str = work.execute(select(facts.c.value).where(facts.c.name == "server_epoch")).scalar_one()
    return value


def note(work: Connection, *, code: str, message: str, device: str = "", village: str = "", detail: str = "") -> None:
    """Write one line of the county's log."""
    line = {"at": utc_now(), "device": device[:64], "village": village, "code": code, "message": message}
    done = work.execute(insert(log), {**line, "detail": detail[:500]})
    number = int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0
    if number % 1000 == 0:
        newest = work.execute(select(func.max(log.c.id))).scalar_one()
        work.execute(delete(log).where(log.c.id <= newest - LOG_LINES))


def _connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below and nowhere else
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 20000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
