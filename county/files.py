"""Files that survive a power cut once these functions have returned."""

from __future__ import annotations

import os
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """A new file with these bytes, readable by this account alone, on disk before this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The names in a folder, on disk. Windows has no such call and does it by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place_file(made: Path, path: Path) -> None:
    """Give a written file its final name, and have that on disk."""
    made.replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """A folder for this account alone, and the name of it on disk."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(path.parent)
