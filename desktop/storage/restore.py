"""Putting a backup back into a folder that has no data yet."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop.storage.backup import FORMS, PIECE, Backup, check_database, put_setting
from desktop.storage.connect import connect
from desktop.storage.files import DATABASE_FILE, OWN_FORMS, RESTORING_FILE
from desktop.storage.lock import FolderLock
from desktop.wire.durable import make_folder, sync_file, sync_folder
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
        put_setting(raw, RESTORED_AT, records)
        found = raw.execute("SELECT value FROM settings WHERE key = ?", (FORMS,)).fetchone()
        raw.execute("DELETE FROM settings WHERE key = ?", (FORMS,))
    finally:
        raw.close()
    _put_forms(folder / OWN_FORMS, msgspec.json.decode(found[0], type=dict[str, bytes]) if found else {})
    sync_file(fresh)
    keep_keys()
    fresh.replace(database)
    sync_folder(folder)
    marker.unlink()
    sync_folder(folder)
    return database


def _put_forms(folder: Path, files: dict[str, bytes]) -> None:
    """Lay the rules and forms of the backup into `folder`, which becomes as it was. What lay there stays beside it."""
    if folder.is_dir():
        folder.replace(_free(folder.with_name(f"{folder.name}.before-restore")))
    for name, content in files.items():
        path = folder.joinpath(*_inside(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sync_file(path)
    if files:
        for made in (folder, *(inner for inner in folder.rglob("*") if inner.is_dir())):
            sync_folder(made)


def _inside(name: str) -> list[str]:
    """The parts of a name, none of which leads out of the folder."""
    return [part for part in name.split("/") if part not in ("", ".", "..")]


def _free(path: Path) -> Path:
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{path.name}-{number}"), number + 1
    return found


def _copy_out(backup: Backup, to: Path) -> None:
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as target, backup.file.open("rb") as source:
        source.seek(backup.start)
        while piece := source.read(PIECE):
            target.write(piece)
