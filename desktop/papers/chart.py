"""What a chart shows, before anything is drawn."""

from __future__ import annotations

from msgspec import Struct

BARS, STACKED, FUNNEL = "bars", "stacked", "funnel"
"""One bar a row; a bar of several parts a row; levels that narrow downwards."""


class Bar(Struct, frozen=True):
    label: str
    values: tuple[int, ...]
    """One of each series; none is negative."""
    told: str = ""
    """Written behind the bar: the number with its unit and share."""


class Chart(Struct, frozen=True, kw_only=True):
    form: str
    """`BARS`, `STACKED` or `FUNNEL`."""
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()
    """Names of the parts of a stacked bar, for its key."""
