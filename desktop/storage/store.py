"""The store of one data folder: opened once, written by one thread at a time, read by any."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from desktop.storage.connect import make_engine
from desktop.storage.files import DATABASE_FILE, RESTORING_FILE
from desktop.storage.lock import FolderLock
from desktop.storage.migrate import check_version, migrate
from desktop.storage.work import Work
from desktop.wire.durable import make_folder
from desktop.wire.head import Head
from forms.language import Refused, refuse


class Store:
    """Open with `Store.open`. `on_new_head`, where it is set, hears of each new ledger head after its commit."""

    def __init__(self, folder: Path, lock: FolderLock | None, writer: Engine | None, reader: Engine) -> None:
        self.folder = folder
        self.on_new_head: Callable[[Head], None] | None = None
        self._lock = lock
        self._writer = writer
        self._reader = reader
        self._writing = threading.Lock()
        self._writing_thread: int | None = None

    @classmethod
    def open(cls, folder: Path, key: bytes, *, reading: bool = False) -> Store:
        """Open the data in `folder` with the 32-byte key; new data is made where there is none, old data is migrated.

        With `reading`, nothing is made, locked or changed: for looking at a folder that a window has open.
        Raises Refused: wrong key, damaged file, folder in use, newer data, restore under way, folder not writable.
        """
        try:
            return cls._open_reading(folder, key) if reading else cls._open(folder, key)
        except OSError as error:
            raise refuse("数据文件夹 {folder} 不能读写：请检查磁盘和权限。", folder=str(folder)) from error

    @classmethod
    def _open(cls, folder: Path, key: bytes) -> Store:
        make_folder(folder)
        lock = FolderLock(folder)
        path = folder / DATABASE_FILE
        writer, reader = make_engine(path, key), make_engine(path, key, reading=True)
        try:
            _refuse_half_restored(folder)
            with _refusing():
                migrate(writer, path)
        except BaseException:
            writer.dispose()
            reader.dispose()
            lock.release()
            raise
        return cls(folder, lock, writer, reader)

    @classmethod
    def _open_reading(cls, folder: Path, key: bytes) -> Store:
        path = folder / DATABASE_FILE
        if not path.exists():
            raise refuse("文件夹 {folder} 里没有议事堂的数据。", folder=str(folder))
        reader = make_engine(path, key, reading=True)
        try:
            with _refusing():
                check_version(reader)
        except BaseException:
            reader.dispose()
            raise
        return cls(folder, None, None, reader)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One writing transaction: what was done in it is on the disk when the block has ended, or not at all.

        Any exception takes everything back. Raises Refused where the disk is full or fails.
        """
        if self._writer is None:
            raise RuntimeError("this store is open for reading only")
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a transaction does not go inside another")
        with self._writing:
            self._writing_thread = threading.get_ident()
            try:
                with _refusing(), self._writer.begin() as connection:
                    work = Work(connection)
                    yield work
            finally:
                self._writing_thread = None
        if work.ledger.new_head and self.on_new_head:
            self.on_new_head(work.ledger.new_head)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A view of what was committed when it began; it never waits for the writer, and nothing can be written."""
        with _refusing(), self._reader.connect() as connection, connection.begin() as view:
            yield Work(connection)
            view.rollback()

    @contextmanager
    def raw(self) -> Iterator[Connection]:
        """A reading connection itself, for the backup."""
        with self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections (the log is merged into the file) and let the folder go."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()
        if self._lock is not None:
            self._lock.release()


def _refuse_half_restored(folder: Path) -> None:
    if (folder / RESTORING_FILE).exists():
        raise refuse("上次从备份恢复没有做完：请再恢复一次。")


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        sentence = _for_the_user(str(error.orig))
        if sentence is None:
            raise
        raise sentence from error


def _for_the_user(words: str) -> Refused | None:
    """The sentence for what the disk does to us; None for what the program itself did wrong."""
    if "disk is full" in words:
        return refuse("磁盘已满，刚才这一步没有保存：请腾出空间后再做一次。")
    if "disk I/O error" in words or "unable to open" in words:
        return refuse("磁盘读写出错，刚才这一步没有保存：请检查磁盘后再做一次。")
    if "locked" in words:
        return refuse("数据正被别的程序占用，刚才这一步没有保存：请稍后再做一次。")
    return None
