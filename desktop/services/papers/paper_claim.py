"""What a PDF claims of itself: the mark with print id and content hash that `papers.drawing` puts into each print."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_MARK = re.compile(rb"yishitang print ([0-9A-Za-z-]{1,64}) ([0-9a-f]{64})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_MOST_UNPACKED = 16 * 1024 * 1024
"""Bytes that are unpacked of a file while looking for its mark: a bomb of a PDF goes no further."""


def claim(data: bytes) -> tuple[str, str] | None:
    """Print id and content hash that a PDF claims for itself, wherever its writer put them."""
    for part in _parts(data):
        match = _MARK.search(part) or _MARK.search(part.replace(b"\x00", b""))
        if match:
            return match[1].decode(), match[2].decode()
    return None


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, then what its packed streams hold."""
    yield data
    room = _MOST_UNPACKED
    for match in _STREAM.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(match[1], min(room, 1024 * 1024))
        except zlib.error:
            continue
        room -= len(unpacked)
        yield unpacked
        if room <= 0:
            return
