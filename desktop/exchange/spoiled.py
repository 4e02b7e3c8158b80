"""A code of ours that a pen, a stamp or a fold has spoiled: its place is known, but too much of it is wrong for a reader that
takes every module at its word. Here each module is measured, and what ink covers is given up as lost: a code can lose twice
as much as it can bear wrongly. What comes out is checked as every code is (reading.py)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from desktop.exchange.reed_solomon import corrected
from desktop.exchange.symbol import SIDES, Cells, Symbol, patterns, symbols

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")
Corners = tuple[tuple[float, float], ...]
"""In the picture, from the code's own upper left clockwise."""

_FINE = 5
"""Pixels of a module where it is measured."""
_SEEN = 0.62
"""How much of what is alike in every code must be seen, of 1, before anything is tried."""
_SPARE = 5
"""Words of a block that must be left over: what explains everything proves nothing."""
_LOST = (0, 0.2, 0.3, 0.4)
"""Parts of the words that are given up, the least certain first."""
_NEAR = (-2.0, -1.2, -0.6, 0.0, 0.6, 1.2, 2.0)
"""Modules by which a place may be wrong."""
_CHROMA = 60
"""How far the channels of a module lie apart when coloured ink is on it."""
_ANGLES, _STEP = 12, 1.5
"""Directions in which a pen may have crossed the code, and modules between two of its ways."""
_REACH = 2.2
"""Modules on each side of that way that are given up."""


def mend(picture: Image, corners: Corners) -> Iterator[tuple[Cells, Corners]]:
    """The code at about `corners` with every module put right, and where it really lies: each reading that comes out whole."""
    for side in SIDES:
        place, seen = _settled(picture.convert("L"), corners, side)
        if seen < _SEEN:
            continue
        for shades, marked in _measured(picture, place, side):
            for cells, sure in _judged(shades, marked, side):
                whole = _whole(_kind(cells, side), cells, sure)
                if whole is not None:
                    yield whole, place


def _settled(grey: Image, corners: Corners, side: int) -> tuple[Corners, float]:
    """The corners moved, each by itself, until what is alike in every code is seen best."""
    module = math.dist(corners[0], corners[1]) / side
    turned = [corners[at:] + corners[:at] for at in range(4)]
    best = max(turned, key=lambda one: _clear(grey, one, side))
    if _clear(grey, best, side) < _SEEN:
        ways = [(across * module, down * module) for across in _NEAR for down in _NEAR]
        moved_by = [tuple((x + dx, y + dy) for x, y in one) for one in turned for dx, dy in ways]
        best = max(moved_by, key=lambda one: _clear(grey, one, side))
    seen = _clear(grey, best, side)
    for step in (module, module / 2, module / 4):
        moved = True
        rounds = 0
        while moved and rounds < 6:
            moved, rounds = False, rounds + 1
            for which in range(4):
                for dx, dy in ((step, 0), (-step, 0), (0, step), (0, -step)):
                    x, y = best[which]
                    tried = (*best[:which], (x + dx, y + dy), *best[which + 1 :])
                    if (other := _clear(grey, tried, side)) > seen + 0.002:
                        best, seen, moved = tried, other, True
    return best, seen


def _clear(grey: Image, corners: Corners, side: int) -> float:
    """How well the fixed patterns are seen: 1 where all dark ones are darker than all light ones."""
    shades = _flat(grey, corners, side)
    known = patterns(side)
    ordered = sorted(shades[row * side + column] for row, column, _ in known)
    middle = (ordered[len(known) // 4] + ordered[len(known) * 3 // 4]) / 2
    right = sum((shades[row * side + column] < middle) == dark for row, column, dark in known)
    return 2 * right / len(known) - 1


def _flat(channel: Image, corners: Corners, side: int) -> bytes:
    """The shade in the middle of each module."""
    from PIL import Image, ImageFilter

    size = side * _FINE
    flat = channel.transform(
        (size, size), Image.Transform.PERSPECTIVE, _perspective(corners, size), Image.Resampling.BILINEAR
    )
    small = flat.filter(ImageFilter.BoxBlur(1)).transform(
        (side, side), Image.Transform.AFFINE, (_FINE, 0, 0, 0, _FINE, 0), Image.Resampling.NEAREST
    )
    return small.tobytes()


def _perspective(corners: Corners, size: int) -> tuple[float, ...]:
    """From the upright square to the picture (P. Heckbert, 1989): the eight numbers that Pillow asks for."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    whole = dx1 * dy2 - dx2 * dy1 or 1e-9
    g, h = (dx3 * dy2 - dx2 * dy3) / whole, (dx1 * dy3 - dx3 * dy1) / whole
    row = (x1 - x0 + g * x1, x3 - x0 + h * x3), (y1 - y0 + g * y1, y3 - y0 + h * y3)
    return (
        *(row[0][0] / size, row[0][1] / size, x0),
        *(row[1][0] / size, row[1][1] / size, y0),
        *(g / size, h / size),
    )


def _measured(picture: Image, corners: Corners, side: int) -> Iterator[tuple[bytes, list[bool]]]:
    """Shades of the modules, and which of them coloured ink covers: in the lightest channel first, for there ink fades."""
    if picture.mode == "RGB":
        channels = [_flat(channel, corners, side) for channel in picture.split()]
        lightest, darkest = (bytes(map(pick, *channels)) for pick in (max, min))
        paper = sorted(high - low for high, low in zip(lightest, darkest, strict=True))[len(lightest) // 4]
        marked = [high - low > _CHROMA + paper for high, low in zip(lightest, darkest, strict=True)]
        if any(marked):
            yield lightest, marked
    yield _flat(picture.convert("L"), corners, side), [False] * side * side


def _judged(shades: bytes, marked: Sequence[bool], side: int) -> Iterator[tuple[list[list[bool]], list[list[float]]]]:
    """Dark or light, and how sure of it (0: not at all), against the modules around and against the whole code."""
    from PIL import Image, ImageFilter

    around = Image.frombytes("L", (side, side), shades).filter(ImageFilter.BoxBlur(4)).tobytes()
    ordered = sorted(shades)
    low, high = ordered[len(ordered) // 5], ordered[len(ordered) * 4 // 5]
    for limits in (around, bytes([(low + high) // 2]) * len(shades)):
        apart = [limit - shade for limit, shade in zip(limits, shades, strict=True)]
        sure = [0.0 if ink else abs(gap) for gap, ink in zip(apart, marked, strict=True)]
        yield _rows([gap > 0 for gap in apart], side), _rows(sure, side)


def _rows(values: Sequence[T], side: int) -> list[list[T]]:
    return [list(values[at : at + side]) for at in range(0, side * side, side)]


def _kind(cells: list[list[bool]], side: int) -> Symbol:
    """The level and mask that the code says it has, as nearly as can be seen."""
    return min(symbols(side), key=lambda one: sum(cells[row][column] != dark for row, column, dark in one.fixed))


def _whole(symbol: Symbol, cells: list[list[bool]], sure: list[list[float]]) -> Cells | None:
    """Every block put right by the first way that does it; None where one cannot be."""
    read = [
        sum((cells[row][column] ^ symbol.flips(row, column)) << 7 - bit for bit, (row, column) in enumerate(word))
        for word in symbol.words
    ]
    found = list(read)
    for block in range(symbol.blocks):
        places = range(block, len(read), symbol.blocks)
        words = [read[place] for place in places]
        for lost in _ways(symbol, places, cells, sure):
            right = corrected(words, symbol.parity, lost)
            if right is not None and len(lost) + 2 * _others(words, right, lost) <= symbol.parity - _SPARE:
                found[block :: symbol.blocks] = right
                break
        else:
            return None
    mended = [[False] * symbol.side for _ in range(symbol.side)]
    for row, column, dark in symbol.fixed:
        mended[row][column] = dark
    for word, value in zip(symbol.words, found, strict=True):
        for bit, (row, column) in enumerate(word):
            mended[row][column] = bool(value >> 7 - bit & 1) ^ symbol.flips(row, column)
    return tuple(map(tuple, mended))


def _others(words: Sequence[int], right: Sequence[int], lost: Sequence[int]) -> int:
    return sum(one != other for at, (one, other) in enumerate(zip(words, right, strict=True)) if at not in lost)


def _ways(
    symbol: Symbol, places: Sequence[int], cells: list[list[bool]], sure: list[list[float]]
) -> Iterator[list[int]]:
    """What of a block to give up: nothing, the least certain, then whatever is dark on a straight way across the code."""
    most = symbol.parity - _SPARE
    least = [min(sure[row][column] for row, column in symbol.words[place]) for place in places]
    by_doubt = sorted(range(len(places)), key=least.__getitem__)
    for part in _LOST:
        yield by_doubt[: min(most, round(part * len(places)))]
    half = (symbol.side - 1) / 2
    for angle in range(_ANGLES):
        across, down = math.sin(math.pi * angle / _ANGLES), math.cos(math.pi * angle / _ANGLES)
        far = [
            [
                (column - half) * across + (row - half) * down
                for row, column in symbol.words[place]
                if cells[row][column]
            ]
            for place in places
        ]
        way = -half * 1.2
        while way < half * 1.2:
            lost = [at for at, offs in enumerate(far) if any(abs(off - way) < _REACH for off in offs)]
            if 0 < len(lost) <= most:
                yield lost
            way += _STEP
