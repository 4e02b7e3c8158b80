"""Shapes that charts are made of: words in our embedded fonts, boxes in grey, white or hatched."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Group, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, black, white

from desktop.papers.fonts import SONG, runs, width

_rect: Any = Rect
"""Its types ask for one mapping where it takes keywords."""
FACE = SONG
EDGE = 0.5
"""Points; the outline of a bar."""
HATCH = 4.0
"""Points between two lines of hatching."""
FILLS = ("dark", "light", "white", "hatched", "grey")
"""In the order of the series. Neighbours differ on a photocopy, too."""
_GREY = {"dark": 0.25, "light": 0.82, "grey": 0.55}


def words(text: str, x: float, y: float, size: float, *, align: str = "left", light: bool = False) -> Group:
    """A line of text whose base line begins (or ends, or has its middle) at (x, y)."""
    group = Group()
    whole = width(text, FACE, size)
    x -= {"left": 0.0, "right": whole, "middle": whole / 2}[align]
    for run in runs(text, FACE):
        colour = white if light else black
        group.add(String(x, y, run.text, fontName=run.font, fontSize=size, fillColor=colour))
        x += width(run.text, FACE, size)
    return group


def fitted(text: str, room: float, size: float) -> str:
    """`text`, cut with … where it is wider than `room`."""
    if width(text, FACE, size) <= room:
        return text
    while text and width(text + "…", FACE, size) > room:
        text = text[:-1]
    return text + "…"


def box(x: float, y: float, wide: float, tall: float, fill: str) -> Group:
    """A box with its lower left corner at (x, y), filled as one of `FILLS`."""
    group = Group()
    grey = _GREY.get(fill)
    inside = white if grey is None else Color(grey, grey, grey)
    group.add(_rect(x, y, wide, tall, fillColor=inside, strokeColor=black, strokeWidth=EDGE))
    if fill == "hatched":
        for line in _hatching(x, y, wide, tall):
            group.add(line)
    return group


def clear(x: float, y: float, wide: float, tall: float) -> Any:
    """White without an outline, for a number on hatching."""
    return _rect(x, y, wide, tall, fillColor=white, strokeColor=None)


def _hatching(x: float, y: float, wide: float, tall: float) -> list[Line]:
    """Lines at 45 degrees, cut off at the edges of the box."""
    lines = []
    start = HATCH
    while start < wide + tall:
        left, top = (x + start - tall, y + tall) if start > tall else (x, y + start)
        right, foot = (x + start, y) if start < wide else (x + wide, y + start - wide)
        lines.append(Line(left, top, right, foot, strokeColor=black, strokeWidth=0.4))
        start += HATCH
    return lines


def slope(points: tuple[tuple[float, float], ...]) -> Polygon:
    """What joins two levels of a funnel."""
    flat = [number for point in points for number in point]
    return Polygon(flat, fillColor=Color(0.94, 0.94, 0.94), strokeColor=Color(0.6, 0.6, 0.6), strokeWidth=0.3)
