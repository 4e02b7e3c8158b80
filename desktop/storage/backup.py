"""A backup is one file: what it is, the keys under a passphrase, and the encrypted database as it lies on the disk.

    "yishitang backup 1\n" · u32 length, header (canonical JSON) · SHA-256 of the header · database

How the keys are wrapped is the vault's affair: here they are bytes. The facts of the header are authenticated together
with them. The copy of the database bears the rules and forms that lie beside it, as a setting, so that they are encrypted
and checked with everything else.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from desktop.storage.connect import connect
from desktop.storage.files import OWN_FORMS
from desktop.storage.store import Store
from desktop.wire.canonical import canonical
from desktop.wire.durable import sync_file, sync_folder
from forms.language import Refused, refuse

MAGIC = b"yishitang backup 1\n"
ENDING = ".backup"
COPY_FILE = "backup.part"
FORMS = "backup-forms"
"""Setting in the copy of the database within a backup: name to content of the files of `OWN_FORMS`."""
PIECE = 1 << 20
MAX_HEADER = 1 << 16
_LENGTH = struct.Struct(">I")
_HASH_BYTES = 32


class Facts(Struct, frozen=True, kw_only=True):
    """What can be read of a backup without its passphrase: no name, no place."""

    format: int = 1
    folder: str
    """Id of the data folder."""
    device: str
    made_at: str
    records: int
    """Sequence of the last ledger record; 0 for none."""
    size: int
    """Bytes of the database."""
    sha256: str
    """Of the database."""


class Header(Struct, frozen=True, kw_only=True):
    facts: Facts
    keys: msgspec.Raw


class Backup(Struct, frozen=True, kw_only=True):
    """A file that was read to its end and is whole."""

    file: Path
    facts: Facts
    keys: bytes
    start: int
    """Where the database begins."""


def write_backup(
    store: Store,
    key: bytes,
    to: Path,
    *,
    folder: str,
    device: str,
    made_at: str,
    wrap: Callable[[bytes], bytes],
) -> Path:
    """Write a backup into the folder `to` while the program goes on working, and read it back. Returns the file.

    `wrap` gets the facts as bytes, to be bound to the keys, and gives the wrapped keys as JSON. Raises Refused where the
    place cannot be written or what was written does not read back.
    """
    copy = store.folder / COPY_FILE
    try:
        records = copy_database(store, key, copy, files_in(store.folder / OWN_FORMS))
        with copy.open("rb") as database:
            sha256 = hashlib.file_digest(database, "sha256").hexdigest()
        facts = Facts(
            folder=folder, device=device, made_at=made_at, records=records, size=copy.stat().st_size, sha256=sha256
        )
        header = canonical(facts)
        whole = msgspec.json.encode(Header(facts=facts, keys=msgspec.Raw(wrap(header))))
        to.mkdir(parents=True, exist_ok=True)
        file = _free_name(to, made_at)
        beside = file.with_name(file.name + ".part")
        try:
            _write(beside, whole, copy)
            read_backup(beside)
            beside.replace(file)
            sync_folder(to)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise refuse("备份没有写成（{folder}）：磁盘已满或不能写。请换一个盘再备份。", folder=str(to)) from error
    finally:
        copy.unlink(missing_ok=True)
    return file


def files_in(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their names within it; nothing where there is no folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def copy_database(store: Store, key: bytes, to: Path, forms: dict[str, bytes]) -> int:
    """Copy the database as of now with the files of `forms`, encrypted with the same key, and check every page of the copy.

    Returns the sequence of its last ledger record. Raises Refused where the copy is not sound.
    """
    to.unlink(missing_ok=True)
    with store.raw() as connection:
        source = connection.connection.driver_connection
        assert source is not None
        target = connect(to, key)
        try:
            source.backup(target)
            if forms:
                put_setting(target, FORMS, forms)
        finally:
            target.close()
    sync_file(to)
    return check_database(to, key)


def put_setting(raw: Any, name: str, value: object) -> None:
    """Set it in a database that is not open as a store."""
    raw.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (name, msgspec.json.encode(value)),
    )


def check_database(path: Path, key: bytes) -> int:
    """Read every page. Returns the sequence of the last ledger record. Raises Refused where something is damaged."""
    raw = connect(path, key, reading=True)
    try:
        broken = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        sound = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if broken or not sound:
            raise refuse("数据库检查没有通过：文件 {name} 已损坏，没有备份也没有恢复。", name=path.name)
        records: int = raw.execute("SELECT coalesce(max(sequence), 0) FROM ledger").fetchone()[0]
    finally:
        raw.close()
    return records


def read_backup(file: Path) -> Backup:
    """Read a backup to its end. Raises Refused: no backup, of a newer program, cut off, damaged."""
    try:
        with file.open("rb") as source:
            backup = _read_header(file, source)
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            size = source.tell() - backup.start
    except OSError as error:
        raise refuse("备份文件 {file} 读不出来：请检查 U 盘或文件名。", file=file.name) from error
    if size < backup.facts.size:
        raise refuse("备份文件 {file} 不完整，没有恢复：请用另一份备份。", file=file.name)
    if (size, sha256) != (backup.facts.size, backup.facts.sha256):
        raise _damaged(file)
    return backup


def _read_header(file: Path, source: BinaryIO) -> Backup:
    first = source.read(len(MAGIC))
    if first != MAGIC:
        if first.startswith(b"yishitang backup "):
            raise refuse("备份文件 {file} 是新版本的议事堂写的：请先安装新版本。", file=file.name)
        raise refuse("{file} 不是议事堂的备份文件：请选另一个文件。", file=file.name)
    length = source.read(_LENGTH.size)
    size = _LENGTH.unpack(length)[0] if len(length) == _LENGTH.size else 0
    header = source.read(size) if size <= MAX_HEADER else b""
    if not header or hashlib.sha256(header).digest() != source.read(_HASH_BYTES):
        raise _damaged(file)
    try:
        read = msgspec.json.decode(header, type=Header)
    except msgspec.DecodeError as error:
        raise _damaged(file) from error
    return Backup(file=file, facts=read.facts, keys=bytes(read.keys), start=source.tell())


def _write(file: Path, header: bytes, database: Path) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as target, database.open("rb") as source:
        target.write(MAGIC + _LENGTH.pack(len(header)) + header + hashlib.sha256(header).digest())
        while piece := source.read(PIECE):
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
        if hasattr(os, "posix_fadvise"):
            # So that reading it back reads the disk and not the memory.
            os.posix_fadvise(target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _free_name(to: Path, made_at: str) -> Path:
    stamp = "".join(sign for sign in made_at if sign.isdigit())
    stem = f"yishitang-{stamp[:8]}-{stamp[8:14]}"
    name, n = to / f"{stem}{ENDING}", 2
    while name.exists():
        name, n = to / f"{stem}-{n}{ENDING}", n + 1
    return name


def _damaged(file: Path) -> Refused:
    return refuse("备份文件 {file} 已损坏，没有恢复：请用另一份备份。", file=file.name)
