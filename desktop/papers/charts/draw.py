"""The drawings: bars, stacked bars, funnels. Sizes in points; the origin is the lower left corner, as in PDF."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.graphics.shapes import Drawing

from desktop.papers.chart import BARS, FUNNEL, STACKED, Chart
from desktop.papers.charts.shapes import FACE, FILLS, box, clear, fitted, slope, words
from desktop.papers.fonts import width

SIZE = 10.5
ROW, TALL = 19.0, 12.0
"""Height of a row, and of the bar in it."""
LEVEL, STEP = 17.0, 12.0
"""Height of a level of the funnel, and of the slope to the next one."""
KEY = 18.0
"""Height of a line of the key of the series."""
GAP, SIDE = 6.0, 2.0
LABELS = 0.34
"""Part of the width that labels may take at the most."""


def height_of(chart: Chart, wide: float) -> float:
    """How high the chart will be, `wide` points wide."""
    rows = len(chart.bars)
    if chart.form == FUNNEL:
        return rows * LEVEL + max(0, rows - 1) * STEP + 4
    return rows * ROW + len(_key_lines(chart, wide - SIDE)) * KEY + 4


def drawing(chart: Chart, wide: float) -> Drawing:
    """The chart, `wide` points wide."""
    made = Drawing(wide, height_of(chart, wide))
    if chart.bars:
        _FORMS[chart.form](chart, made)
    return made


def _rows(chart: Chart, made: Drawing) -> None:
    """Bars of one or several parts, all to one scale; label on the left, what is told behind the bar."""
    labels = SIDE + min(max(width(bar.label, FACE, SIZE) for bar in chart.bars), made.width * LABELS)
    told = max(width(bar.told, FACE, SIZE) for bar in chart.bars)
    left = labels + GAP
    room = max(made.width - left - told - 2 * GAP, 20.0)
    most = max(sum(bar.values) for bar in chart.bars)
    top = made.height - 2
    key = _key_lines(chart, made.width - SIDE)
    _key(chart, made, key)
    top -= KEY * len(key)
    for place, bar in enumerate(chart.bars):
        y = top - (place + 1) * ROW + (ROW - TALL) / 2
        base = y + TALL / 2 - SIZE * 0.36
        made.add(words(fitted(bar.label, labels - SIDE, SIZE), labels, base, SIZE, align="right"))
        x = left
        for value, fill in zip(bar.values, FILLS, strict=False):
            long = room * value / most if most else 0.0
            if long:
                made.add(box(x, y, long, TALL, fill))
                if chart.form == STACKED:
                    _number(made, value, x, long, base, fill)
            x += long
        made.add(words(bar.told, x + GAP, base, SIZE))


def _number(made: Drawing, value: int, x: float, long: float, base: float, fill: str) -> None:
    """The number of a part, where it has room; on hatching it stands on white."""
    text, size = str(value), SIZE - 1.5
    wide = width(text, FACE, size)
    if wide + 4 > long:
        return
    if fill == "hatched":
        middle = x + long / 2
        made.add(clear(middle - wide / 2 - 2, base - 1, wide + 4, size))
    made.add(words(text, x + long / 2, base + 0.5, size, align="middle", light=fill == "dark"))


def _key_lines(chart: Chart, wide: float) -> list[list[str]]:
    """The names of the series, in as many lines as they need."""
    lines: list[list[str]] = []
    x = wide
    for name in chart.series:
        needs = 14 + width(name, FACE, SIZE - 1)
        if x + needs > wide:
            lines.append([])
            x = 0.0
        lines[-1].append(name)
        x += needs + 2 * GAP
    return lines


def _key(chart: Chart, made: Drawing, lines: list[list[str]]) -> None:
    fills = iter(FILLS)
    for number, line in enumerate(lines, 1):
        x, y = SIDE, made.height - number * KEY + 5
        for name in line:
            made.add(box(x, y, 10, 8, next(fills)))
            made.add(words(name, x + 14, y + 0.5, SIZE - 1))
            x += 14 + width(name, FACE, SIZE - 1) + 2 * GAP


def _funnel(chart: Chart, made: Drawing) -> None:
    """Levels under one another, each as wide as its number, centred, and joined by slopes."""
    labels = SIDE + max(width(bar.label, FACE, SIZE) for bar in chart.bars)
    told = max(width(bar.told, FACE, SIZE) for bar in chart.bars)
    left, room = labels + GAP, max(made.width - labels - told - 3 * GAP, 20.0)
    most = max(bar.values[0] for bar in chart.bars)
    middle = left + room / 2
    y = made.height - 2 - LEVEL
    before = 0.0
    for place, bar in enumerate(chart.bars):
        half = room * bar.values[0] / most / 2 if most else 0.0
        if place:
            above = y + LEVEL + STEP
            made.add(
                slope(((middle - before, above), (middle + before, above), (middle + half, y + LEVEL),
                       (middle - half, y + LEVEL)))
            )  # fmt: skip
        if half:
            made.add(box(middle - half, y, 2 * half, LEVEL, FILLS[0]))
        base = y + LEVEL / 2 - SIZE * 0.36
        made.add(words(bar.label, labels, base, SIZE, align="right"))
        made.add(words(bar.told, left + room + GAP, base, SIZE))
        before = half
        y -= LEVEL + STEP


_FORMS: dict[str, Callable[[Chart, Drawing], None]] = {BARS: _rows, STACKED: _rows, FUNNEL: _funnel}
