"""Tables as an Excel workbook (.xlsx): figures stay figures, names stay text, and it prints on A4 with its header repeated."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

from msgspec import Struct


class Figure(Struct, frozen=True):
    """A number as it is printed, 72.09% or 1,234.50: in the table it is a number that is shown so. What is none stays text."""

    text: str


class Day(Struct, frozen=True):
    """An ISO day as it is printed: in the table it is a day."""

    text: str


Cell = str | int | Figure | Day | None


class Sheet(Struct, frozen=True, kw_only=True):
    """One table. A row has as many cells as there are columns."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    """In characters of a Chinese text; the rest are as wide as what stands in them, within bounds."""
    note: str = ""
    """Below the table."""


_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
"""Excel's limit for the name of a sheet."""
_NARROWEST, _WIDEST = 3, 18
"""Characters of a column whose width is not given."""
_LANDSCAPE_FROM = 7
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%?)")


def workbook(sheets: tuple[Sheet, ...], *, made_at: str) -> bytes:
    """The file. The same sheets and time make the same table; `made_at` is an ISO local time."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = datetime.fromisoformat(made_at)
    book.properties.creator = "Yishitang 议事堂"
    thin = Side(style="thin")
    edge = Border(left=thin, right=thin, top=thin, bottom=thin)
    for sheet in sheets:
        page = book.create_sheet(sheet.name.translate(_FORBIDDEN)[:_LONGEST_NAME])
        last = max(1, len(sheet.columns))
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
        rows: list[tuple[Cell, ...]] = [(sheet.title,), sheet.columns, *sheet.rows]
        if sheet.note:
            rows.append((sheet.note,))
            page.merge_cells(start_row=len(rows), start_column=1, end_row=len(rows), end_column=last)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                shown, as_written = _shown(value)
                cell = page.cell(row, column, shown)
                if isinstance(shown, str):
                    cell.data_type = "s"  # a text that begins with = is a text
                elif as_written:
                    cell.number_format = as_written
                cell.alignment = Alignment(
                    wrap_text=row > 1,
                    vertical="center",
                    horizontal="center" if row <= 2 or not isinstance(value, str) else None,
                )
                if 1 < row <= len(sheet.rows) + 2:
                    cell.border = edge
                cell.font = Font(name="宋体", size=16 if row == 1 else 11, bold=row <= 2)
        widths = [*sheet.widths, *_widths(sheet)[len(sheet.widths) :]]
        for column, wide in enumerate(widths[:last], 1):
            page.column_dimensions[get_column_letter(column)].width = wide * 2 + 1
        page.row_dimensions[1].height = 30
        for row, cells in enumerate(rows[1 : len(sheet.rows) + 2], 2):
            # No program is asked to find the height of a wrapped cell: some do not.
            lines = max((_lines(value, wide) for value, wide in zip(cells, widths, strict=False)), default=1)
            page.row_dimensions[row].height = 15.5 * lines + 4
        page.freeze_panes = "A3"
        page.print_title_rows = "1:2"
        page.print_area = f"A1:{get_column_letter(last)}{len(rows)}"
        page.oddFooter.center.text = "第 &P 页，共 &N 页"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.orientation = "landscape" if last >= _LANDSCAPE_FROM else "portrait"
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToHeight = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(value: Cell) -> tuple[str | int | float | date | None, str]:
    """What is put into the cell, and how it is written there."""
    if isinstance(value, Day):
        return (date.fromisoformat(value.text), "yyyy-mm-dd") if value.text else (None, "")
    if not isinstance(value, Figure):
        return value, ""
    found = _NUMBER.fullmatch(value.text)
    if found is None:
        return value.text or None, ""
    whole, part, percent = found[1], found[2] or "", found[3]
    places = max(len(part) - 1, 0)
    number = int((whole + part).replace(",", "").replace(".", "")) / 10 ** (places + 2 * bool(percent))
    decimals = "." + "0" * places if places else ""
    return (number if part or percent else int(number)), f"{'#,##0' if ',' in whole or (places and not percent) else '0'}{decimals}{percent}"


def _text(value: Cell) -> str:
    return value.text if isinstance(value, Figure | Day) else "" if value is None else str(value)


def _breadth(text: str) -> int:
    """Half-width characters; a Chinese one is two of them."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(*(sheet.columns, *sheet.rows), strict=True)
    return [max(_NARROWEST, min(_WIDEST, max(-(-_breadth(_text(one)) // 2) for one in column))) for column in columns]


def _lines(value: Cell, wide: int) -> int:
    """Lines that a text takes in a column of `wide` Chinese characters; a Latin one is half as wide."""
    return sum(-(-_breadth(line) // (2 * wide)) or 1 for line in _text(value).split("\n"))
