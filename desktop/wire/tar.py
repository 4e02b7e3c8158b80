"""A tar in a stream: written with what our parcels need and no more, read with nothing else allowed.

Plain ustar, regular files only, so that any tar program opens what was unlocked. The reader takes the bytes as they come
and never makes a file of a name that stands in there.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator

from desktop.wire.faults import Fault
from forms.language import say

BLOCK = 512
MAX_NAME = 99
MAX_MEMBER = 4 << 30


def header(name: str, size: int) -> bytes:
    """The block before a member. The same name and size give the same bytes."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def member(name: str, data: bytes) -> bytes:
    """A whole small member."""
    return header(name, len(data)) + data + padding(len(data))


def padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


END = bytes(2 * BLOCK)


class Pieces:
    """Bytes that are made while they are read: what `locked.lock` takes its source from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


class TarReader:
    """Feed it; `member`, `data` and `end` hear what is in there. Subclass and fill them in."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._left = 0
        self._padding = 0
        self._open = False
        self._ended = False

    def member(self, name: str, size: int) -> None:
        """A member begins."""

    def data(self, data: bytes) -> None:
        """Bytes of the member that began last."""

    def end(self) -> None:
        """It is whole."""

    def write(self, data: bytes, /) -> int:
        """The next bytes. Raises Fault "malformed" or "oversized"."""
        self._rest += data
        while self._step():
            pass
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def finish(self) -> None:
        """Raises Fault "cut-short" unless the tar came to its end."""
        if not self._ended:
            raise Fault("cut-short", say("这个文件不完整，后面的部分没有了。"))

    def _step(self) -> bool:
        """One thing done with what is there; whether more can be done."""
        if self._ended:
            if self._rest.strip(b"\0"):
                raise _odd()
            self._rest.clear()
            return False
        if self._left:
            if not self._rest:
                return False
            piece = bytes(self._rest[: self._left])
            del self._rest[: len(piece)]
            self._left -= len(piece)
            self.data(piece)
            return True
        if self._open:
            self._open = False
            self.end()
            return True
        if len(self._rest) < self._padding + BLOCK:
            return False
        block = bytes(self._rest[self._padding : self._padding + BLOCK])
        del self._rest[: self._padding + BLOCK]
        self._begin(block)
        return True

    def _begin(self, block: bytes) -> None:
        if not block.strip(b"\0"):
            self._ended = True
            return
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
            raise _odd() from None
        if info.type != tarfile.REGTYPE or info.size < 0 or not 0 < len(info.name) <= MAX_NAME:
            raise _odd()
        if info.size > MAX_MEMBER:
            raise Fault("oversized", say("文件里的内容太大，超过上限。"))
        self._left, self._padding, self._open = info.size, -info.size % BLOCK, True
        self.member(info.name, info.size)


def _odd() -> Fault:
    return Fault("malformed", say("文件里的内容不是议事堂写的，读不懂。"))
