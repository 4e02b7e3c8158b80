"""Tables as an Excel workbook (.xlsx): figures stay figures, names stay text, and it prints on A4 with its header repeated."""

from __future__ import annotations

import io
from datetime import datetime

from msgspec import Struct

Cell = str | int | None


class Sheet(Struct, frozen=True, kw_only=True):
    """One table. A row has as many cells as there are columns."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    """In characters of a Chinese text; the rest get 10."""
    note: str = ""
    """Below the table."""


_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
"""Excel's limit for the name of a sheet."""


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
                cell = page.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that begins with = is a text
                cell.alignment = Alignment(
                    wrap_text=row > 1,
                    vertical="center",
                    horizontal="center" if row <= 2 or isinstance(value, int) else None,
                )
                if 1 < row <= len(sheet.rows) + 2:
                    cell.border = edge
                cell.font = Font(name="宋体", size=16 if row == 1 else 11, bold=row <= 2)
        widths = [*sheet.widths, *[10] * (last - len(sheet.widths))]
        for column, wide in enumerate(widths[:last], 1):
            page.column_dimensions[get_column_letter(column)].width = wide * 2 + 1
        page.row_dimensions[1].height = 30
        for row, cells in enumerate(rows[1 : len(sheet.rows) + 2], 2):
            # No program is asked to find the height of a wrapped cell: some do not.
            lines = max((_lines(value, wide) for value, wide in zip(cells, widths, strict=False)), default=1)
            page.row_dimensions[row].height = 15.5 * lines + 4
        page.freeze_panes = "A3"
        page.print_title_rows = "1:2"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.orientation = "landscape" if last > 6 else "portrait"
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToHeight = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(value: Cell, wide: int) -> int:
    """Lines that a text takes in a column of `wide` Chinese characters; a Latin one is half as wide."""
    text = "" if value is None else str(value)
    return -(-sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) // (2 * wide)) or 1
