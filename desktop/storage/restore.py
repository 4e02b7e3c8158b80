"""Putting a backup back into a folder that has no data yet."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop.storage.backup import PIECE, Backup, check_database
from desktop.storage.connect import connect
from desktop.storage.files import DATABASE_FILE, RESTORING_FILE, make_folder, sync_file, sync_folder
from desktop.storage.lock import FolderLock
from forms.language import refuse

RESTORED_AT = "restored-at"
"""Setting in a restored database: the sequence of its last ledger record then. While nothing was appended since, a new
epoch is due (`vault.high_water`)."""


def refuse_existing(folder: Path) -> None:
    """Raises Refused where the folder has data. What an interrupted restore left behind is no data."""
    if (folder / DATABASE_FILE).exists() and not (folder / RESTORING_FILE).exists():
        raise refuse("文件夹 {folder} 里已经有议事堂的数据，不会覆盖：请换一个空文件夹。", folder=str(folder))


def put_back(backup: Backup, folder: Path, key: bytes, keep_keys: Callable[[], None]) -> Path:
    """Put the database of a whole backup into `folder`; returns the database file.

    `keep_keys` stores the keys for that folder. A restore that was interrupted is seen when the folder is opened, and is
    simply done again. Raises Refused: data that is there already, folder in use or not writable, a damaged database.
    """
    try:
        make_folder(folder)
        lock = FolderLock(folder)
        try:
            refuse_existing(folder)
            return _put_back(backup, folder, key, keep_keys)
        finally:
            lock.release()
    except OSError as error:
        raise refuse("没有恢复成（{folder}）：磁盘已满或不能写。请换一个文件夹再恢复。", folder=str(folder)) from error


def _put_back(backup: Backup, folder: Path, key: bytes, keep_keys: Callable[[], None]) -> Path:
    database, marker = folder / DATABASE_FILE, folder / RESTORING_FILE
    marker.touch()
    sync_folder(folder)
    fresh = folder / f"{DATABASE_FILE}.part"
    # An old write-ahead log beside the restored file would be played into it.
    for file in (
        fresh,
        database,
        database.with_name(f"{DATABASE_FILE}-wal"),
        database.with_name(f"{DATABASE_FILE}-shm"),
    ):
        file.unlink(missing_ok=True)
    _copy_out(backup, fresh)
    records = check_database(fresh, key)
    raw = connect(fresh, key)
    try:
        setting = (RESTORED_AT, msgspec.json.encode(records))
        raw.execute(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", setting
        )
    finally:
        raw.close()
    sync_file(fresh)
    keep_keys()
    fresh.replace(database)
    sync_folder(folder)
    marker.unlink()
    sync_folder(folder)
    return database


def _copy_out(backup: Backup, to: Path) -> None:
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as target, backup.file.open("rb") as source:
        source.seek(backup.start)
        while piece := source.read(PIECE):
            target.write(piece)
