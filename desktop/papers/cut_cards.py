"""Cards to cut apart, each with a code that a scanner reads and the name of whose it is."""

from __future__ import annotations

from desktop.papers.content import Filled
from desktop.papers.fonts import FANG, HEI, KAI, width
from desktop.papers.page import MM, Code, Mark, PageSize, Piece, Rule, Text, shifted
from desktop.papers.text import Style, paragraph
from forms.papers import Cards

_NAME = Style(face=HEI, size=14, leading=18, align="left", names=True)
_LONG = Style(face=HEI, size=11, leading=14, align="left", names=True)
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
    name = name.removesuffix(f"（{said}）")  # it stands below
    module = _CODE / modules(code)
    room = wide - 3 * _INSIDE - _CODE
    left = x + 2 * _INSIDE + _CODE
    marks: list[Mark] = [Code(x + _INSIDE, _INSIDE, code, module)]
    y = _INSIDE + 4 * MM
    for piece in _name(name, room):
        marks += [shifted(mark, left, y) for mark in piece.marks]
        y += piece.height
    if said:
        marks.append(_fitted(left, y + 5 * MM, said, FANG, 10.0, room))
    if block.note:
        marks.append(_fitted(x + _INSIDE, _INSIDE + _CODE + 6 * MM, block.note, KAI, 9.0, wide - 2 * _INSIDE))
    return marks


def _name(name: str, room: float) -> list[Piece]:
    """A name that is too long for one line is parted behind its dot or before its brackets, in smaller type."""
    pieces = paragraph(name, _NAME, room)
    return pieces if len(pieces) <= 1 else paragraph(name, _LONG, room)


def _fitted(x: float, y: float, text: str, face: str, most: float, room: float) -> Text:
    """On one line, smaller where it is long."""
    wide = width(text, face, most)
    return Text(x, y, text, face, most if wide <= room else most * room / wide)
