"""The code that each printed page carries (desktop/papers/furniture.py), found on the picture of a page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

_CODE = re.compile(r"YST1 ([0-9A-Z-]{1,64}) (\d{1,4}) (\d{1,4})/(\d{1,4}) ([0-9A-F]{8,64})")
_INK = 0.0004
"""Part of a page that is darker than its paper; below that nothing is on it."""
_DARKER = 25
"""Shades by which ink is darker than the paper, in pixels of 0.7 mm."""
_PAPER = 80
"""Shade of the darkest paper, in the shadow of a hand."""


class PageCode(Struct, frozen=True, kw_only=True):
    """What a page says of itself. Ids and hashes are in lower case, as in the ledger."""

    print_id: str
    version: int
    """Of the paper's definition."""
    page: int
    pages: int
    hashed: str
    """First characters of the content hash."""


class Found(Struct, frozen=True, kw_only=True):
    """What was found on one picture."""

    codes: tuple[PageCode, ...] = ()
    """Each code of ours once."""
    foreign: bool = False
    """A QR code is there, and it is not one of ours."""
    turn: float = 0.0
    """Degrees counter-clockwise by which the page lies turned; 0 where no code says so."""
    blank: bool = False
    """Nothing is on it: the back of a sheet."""


def parse_code(text: str) -> PageCode | None:
    """The code as a value; None for any other text."""
    match = _CODE.fullmatch(text.strip().upper())
    if match is None or not 1 <= int(match[3]) <= int(match[4]):
        return None
    return PageCode(
        print_id=match[1].lower(),
        version=int(match[2]),
        page=int(match[3]),
        pages=int(match[4]),
        hashed=match[5].lower(),
    )


def read_page(picture: Image) -> Found:
    """Read what code is on a page, however it lies; harder ways are tried only after the easy ones."""
    foreign = False
    grey = picture.convert("L")
    for attempt, binarizer in _attempts(picture, grey):
        codes: dict[PageCode, float] = {}
        for text, turn in _barcodes(attempt, binarizer):
            code = parse_code(text)
            if code is None:
                foreign = True
            else:
                codes.setdefault(code, turn)
        if codes:
            return Found(codes=tuple(codes), foreign=foreign, turn=next(iter(codes.values())))
    return Found(foreign=foreign, blank=not foreign and _blank(grey))


def _attempts(picture: Image, grey: Image) -> Iterator[tuple[Image, str]]:
    """The picture, then what helps against noise and moiré, pale toner, a shaky photograph, ink that ran, and a pen or a
    fingertip over the code, in the order of what scanners do most often."""
    from PIL import Image, ImageFilter, ImageOps

    yield grey, "LocalAverage"
    half = grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), Image.Resampling.BOX)
    yield half, "LocalAverage"
    yield grey, "GlobalHistogram"
    smooth = ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(1.5)), cutoff=2)
    yield smooth, "LocalAverage"
    yield grey.filter(ImageFilter.UnsharpMask(2, 250, 0)), "LocalAverage"
    yield _thinned(grey), "LocalAverage"
    if picture.mode == "RGB":
        yield _without_ink(picture), "LocalAverage"
    if max(grey.size) < 2400:  # a phone's small picture: modules of two pixels become four
        yield grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC), "LocalAverage"


def _thinned(grey: Image) -> Image:
    """A pixel off each dark edge, against specks and black that grew: the lightest of nine, twenty times as quick as a filter."""
    from PIL import ImageChops

    for across, down in ((1, 0), (0, 1)):
        on, back = ImageChops.offset(grey, across, down), ImageChops.offset(grey, -across, -down)
        grey = ImageChops.lighter(ImageChops.lighter(grey, on), back)
    return grey


def _without_ink(picture: Image) -> Image:
    """The lightest channel of each pixel: blue pen and red stamp ink fade, what was printed in black stays."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _barcodes(picture: Image, binarizer: str) -> list[tuple[str, float]]:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        binarizer=getattr(zxingcpp.Binarizer, binarizer),
    )
    return [(str(one.text), _turn(one.position)) for one in found]


def _turn(corners: object) -> float:
    """The mean direction of the code's four edges; each alone is known to a degree only, for corners are whole pixels."""
    left, right, low_left, low_right = (
        getattr(corners, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")
    )
    dx = right.x - left.x + low_right.x - low_left.x + low_left.y - left.y + low_right.y - right.y
    dy = right.y - left.y + low_right.y - low_left.y + left.x - low_left.x + right.x - low_right.x
    return math.degrees(math.atan2(-dy, dx))


def _blank(grey: Image) -> bool:
    """Whether nothing is darker than the paper around it. Edges are left out: the shadow at a scanner's rim is no writing.

    A page that is black all over is a scan that failed, not an empty one.
    """
    from PIL import Image, ImageChops, ImageFilter

    small = grey.resize((300, 420), Image.Resampling.BOX).crop((15, 20, 285, 400))
    paper = small.filter(ImageFilter.MedianFilter(9))
    if 2 * sum(paper.histogram()[_PAPER:]) < small.width * small.height:
        return False
    ink = sum(ImageChops.subtract(paper, small).histogram()[_DARKER:])
    return ink < _INK * small.width * small.height
