"""Files that survive a power cut once these functions have returned."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.wire.durable import sync_folder
from forms.language import refuse


def write_file(path: Path, data: bytes) -> None:
    """A new file with these bytes, readable by this account alone, on disk before this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def place_file(made: Path, path: Path) -> None:
    """Give a written file its final name, and have that on disk."""
    made.replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """A folder for this account alone, and the name of it on disk."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(path.parent)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for one process; a process that dies lets it go. Raises Refused where another one has it."""
    make_folder(folder)
    with (folder / "serve.lock").open("a") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise refuse("另一个县级服务器正在使用文件夹 {path}。", path=str(folder)) from error
        yield
