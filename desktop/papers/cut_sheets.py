"""Small sheets to cut apart: ballots, with cut marks and the place of the hall's mark."""

from __future__ import annotations

from desktop.papers.content import Filled
from desktop.papers.fonts import FANG, HEI, KAI, TITLE, width
from desktop.papers.page import MM, Mark, PageSize, Piece, Rule, Text
from desktop.papers.text import Style, lines_of, paragraph
from forms.papers import Ballots

_INSIDE = 5 * MM
_TITLE = Style(face=TITLE, size=15, leading=22, align="center")
_QUESTION = Style(face=FANG, size=14, leading=21, align="justify")
_LONG_QUESTION = Style(face=FANG, size=12, leading=16.5, align="justify")
_NOTE = Style(face=KAI, size=9, leading=13, align="left")
_ABOUT = Style(face=KAI, size=10, leading=14, align="center")
_BOX = 9 * MM
_SEAL, _SEAL_WIDE = 16 * MM, 30 * MM
"""Least height and width of the place of the hall's mark, which takes what the sheet leaves below the choices."""


def ballots(block: Ballots, filled: Filled, size: PageSize) -> list[Piece]:
    """As many ballots as `filled.count`, all alike, `block.across` to a strip; a strip is never parted."""
    wide = size.text_width / block.across
    marks, tall = _ballot(block, filled, wide, _QUESTION)
    if tall > block.height * MM:
        # A longer question in smaller type, where that saves a third of the paper.
        smaller, low = _ballot(block, filled, wide, _LONG_QUESTION)
        marks, tall = (smaller, low) if low <= block.height * MM else (marks, tall)
    tall = max(tall, block.height * MM)
    pieces: list[Piece] = []
    for start in range(0, filled.count, block.across):
        here = min(block.across, filled.count - start)
        strip: list[Mark] = [Rule(0, y, here * wide, y, 0.3, dash=True) for y in (0.0, tall)]
        for place in range(here):
            strip += [_moved(mark, place * wide) for mark in marks]
        strip += [Rule(place * wide, 0, place * wide, tall, 0.3, dash=True) for place in range(here + 1)]
        pieces.append(Piece(height=tall, marks=tuple(strip)))
    return pieces


def _ballot(block: Ballots, filled: Filled, wide: float, question: Style) -> tuple[list[Mark], float]:
    """The marks of one ballot and its height."""
    inner = wide - 2 * _INSIDE
    y = _INSIDE
    marks: list[Mark] = []

    def put(text: str, style: Style, room: float = inner) -> None:
        nonlocal y
        for piece in paragraph(text, style, room):
            marks.extend(_moved(mark, _INSIDE, y) for mark in piece.marks)
            y += piece.height

    put(filled.text, _TITLE)
    for each in filled.paragraphs:
        put(each.text, _ABOUT if each.style == "note" else question)
        y += 1 * MM
        if each.style == "write":
            # Two lines on which the question is written by hand, the first beside its label.
            start = _INSIDE + width(each.text, question.face, question.size)
            marks.append(Rule(start, y, _INSIDE + inner, y, 0.4))
            y += 8 * MM
            marks.append(Rule(_INSIDE, y, _INSIDE + inner, y, 0.4))
    y += 3 * MM
    cell = inner / len(block.choices)
    label = min(12.0, *(12 * (cell - 3 * MM) / width(choice.zh, HEI, 12) for choice in block.choices))
    for place, choice in enumerate(block.choices):
        x = _INSIDE + place * cell
        marks.append(Text(x + (cell - width(choice.zh, HEI, label)) / 2, y + 11, choice.zh, HEI, label))
        left = x + (cell - _BOX) / 2
        marks += _box(left, y + 16, _BOX, _BOX)
    y += 16 + _BOX + 4 * MM
    seal = _SEAL_WIDE
    noted = lines_of(block.note, _NOTE, inner - seal - 2 * MM)
    top = y
    put(block.note, _NOTE, inner - seal - 2 * MM)
    high = max(_SEAL, block.height * MM - _INSIDE - top)
    marks += _box(_INSIDE + inner - seal, top, seal, high)
    size = min(9.0, 9.0 * (seal - 2 * MM) / width(block.mark, KAI, 9))
    start = _INSIDE + inner - (seal + width(block.mark, KAI, size)) / 2
    marks.append(Text(start, top + high / 2 + 3, block.mark, KAI, size))
    return marks, max(top + len(noted) * _NOTE.leading, top + high) + _INSIDE


def _box(x: float, y: float, wide: float, tall: float) -> list[Mark]:
    return [
        Rule(x, y, x + wide, y, 0.6),
        Rule(x, y + tall, x + wide, y + tall, 0.6),
        Rule(x, y, x, y + tall, 0.6),
        Rule(x + wide, y, x + wide, y + tall, 0.6),
    ]


def _moved(mark: Mark, x: float, y: float = 0.0) -> Mark:
    from desktop.papers.page import shifted

    return shifted(mark, x, y)
