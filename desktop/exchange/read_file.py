"""One file of a pile, whole: as it came, then each page with its code and its smaller copy. To be run apart (apart.py)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from desktop.exchange.legible import small_copy
from desktop.exchange.reading import Found, read_page
from desktop.exchange.scan import Scan, read_scan
from desktop.exchange.scan_pages import pages


class ReadPage(Struct, frozen=True):
    """A page that was read: where it stands in its file, what it says, and its smaller copy (none of an empty page)."""

    frame: int
    found: Found
    small: bytes


def read_file(path: Path) -> Iterator[Scan | ReadPage]:
    """The scan, then its pages in order. Raises Refused for what is no scan, and whatever a decoder says of a broken one."""
    scan = read_scan(path)
    yield scan
    for frame, picture in enumerate(pages(scan, path.name), 1):
        found = read_page(picture)
        yield ReadPage(frame, found, b"" if found.blank else small_copy(picture, found.turn))


def read_codes(path: Path) -> Iterator[Found]:
    """What each page says, and nothing else. Raises as `read_file`."""
    for picture in pages(read_scan(path), path.name):
        yield read_page(picture)
