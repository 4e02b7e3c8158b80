"""A chart as a block of a paper: from the rows that fill it to one piece of the page."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.papers.chart import Bar, Chart
from desktop.papers.content import Filled
from desktop.papers.page import Picture, Piece
from forms import papers as on_paper


def value_of(block: on_paper.Chart, rows: Iterable[tuple[str, ...]], *, english: bool = False) -> Chart:
    """What the rows say: label, what is written behind the bar, and one number for each series."""
    bars = tuple(Bar(label, tuple(int(number) for number in numbers), told) for label, told, *numbers in rows)
    return Chart(form=block.form, bars=bars, series=tuple(one.en if english else one.zh for one in block.series))


def chart(block: on_paper.Chart, filled: Filled, width: float) -> list[Piece]:
    """One piece, which is never parted; nothing where there are no rows."""
    from desktop.papers.charts.draw import height_of

    value = value_of(block, filled.rows)
    if not value.bars:
        return []
    return [Piece(height=height_of(value, width) + 2, marks=(Picture(0, 1, width, value),))]
