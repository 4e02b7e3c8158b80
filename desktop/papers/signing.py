"""Places to sign: a line for each, what was drawn on the screen in grey, and who witnesses a fingerprint."""

from __future__ import annotations

from itertools import chain

from desktop.papers.content import Filled, Signed
from desktop.papers.fonts import FANG, width
from desktop.papers.page import MM, Ink, Mark, Piece, Rule, Text
from forms.papers import Signatures, Space

SIZE, SMALL = 12.0, 7.5
DATE = "　　　年　　月　　日"
SHORTEST = 18 * MM
"""Of the line to sign on: the words before it become smaller where a name is long."""
WIDEST = 42 * MM
"""Of a drawn signature: ink has room beside it."""


def signature_height(block: Signatures, filled: Filled) -> float:
    return _rows(block, _spaces(block, filled)) * block.row_height * MM


def signatures(block: Signatures, filled: Filled, room: float) -> list[Piece]:
    """Rows of places to sign; the whole block is one piece."""
    each, tall = room / block.columns, block.row_height * MM
    given = {one.space: one for one in filled.signed}
    spaces = _spaces(block, filled)
    marks: list[Mark] = []
    for place, space in enumerate(spaces):
        x, y = (place % block.columns) * each, (place // block.columns + 1) * tall
        marks += _space(space, given.get(space.id), x, y, each, tall, dated=block.date)
    return [Piece(height=_rows(block, spaces) * tall + 2 * MM, marks=tuple(marks))]


def _spaces(block: Signatures, filled: Filled) -> list[Space]:
    """The places of the definition, and one for each witness after the place that is witnessed."""
    witnesses = {one.space: one.witnesses for one in filled.signed}
    spaces: list[Space] = []
    for space in block.spaces:
        spaces.append(space)
        spaces += [
            Space(id=f"{space.id}/{n}", zh=f"见证人{name}", en="") for n, name in enumerate(witnesses.get(space.id, ()))
        ]
    return spaces


def _rows(block: Signatures, spaces: list[Space]) -> int:
    return -(-len(spaces) // block.columns)


def _space(
    space: Space, signed: Signed | None, x: float, y: float, each: float, tall: float, *, dated: bool
) -> list[Mark]:
    """One place, its line at `y`."""
    label, date = f"{space.zh}：", DATE if dated else ""
    end = x + each - width(date, FANG, SIZE) - (0 if date else 10)
    size = min(SIZE, SIZE * (end - x - SHORTEST) / width(label, FANG, SIZE))
    start = x + width(label, FANG, size) + 2
    marks: list[Mark] = [Text(x, y - 4, label, FANG, size), Rule(start, y, end, y, 0.5)]
    if date:
        marks.append(Text(end, y - 4, date, FANG, SIZE))
    if signed is not None:
        marks += _strokes(signed, start, y, min(WIDEST, (end - start) * 0.6), tall - 10)
        marks += _note(signed.note, start, y - tall + 9, x + each - start)
    return marks


def _note(text: str, x: float, y: float, room: float) -> list[Mark]:
    """Small words above the line, smaller still where they would run into what is beside them."""
    if not text:
        return []
    size = min(SMALL, SMALL * room / max(width(text, FANG, SMALL), 1.0))
    return [Text(x, y, text, FANG, size)]


def _strokes(signed: Signed, x: float, y: float, room: float, tall: float) -> list[Mark]:
    """The strokes, as large as they can stand on the line; what was left blank around them is cut off."""
    strokes = tuple(stroke for stroke in signed.strokes if stroke)
    if not strokes:
        return []
    across, down, _ = zip(*chain.from_iterable(strokes), strict=True)
    left, top = min(across), min(down)
    wide, high = max(across) - left, max(down) - top
    scale = min(room / max(wide, 1), (tall - 2) / max(high, 1))
    base = y - 1 - high * scale
    return [Ink(x + 3 - left * scale, base - top * scale, scale, strokes)]
