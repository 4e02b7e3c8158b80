"""The pages of a PDF as pictures, drawn by a process of their own.

A PDF may draw itself without end, or bring the library down that draws it. What comes from a USB stick must do neither to
the window: the process has a limit of memory and of time, and is ended with the file.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PATIENCE = 30.0
"""Seconds for a page. Scanners' pages take one or two, also on an old PC."""
MEMORY = 2_000_000_000
"""Bytes, where the system can set a limit."""
LONGEST = 8.0
"""How many times as long as wide a page may be: a receipt from a till is shorter."""


class Unreadable(Exception):
    """The PDF cannot be drawn."""


class Endless(Exception):
    """Drawing a page of it takes longer than any scan would."""


class TooMany(Exception):
    """It has more pages than were allowed."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


def drawn_pages(content: bytes, side: int, most: int) -> Iterator[Image]:
    """Each page in order, in RGB or grey, its longer side `side` pixels.

    Raises TooMany for more than `most` pages, Unreadable and Endless.
    """
    from PIL import Image

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=draw, args=(there, side, most), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(content)
        pages = _heard(here)
        if not isinstance(pages, int):
            raise Unreadable
        if pages > most:
            raise TooMany(pages)
        for _page in range(pages):
            told = _heard(here)
            if not isinstance(told, tuple):
                raise Unreadable
            yield Image.frombytes(*told, here.recv_bytes())
    except (EOFError, OSError) as error:  # the process was ended by what it read
        raise Unreadable from error
    finally:
        process.kill()
        process.join()
        here.close()


def _heard(here: Connection) -> object:
    if not here.poll(PATIENCE):
        raise Endless
    return here.recv()


def draw(there: Connection, side: int, most: int) -> None:
    """In the other process: says how many pages there are, then for each its mode and size, and its pixels."""
    import pypdfium2

    _limit_memory()
    with suppress(OSError, MemoryError, pypdfium2.PdfiumError), pypdfium2.PdfDocument(there.recv_bytes()) as document:
        there.send(len(document))
        for number in range(len(document) if len(document) <= most else 0):
            page = document[number]
            # Scanners write any page size they like: what counts is the number of pixels.
            wide, tall = page.get_size()
            if not (0 < wide <= LONGEST * tall and tall <= LONGEST * wide):
                return
            picture = page.render(scale=side / max(wide, tall)).to_pil()
            there.send((picture.mode, picture.size))
            there.send_bytes(picture.tobytes())
            page.close()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; there the library's own holds
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
