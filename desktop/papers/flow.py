"""A flow chart: boxes down the page with arrows between them, and beside each box what belongs to it."""

from __future__ import annotations

from itertools import pairwise

from msgspec import structs

from desktop.papers.content import Filled
from desktop.papers.fonts import FANG, HEI
from desktop.papers.page import MM, Mark, Piece, Rule, shifted
from desktop.papers.text import Style, paragraph
from forms.papers import Flow

_BOX = Style(face=HEI, size=14, leading=19, align="center")
_NOTE = Style(face=FANG, size=12, leading=16, align="left", names=True)
_INSIDE = 2 * MM
_ARROW = 6 * MM
_HEAD = 1.4 * MM
_BESIDE = 6 * MM
_WEIGHT = 0.8


def flow(block: Flow, filled: Filled, width: float) -> list[Piece]:
    """One piece for each box with the arrow that leads to it. Rows are (title, notes by lines, turn-offs by lines)."""
    wide = block.box * MM
    beside = width - wide - _BESIDE
    pieces: list[Piece] = []
    for number, (title, notes, turns) in enumerate(filled.rows):
        step = _step(title, [*notes.splitlines(), *(f"→ {turn}" for turn in turns.splitlines())], wide, beside)
        if number:
            # A turned page begins with the arrow, so that nobody takes the box for the first one.
            step = _with_arrow(step, wide / 2)
        pieces.append(step)
    return pieces


def _step(title: str, notes: list[str], wide: float, beside: float) -> Piece:
    inside = paragraph(title, structs.replace(_BOX, names="、" in title), wide - 2 * _INSIDE)
    said = [piece for note in notes for piece in paragraph(note, _NOTE, beside)]
    own = sum(piece.height for piece in inside) + 2 * _INSIDE
    tall = max(own, sum(piece.height for piece in said))
    marks: list[Mark] = _box(wide, tall)
    marks += _down(inside, _INSIDE, (tall - own) / 2 + _INSIDE)
    if said:
        x = wide + _BESIDE
        marks += _down(said, x, (tall - sum(piece.height for piece in said)) / 2)
        marks.append(Rule(wide, tall / 2, x - 2 * MM, tall / 2, 0.4, dash=True))
    return Piece(height=tall, marks=tuple(marks))


def _down(pieces: list[Piece], x: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for piece in pieces:
        marks += [shifted(mark, x, y) for mark in piece.marks]
        y += piece.height
    return marks


def _box(wide: float, tall: float) -> list[Mark]:
    corners = ((0.0, 0.0), (wide, 0.0), (wide, tall), (0.0, tall), (0.0, 0.0))
    return [Rule(x1, y1, x2, y2, _WEIGHT) for (x1, y1), (x2, y2) in pairwise(corners)]


def _with_arrow(step: Piece, middle: float) -> Piece:
    arrow: list[Mark] = [Rule(middle, 0.6 * MM, middle, _ARROW, _WEIGHT)]
    arrow += [Rule(middle + side, _ARROW - 2 * _HEAD, middle, _ARROW, _WEIGHT) for side in (-_HEAD, _HEAD)]
    moved = [shifted(mark, 0, _ARROW) for mark in step.marks]
    return structs.replace(step, height=step.height + _ARROW, marks=(*arrow, *moved))
