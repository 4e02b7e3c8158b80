"""The code that each printed page carries (desktop/papers/furniture.py), found on the picture of a page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from desktop.exchange.places import likely_places
from desktop.exchange.spoiled import Corners, mend
from desktop.exchange.symbol import Cells

if TYPE_CHECKING:
    from PIL.Image import Image

_CODE = re.compile(r"YST1 ([0-9A-Z-]{1,64}) (\d{1,4}) (\d{1,4})/(\d{1,4}) ([0-9A-F]{8,64})")
_INK = 0.0004
"""Part of a page that is darker than its paper; below that nothing is on it."""
_LARGE = 7000
"""Pixels of the longer side of a page that is looked at enlarged: a module of the code has ten of them."""
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
    spoiled: list[Corners] = []
    for attempt, binarizer in _attempts(picture, grey):
        codes: dict[PageCode, float] = {}
        for one in _barcodes(attempt, binarizer):
            code = parse_code(str(one.text)) if one.valid else None
            if code is not None:
                codes.setdefault(code, _direction(*_corners(one.position)))
            elif one.valid:
                foreign = True
            else:
                spoiled.append(_corners(one.position, picture.width / attempt.width))
        if codes:
            return Found(codes=tuple(codes), foreign=foreign, turn=next(iter(codes.values())))
    for corners in (*_apart(spoiled), *likely_places(grey)):
        for cells, place in mend(picture, corners):
            for one in _barcodes(_drawn(cells), "LocalAverage"):
                code = parse_code(str(one.text))
                if code is not None:
                    return Found(codes=(code,), foreign=foreign, turn=_direction(*place))
    return Found(foreign=foreign, blank=not foreign and _blank(grey))


def _attempts(picture: Image, grey: Image) -> Iterator[tuple[Image, str]]:
    """The picture, then what helps against noise and moiré, a pen, a stamp or a crease over the code, ink that ran, pale
    toner and a shaky photograph."""
    from PIL import Image, ImageFilter, ImageOps

    yield grey, "LocalAverage"
    half = grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), Image.Resampling.BOX)
    yield half, "LocalAverage"
    clean = (_lightest(picture) if picture.mode == "RGB" else grey).filter(ImageFilter.GaussianBlur(0.8))
    scale = max(1.0, min(3.0, _LARGE / max(grey.size)))
    large = (round(grey.width * scale), round(grey.height * scale))
    yield clean.resize(large, Image.Resampling.BICUBIC), "LocalAverage"
    yield _thinned(grey), "LocalAverage"
    grown = ImageOps.invert(_thinned(ImageOps.invert(clean)))
    yield grown.resize(large, Image.Resampling.BICUBIC), "LocalAverage"
    yield grey, "GlobalHistogram"
    smooth = ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(1.5)), cutoff=2)
    yield smooth, "LocalAverage"
    yield grey.filter(ImageFilter.UnsharpMask(2, 250, 0)), "LocalAverage"


def _thinned(grey: Image) -> Image:
    """A pixel off each dark edge, against specks and black that grew: the lightest of nine, twenty times as quick as a filter."""
    from PIL import ImageChops

    for across, down in ((1, 0), (0, 1)):
        on, back = ImageChops.offset(grey, across, down), ImageChops.offset(grey, -across, -down)
        grey = ImageChops.lighter(ImageChops.lighter(grey, on), back)
    return grey


def _lightest(picture: Image) -> Image:
    """The lightest channel of each pixel: blue pen and red stamp ink fade, what was printed in black stays."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _barcodes(picture: Image, binarizer: str) -> list[Any]:
    """Every code that is seen, those that cannot be read among them."""
    import zxingcpp

    return zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2),
        binarizer=getattr(zxingcpp.Binarizer, binarizer),
        return_errors=True,
    )


def _corners(position: Any, scale: float = 1.0) -> Corners:
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return tuple((corner.x * scale, corner.y * scale) for corner in corners)


def _apart(spoiled: list[Corners]) -> list[Corners]:
    """Each place once, and only those where a code of ours can be: as wide as high."""
    kept: list[Corners] = []
    for corners in spoiled:
        sides = [math.dist(corners[at], corners[at - 1]) for at in range(4)]
        if not 0 < 0.6 * max(sides) < min(sides):
            continue
        if all(math.dist(corners[0], other[0]) > 0.1 * sides[0] for other in kept):
            kept.append(corners)
    return kept


def _drawn(cells: Cells) -> Image:
    from PIL import Image, ImageOps

    side = len(cells)
    plain = Image.frombytes("L", (side, side), bytes(0 if dark else 255 for row in cells for dark in row))
    return ImageOps.expand(plain.resize((side * 4, side * 4), Image.Resampling.NEAREST), 16, 255)


def _direction(*corners: tuple[float, float]) -> float:
    """The mean direction of the code's four edges; each alone is known to a degree only, for corners are whole pixels."""
    left, right, low_right, low_left = corners
    dx = right[0] - left[0] + low_right[0] - low_left[0] + low_left[1] - left[1] + low_right[1] - right[1]
    dy = right[1] - left[1] + low_right[1] - low_left[1] + left[0] - low_left[0] + right[0] - low_right[0]
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
