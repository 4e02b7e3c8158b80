"""Where words stand on the pages of a PDF, as poppler sees them."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from pathlib import Path

from msgspec import Struct

MM = 72 / 25.4

_PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


class Word(Struct, frozen=True):
    """Edges in mm from the left and top edge of the page. Top and bottom are those of the font, not of the ink."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of each page."""
    (folder / "measured.pdf").write_bytes(pdf)
    shown = subprocess.run(
        ["pdftotext", "-bbox", "measured.pdf", "-"], cwd=folder, capture_output=True, check=True
    ).stdout.decode()
    return [[_word(found) for found in _WORD.finditer(page)] for page in _PAGE.findall(shown)]


def _word(found: re.Match[str]) -> Word:
    left, top, right, bottom = (float(found[place]) / MM for place in range(1, 5))
    return Word(left, top, right, bottom, unescape(found[5]))


def ink(pdf: bytes, folder: Path, page: int = 1, dots: int = 200) -> tuple[float, float, float, float]:
    """Left, top, right and bottom edge of all that is black on a page, in mm."""
    from PIL import Image

    (folder / "inked.pdf").write_bytes(pdf)
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(dots),
            "-f",
            str(page),
            "-l",
            str(page),
            "-gray",
            "-png",
            "-singlefile",
            "inked.pdf",
            "ink",
        ],
        cwd=folder,
        check=True,
    )
    with Image.open(folder / "ink.png") as picture:
        box = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None, "the page is empty"
    left, top, right, bottom = (edge * 25.4 / dots for edge in box)
    return left, top, right, bottom
