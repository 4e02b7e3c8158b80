"""Paragraphs as pieces: styles of each layout, lines filled to both edges, nothing orphaned."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct, structs

from desktop.papers.breaking import Line, break_lines
from desktop.papers.breaking import pieces as parts_of
from desktop.papers.fonts import FANG, HEI, KAI, TITLE, Known, width
from desktop.papers.page import EM_TOP, MM, POINTS, Mark, Piece, Text
from forms.papers import Layout

LINES = 22
PITCH = 225 * MM / LINES
"""Distance of two lines of GB/T 9704-2012: 22 to a page of 225 mm, 28.99 points."""


class Style(Struct, frozen=True, kw_only=True):
    face: str = FANG
    size: float
    leading: float
    """Height of a line."""
    align: str = "justify"
    """"justify", "left", "center" or "right"."""
    indent: int = 0
    """Characters left free before the first line."""
    inset: int = 0
    """Characters left free on the right, for what stands on the right."""
    hang: int = 0
    """Characters left free before every line but the first."""
    space: float = 0.0
    """Between all characters; 28 of 16 points are a little wider than 156 mm."""
    grid: bool = False
    """The square of the character begins at the top of its line, so that the first line stands at the top of the 版心."""
    keep: bool = False
    """Never parted from what follows."""
    names: bool = False
    """A list of people: nobody's name is broken."""


_GRID = (156 * MM - 28 * 16) / 27

_OFFICIAL = {
    "title": Style(face=TITLE, size=22, leading=PITCH, align="center", grid=True, keep=True),
    "body": Style(size=16, leading=PITCH, indent=2, space=_GRID, grid=True),
    "lead": Style(size=16, leading=PITCH, indent=2, space=_GRID, grid=True, keep=True),
    "address": Style(size=16, leading=PITCH, space=_GRID, grid=True, keep=True),
    "level1": Style(face=HEI, size=16, leading=PITCH, indent=2, space=_GRID, grid=True, keep=True),
    "level2": Style(face=KAI, size=16, leading=PITCH, indent=2, space=_GRID, grid=True, keep=True),
    # GB/T 9704-2012, 10.3: 出席, 请假, 列席 two characters in, names aligned behind the colon.
    "names": Style(size=16, leading=PITCH, align="left", indent=5, hang=5, space=_GRID, grid=True, names=True),
    "people": Style(size=16, leading=PITCH, align="left", indent=2, space=_GRID, grid=True, names=True),
    # 7.4: the word 附件 flush with the left edge on the first line of the annex.
    "annex": Style(face=HEI, size=16, leading=PITCH, space=_GRID, grid=True, keep=True),
    "small": Style(size=14, leading=PITCH, indent=2, grid=True),
    "end": Style(size=16, leading=PITCH, align="center", grid=True),
    "center": Style(size=16, leading=PITCH, align="center", grid=True),
}
_RECORD = {
    "title": Style(face=TITLE, size=22, leading=34, align="center", keep=True),
    "body": Style(size=14, leading=25, indent=2),
    "people": Style(size=14, leading=25, align="left", indent=2, names=True),
    "lead": Style(size=14, leading=25, indent=2, keep=True),
    "address": Style(size=14, leading=25, keep=True),
    "level1": Style(face=HEI, size=14, leading=28, keep=True),
    "level2": Style(face=KAI, size=14, leading=25, indent=2, keep=True),
    "small": Style(size=12, leading=20, indent=2),
    "end": Style(face=KAI, size=14, leading=30, align="center"),
    "center": Style(size=14, leading=25, align="center"),
}
_WORKING = {
    "title": Style(face=TITLE, size=22, leading=36, align="center", keep=True),
    "body": Style(size=12, leading=20, indent=2),
    "people": Style(size=12, leading=20, align="left", indent=2, names=True),
    "lead": Style(size=12, leading=20, indent=2, keep=True),
    "address": Style(size=12, leading=20, keep=True),
    "level1": Style(face=HEI, size=12, leading=24, keep=True),
    "level2": Style(face=KAI, size=12, leading=20, indent=2, keep=True),
    "small": Style(size=10.5, leading=17),
    "end": Style(face=KAI, size=12, leading=24, align="center"),
    "center": Style(size=12, leading=20, align="center"),
}
STYLES = {Layout.OFFICIAL: _OFFICIAL, Layout.RECORD: _RECORD, Layout.WORKING: _WORKING}


@lru_cache
def styles_of(layout: Layout, lines: int = LINES) -> dict[str, Style]:
    """The styles of a layout. An official page may hold a few lines more than 22 (GB/T 9704-2012, 7.3.5.5)."""
    if lines == LINES:
        return STYLES[layout]
    return {name: structs.replace(style, leading=225 * MM / lines) for name, style in STYLES[layout].items()}


CELL = Style(size=POINTS["五号"], leading=13.5, align="left")
CELL_HEAD = Style(face=HEI, size=POINTS["五号"], leading=13.5, align="center")


def measured(text: str, style: Style) -> float:
    """Width of `text` in this style, in points."""
    return width(text, style.face, style.size) + style.space * max(len(text) - 1, 0)


@lru_cache
def _singles(face: str, size: float) -> Known[str, float]:
    """Widths of single characters: most of what a Chinese line is broken into."""
    return Known(lambda character: width(character, face, size))


def lines_of(text: str, style: Style, room: float) -> list[Line]:
    indent, hang = style.indent * style.size, style.hang * style.size
    room -= style.inset * style.size + hang
    first = indent - hang if indent or hang else 0.0
    single = _singles(style.face, style.size)

    def measure(part: str) -> float:
        return single[part] if len(part) == 1 else measured(part, style)

    def broken(part: str, wide: float) -> list[Line]:
        return break_lines(part, measure, wide, first, style.space, names=style.names)

    lines = broken(text, room)
    if style.align == "center" and len(lines) > 1 and not style.names:
        return [line for part in text.split("\n") for line in _even(part, room, broken, measure)]
    return lines


def _even(
    text: str, room: float, broken: Callable[[str, float], list[Line]], measure: Callable[[str], float]
) -> list[Line]:
    """As few lines as there must be, one as long as the other (GB/T 9704-2012, 7.3.1: the lines of a title are balanced)."""
    lines = broken(text, room)
    widest = [wide for wide in map(measure, parts_of(text)) if wide <= room]
    low, high = max([room / len(lines), *widest]), room
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        tried = broken(text, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            lines, high = tried, middle
    return lines


def paragraph(text: str, style: Style, room: float, lead: str = "") -> list[Piece]:
    """The lines of `text` in a column of `room` points. The first two lines and the last two are never parted.

    `lead` stands in 黑体 before the first line, two characters in.
    """
    lines = lines_of(text, style, room)
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        starts = number == 0 or lines[number - 1].last
        near_edge = number == 0 or number == len(lines) - 2
        keep = style.keep or (near_edge and number < len(lines) - 1)
        marks = [set_line(line, style, room, starts=starts)]
        if lead and number == 0:
            marks.insert(0, Text(2 * style.size, base_line(style), lead, HEI, style.size, style.space))
        pieces.append(Piece(height=style.leading, marks=tuple(marks), keep=keep))
    return pieces


def set_line(line: Line, style: Style, room: float, *, starts: bool) -> Mark:
    """One line in its place, filled out to both edges where it does not end its paragraph."""
    left = (style.indent if starts else style.hang) * style.size
    inner = room - left - style.inset * style.size
    x, space = left, style.space
    if style.align == "center":
        x = left + (inner - line.width) / 2
    elif style.align == "right":
        x = left + inner - line.width
    elif style.align == "justify" and not line.last and len(line.text) > 1:
        more = (inner - line.width) / (len(line.text) - 1)
        if more <= style.size / 4:
            space += more
    return Text(x, base_line(style), line.text, style.face, style.size, space)


def base_line(style: Style) -> float:
    """From the top of a line to its base line."""
    top = 0.0 if style.grid else (style.leading - style.size) / 2
    return top + EM_TOP * style.size
