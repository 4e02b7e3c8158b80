"""Leaves: blobs are cut into pieces of 64 KiB, each known by its SHA-256; a broken line costs one piece at most."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from desktop.wire.canonical import digest
from desktop.wire.faults import Fault
from forms.language import say

LEAF = 64 << 10
"""Bytes of a leaf; the last one of a blob may be shorter. A blob of no bytes has no leaf."""

_HEAD = struct.Struct(">32sII")
HEAD = _HEAD.size
"""Bytes before each leaf in a request: hash of the blob, index of the leaf, its length."""

Ranges = tuple[tuple[int, int], ...]
"""Leaves of one blob as (first, after the last)."""


def leaf_count(size: int) -> int:
    return -(-size // LEAF)


def leaf_hashes(data: bytes) -> tuple[str, ...]:
    return tuple(digest(data[at : at + LEAF]) for at in range(0, len(data), LEAF))


def frame_leaf(blob: str, index: int, data: bytes) -> bytes:
    """A leaf as it stands in the body of a request."""
    return _HEAD.pack(bytes.fromhex(blob), index, len(data)) + data


class LeafReader:
    """Takes leaves out of a body that comes in pieces. Feed it; it answers the leaves that have become whole."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterable[tuple[str, int, bytes]]:
        """(blob, index, leaf) for each leaf that is whole now. Raises Fault "malformed"."""
        self._rest += data
        while len(self._rest) >= HEAD:
            blob, index, length = _HEAD.unpack_from(self._rest)
            if not 0 < length <= LEAF:
                raise Fault("malformed", say("附件分片的长度不对。"))
            if len(self._rest) < HEAD + length:
                return
            leaf = bytes(self._rest[HEAD : HEAD + length])
            del self._rest[: HEAD + length]
            yield blob.hex(), index, leaf

    def finish(self) -> None:
        """Raises Fault "malformed" if the body ended inside a leaf."""
        if self._rest:
            raise Fault("malformed", say("附件分片不完整。"))


def ranges(indexes: Iterable[int]) -> Ranges:
    """Sorted indexes as ranges: 0, 1, 2, 5 is (0, 3), (5, 6)."""
    found: list[tuple[int, int]] = []
    for index in indexes:
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return tuple(found)
