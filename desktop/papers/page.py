"""Pages as values: what stands where, in points, before anything is drawn.

A paper is first cut into pieces (a line of text, a row of a table, a block of signatures), each with its height and the marks
on it. The pieces are then set on pages. A piece says whether it may be parted from the next one, so that a heading never
stands alone at the foot of a page and a signature never without the text that it signs.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from desktop.papers.chart import Chart
from forms.papers import Layout, Orientation

MM = 72 / 25.4
A4 = (210.0, 297.0)
"""mm."""

POINTS = {
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
}
"""Chinese type sizes in points."""

EM_TOP = 0.88
"""Part of the square of a Chinese character that lies above its base line."""


class Text(Struct, frozen=True):
    """A line of text. `x`, `y`: left end of its base line from the top left corner; `space` goes between characters."""

    x: float
    y: float
    text: str
    face: str
    size: float
    space: float = 0.0


class Rule(Struct, frozen=True):
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    dash: bool = False


class Code(Struct, frozen=True):
    """A QR code of `text`, its top left corner at (x, y), each module `module` points wide."""

    x: float
    y: float
    text: str
    module: float


class Ink(Struct, frozen=True):
    """A signature that was drawn on the screen, in grey.

    Its strokes stay in the units of the screen, as (x, y, pressure in thousandths); (x, y) is where their origin stands, and
    `scale` is how many points a unit is.
    """

    x: float
    y: float
    scale: float
    strokes: tuple[tuple[tuple[int, int, int], ...], ...]


class Picture(Struct, frozen=True):
    """A chart, its top left corner at (x, y), `width` points wide."""

    x: float
    y: float
    width: float
    chart: Chart


Mark = Text | Rule | Code | Ink | Picture


class Piece(Struct, frozen=True, kw_only=True):
    """Marks on a strip of the page; their places count from its top left corner."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    """Stands on one page with the piece after it."""
    bound: bool = False
    """Stands on the page with the signatures, where all that is bound to them fits on one."""
    gap: bool = False
    """Empty room that is left out at the top of a page."""
    turn: bool = False
    """Begins a new page."""
    header: tuple[Piece, ...] = ()
    """Repeated above this piece when a page begins with it."""
    ends: tuple[Mark, ...] = ()
    """Drawn besides, from its lower left corner, when a page ends with this piece."""


class PageSize(Struct, frozen=True, kw_only=True):
    """Where the text of a page stands, in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Points."""
        return (self.width - self.left - self.right) * MM

    @property
    def text_height(self) -> float:
        """Points."""
        return (self.height - self.top - self.bottom) * MM


_MARGINS = {
    # GB/T 9704-2012, 5.2: 天头 37 ± 1, 订口 28 ± 1, 版心 156 × 225.
    Layout.OFFICIAL: (37, 35, 28, 26),
    Layout.RECORD: (37, 35, 28, 26),
    # Tables need width. The binding edge stays, and the foot has room for the code.
    Layout.WORKING: (25, 30, 28, 18),
}
"""Top, bottom, left, right in mm."""


def page_size(layout: Layout, orientation: Orientation) -> PageSize:
    """A lying page is bound at its top: its margins are those of the standing page, turned."""
    top, bottom, left, right = _MARGINS[layout]
    width, height = A4
    if orientation is Orientation.LANDSCAPE:
        return PageSize(width=height, height=width, top=left, bottom=bottom, left=bottom, right=top)
    return PageSize(width=width, height=height, top=top, bottom=bottom, left=left, right=right)


class Page(Struct, frozen=True):
    marks: tuple[Mark, ...]


def set_pages(pieces: Iterable[Piece], size: PageSize) -> list[Page]:
    """The pages that the pieces make. A group that is kept together and is higher than a page is parted where it must be."""
    pages: list[list[Mark]] = [[]]
    top, bottom, left = size.top * MM, (size.height - size.bottom) * MM, size.left * MM
    y = top
    last = Piece(height=0)

    def turn() -> None:
        pages[-1] += [shifted(mark, left, y) for mark in last.ends]
        pages.append([])

    for group in _groups(pieces):
        if group[0].turn and pages[-1]:
            turn()
            y = top
        tall = sum(piece.height for piece in group)
        if y > top and y + tall > bottom + 0.01 and (tall <= size.text_height or not _fits_parted(group, bottom - y)):
            turn()
            y = top
        for piece in group:
            if y > top and y + piece.height > bottom + 0.01:
                turn()
                y = top
            if y == top and piece.gap:
                continue
            for each in (*(piece.header if y == top else ()), piece):
                pages[-1] += [shifted(mark, left, y) for mark in each.marks]
                y += each.height
            last = piece
    return [Page(tuple(marks)) for marks in pages]


def _fits_parted(group: list[Piece], room: float) -> bool:
    """Whether a group that no page can hold may begin here: a third of a page is left for it."""
    return room > sum(piece.height for piece in group[:3]) and room > 200


def _groups(pieces: Iterable[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    kept = False
    for piece in pieces:
        if kept and not piece.turn:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        kept = piece.keep
    return groups


def shifted(mark: Mark, x: float, y: float) -> Mark:
    """The mark moved right and down, in points."""
    if isinstance(mark, Rule):
        return structs.replace(mark, x1=mark.x1 + x, x2=mark.x2 + x, y1=mark.y1 + y, y2=mark.y2 + y)
    return structs.replace(mark, x=mark.x + x, y=mark.y + y)
