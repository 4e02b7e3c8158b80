"""A stick as both sides write it: under another name first, fsynced, renamed, read back from the medium and compared.

Whatever a stick does (full, pulled out, read only, worn out) is told in one sentence, and costs nothing but the try.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forms.language import Refused, refuse

ROOT = "yishitang"
"""The folder on the stick in which everything lies: plain letters, so that every system names it alike."""
UNFINISHED = ".new"
_PIECE = 1 << 20

Passing = Callable[[int], None]
"""Hears of bytes that went by; may raise to stop."""


def _quiet(_count: int) -> None:
    """Where nobody watches."""


class Sink:
    """The file that is being written, with the hash of what was meant to be in it."""

    def __init__(self, file: int, passing: Passing) -> None:
        self._file = file
        self._passing = passing
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        view = memoryview(data)
        while view:
            view = view[os.write(self._file, view) :]
        self._hash.update(data)
        self.size += len(data)
        self._passing(len(data))
        return len(data)

    def flush(self) -> None:
        """Written as it comes; the fsync is done once at the end."""

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


class Medium:
    """One stick (any folder that is there). Raises Refused where the folder is not."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise refuse("没有找到 U 盘（{place}）。请插好 U 盘，看看位置对不对。", place=str(folder))
        self.folder = folder
        self.root = folder / ROOT

    def files(self, room: str, ending: str) -> list[Path]:
        """Files in one of our folders by the end of their names; none where there is no such folder. What is no plain file is
        passed over: nobody waits at a pipe, or is led elsewhere by a link."""
        with self._told():
            place = self._place(room)
            found = place.iterdir() if place.is_dir() else iter(())
            return sorted(file for file in found if file.name.endswith(ending) and _plain(file))

    def room_for(self, size: int) -> None:
        """Raises Refused where the stick says that it has not so many bytes left."""
        with self._told():
            free = shutil.disk_usage(self.folder).free
        if free < size:
            raise refuse(
                "U 盘放不下：要 {need} MB，只剩 {free} MB。请腾出地方或换一个 U 盘；数据都在本机。",
                need=-(-size // 1_000_000),
                free=free // 1_000_000,
            )

    def clear(self, room: str, beginning: str) -> int:
        """Take away what an earlier try of the same writer left unfinished; returns how many files."""
        left = [file for file in self.files(room, UNFINISHED) if file.name.startswith(beginning)]
        for file in left:
            with self._told():
                file.unlink(missing_ok=True)
        return len(left)

    def write(
        self,
        room: str,
        name: str,
        fill: Callable[[Sink], object],
        passing: Passing = _quiet,
        checking: Passing = _quiet,
    ) -> Path:
        """Have `fill` write a file; when this returns it is on the medium under its name, and was read back.

        `passing` hears the bytes as they are written, `checking` as they are read. Raises Refused for what the stick did,
        and what `fill` or they raise; the unfinished file is gone then.
        """
        with self._told():
            place = self._place(room)
            path, made = place / name, place / (name + UNFINISHED)
            self._make(place)
            made.unlink(missing_ok=True)
            handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            try:
                try:
                    sink = Sink(handle, passing)
                    fill(sink)
                    os.fsync(handle)
                finally:
                    os.close(handle)
                made.replace(path)
            except BaseException:
                with suppress(OSError):
                    made.unlink(missing_ok=True)
                raise
            _sync_folder(place)
            if not _reads_back(path, sink, checking):
                with suppress(OSError):
                    path.unlink()
                raise refuse("存到 U 盘后读回来对不上，这个 U 盘可能坏了。请换一个 U 盘再存；数据都在本机。")
        return path

    def remove(self, path: Path) -> None:
        """Take away a file of ours that something newer stands for. A stick that refuses keeps it: it does no harm."""
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def read(self, path: Path, limit: int) -> bytes:
        """A small file. Raises Refused where it is larger than `limit` bytes or cannot be read."""
        with self._told(), path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise refuse("U 盘上的文件 {name} 太大，不是议事堂写的。", name=path.name)
        return data

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise told(error, self.folder) from error

    def _place(self, room: str) -> Path:
        """One of our folders. Raises OSError where a link leads away from the stick: it would write over other files."""
        for place in (self.root, self.root / room):
            if place.is_symlink():
                raise OSError(errno.ENOTDIR, "a link", str(place))
        return self.root / room

    def _make(self, place: Path) -> None:
        if not self.folder.is_dir():
            raise OSError(errno.ENODEV, "gone", str(self.folder))
        if not place.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            _sync_folder(place.parent)
            _sync_folder(self.folder)


def _plain(file: Path) -> bool:
    return stat.S_ISREG(file.lstat().st_mode)


def told(error: OSError, folder: Path) -> Refused:
    """What a stick did, in one sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return refuse("U 盘满了，没有存成。请腾出地方或换一个 U 盘再存；数据都在本机。")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return refuse(
            "U 盘（{place}）不让写：可能是写保护开关拨上了。请拨开开关或换一个 U 盘；数据都在本机。", place=str(folder)
        )
    if error.errno == errno.EFBIG:
        return refuse("U 盘的格式放不下这么大的文件，没有存成。请换一个 U 盘；数据都在本机。")
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return refuse(
            "U 盘上有一个同名的文件挡着，没有存成：请把它移开（{place}）。", place=str(error.filename or folder)
        )
    return refuse(
        "U 盘（{place}）读写不了：可能中途拔出了，或者坏了。请重新插好再来一次；数据都在本机。", place=str(folder)
    )


def _reads_back(path: Path, sink: Sink, checking: Passing) -> bool:
    """Read what is under the name now: off the medium, where the system lets its own copy in memory go."""
    found = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := os.read(handle, _PIECE):
            found.update(piece)
            checking(len(piece))
    finally:
        os.close(handle)
    return found.hexdigest() == sink.digest


def _sync_folder(folder: Path) -> None:
    """The names in a folder, on the medium. Windows cannot open a folder; a file system that cannot sync one says EINVAL."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
