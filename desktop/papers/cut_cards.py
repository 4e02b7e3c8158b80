"""Cards to cut apart, each with a code that a scanner reads and the name of whose it is."""

from __future__ import annotations

from desktop.papers.content import Filled
from desktop.papers.fonts import FANG, HEI, KAI, width
from desktop.papers.page import MM, Code, Mark, PageSize, Piece, Rule, Text
from forms.papers import Cards

_INSIDE = 4 * MM
_CODE = 24 * MM
"""Side of the code; a reader at the door takes it from a hand's breadth."""


def cards(block: Cards, filled: Filled, size: PageSize) -> list[Piece]:
    """A card a row, `block.across` to a strip; a strip is never parted."""
    wide, tall = size.text_width / block.across, block.height * MM
    pieces: list[Piece] = []
    for start in range(0, len(filled.rows), block.across):
        rows = filled.rows[start : start + block.across]
        strip: list[Mark] = [Rule(0, y, len(rows) * wide, y, 0.3, dash=True) for y in (0.0, tall)]
        strip += [Rule(place * wide, 0, place * wide, tall, 0.3, dash=True) for place in range(len(rows) + 1)]
        for place, row in enumerate(rows):
            strip += _card(block, row, place * wide, wide)
        pieces.append(Piece(height=tall, marks=tuple(strip)))
    return pieces


def _card(block: Cards, row: tuple[str, ...], x: float, wide: float) -> list[Mark]:
    from desktop.papers.pen import modules

    code, name, said = row
    module = _CODE / modules(code)
    room = wide - 3 * _INSIDE - _CODE
    left = x + 2 * _INSIDE + _CODE
    words = ((name, HEI, 14.0, 9 * MM), (said, FANG, 10.0, 17 * MM))
    marks: list[Mark] = [Code(x + _INSIDE, _INSIDE, code, module)]
    marks += [_fitted(left, _INSIDE + down, text, face, most, room) for text, face, most, down in words if text]
    if block.note:
        marks.append(_fitted(x + _INSIDE, _INSIDE + _CODE + 6 * MM, block.note, KAI, 9.0, wide - 2 * _INSIDE))
    return marks


def _fitted(x: float, y: float, text: str, face: str, most: float, room: float) -> Text:
    """On one line, smaller where it is long."""
    wide = width(text, face, most)
    return Text(x, y, text, face, most if wide <= room else most * room / wide)
