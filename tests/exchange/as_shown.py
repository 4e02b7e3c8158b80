"""What a person reads in a cell of a workbook, by its value and how it is written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any


def as_shown(cell: Any) -> str:
    """The text of an openpyxl cell as Excel shows it; every format that the program writes is known here."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        assert form == "yyyy-mm-dd"
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    percent = form.endswith("%")
    places = len(form.rstrip("%").partition(".")[2])
    number = Decimal(str(value)) * (100 if percent else 1)
    return f"{number:,.{places}f}" if form.startswith("#,##0") else f"{number:.{places}f}{'%' if percent else ''}"
