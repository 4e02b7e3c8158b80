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
BESIDE = 10.0
"""Points between two places in a row."""
WIDEST = 42 * MM
"""Of a drawn signature: ink has room beside it."""


def signatures(block: Signatures, filled: Filled, room: float) -> list[Piece]:
    """Rows of places to sign, kept together where a page holds them; a row is never parted."""
    each, tall = room / block.columns, block.row_height * MM
    given = {one.space: one for one in filled.signed}
    spaces = _spaces(block, filled)
    pieces: list[Piece] = []
    for start in range(0, len(spaces), block.columns):
        marks: list[Mark] = []
        for column, space in enumerate(spaces[start : start + block.columns]):
            # The last line of a row ends at the edge of the text, the others leave room for their neighbour.
            wide = each if block.date or column == block.columns - 1 else each - BESIDE
            marks += _space(space, given.get(space.id), column * each, tall, wide, tall, dated=block.date)
        last = start + block.columns >= len(spaces)
        pieces.append(Piece(height=tall + (2 * MM if last else 0), marks=tuple(marks), keep=not last))
    return pieces


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


def _space(
    space: Space, signed: Signed | None, x: float, y: float, each: float, tall: float, *, dated: bool
) -> list[Mark]:
    """One place, its line at `y`."""
    label, date = f"{space.zh}：", DATE if dated else ""
    end = x + each - width(date, FANG, SIZE)
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
