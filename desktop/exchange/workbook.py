"""Opening an .xlsx that comes from anywhere: what it really is, how large it is, and its cells as plain values.

The file is looked at before it is opened. Macros and outside links are never followed: openpyxl reads cells only, and here
in its read-only way, so that pictures, validations and charts of the file are not even parsed.
"""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from msgspec import Struct

from desktop.exchange.cells import Cell
from forms.language import Refused, refuse

MOST_BYTES = 30_000_000
"""Of the file itself; a roster of 5,000 people is some 500 kB."""
MOST_UNPACKED = 80_000_000
"""Of all parts that are read (pictures are not), as the archive declares them; zipfile reads no further than declared."""
MOST_ROWS = 20_000
MOST_COLUMNS = 80
MOST_SHEETS = 60
_LAST_ROW = 1_048_576

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


class Merge(Struct, frozen=True):
    """A merged range, rows and columns counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(Struct, frozen=True):
    """One visible sheet: its rows that are not empty, by the number that the spreadsheet shows."""

    name: str
    rows: dict[int, tuple[Cell, ...]]
    merges: tuple[Merge, ...]
    hidden: frozenset[int]
    """Rows that the spreadsheet does not show (a filter, mostly). They are read all the same."""
    epoch: datetime.date
    """The day that a serial number of 0 stands for."""


class Book(Struct, frozen=True):
    grids: tuple[Grid, ...]
    hidden: tuple[str, ...]
    """Names of hidden sheets, which are not read: they hold the lists of drop-down boxes."""


def open_book(path: Path) -> Book:
    """Read every visible sheet. Raises Refused, with what to do, for whatever is not a readable .xlsx of sane size."""
    _look(path)
    try:
        return _read(path)
    except Refused:
        raise
    except (OSError, zipfile.BadZipFile):
        raise refuse("文件“{file}”坏了，打不开。请用 WPS 或 Excel 打开看看，再另存一份。", file=path.name) from None
    except Exception as error:  # openpyxl has no error of its own for a part it cannot make sense of
        raise refuse(
            "文件“{file}”里有读不懂的地方（{what}）。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。",
            file=path.name,
            what=type(error).__name__,
        ) from error


def _look(path: Path) -> None:
    """Refuse by content what is no .xlsx, and what is too large to open, before anything is unpacked."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            inside = file.read(4_000_000) if head.startswith(_OLE) else b""
    except IsADirectoryError:
        raise refuse("“{file}”是一个文件夹。请选里面的名册文件（.xlsx）。", file=path.name) from None
    except FileNotFoundError:
        raise refuse("找不到文件“{file}”。请看看文件名写得对不对，U 盘插好没有。", file=str(path)) from None
    except OSError:
        raise refuse("读不了文件“{file}”。请把它从 WPS 或 Excel 里关掉，再试一次。", file=path.name) from None
    if size == 0:
        raise refuse("文件“{file}”是空的。请重新拷贝一份。", file=path.name)
    if size > MOST_BYTES:
        raise refuse("文件“{file}”太大了。名册里的图片请删掉，另存一份再试。", file=path.name)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in head + inside:
            raise refuse("文件“{file}”加了密码。请用 WPS 或 Excel 打开，取消密码后再存一次。", file=path.name)
        raise refuse("“{file}”是旧格式（.xls）。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。", file=path.name)
    if not head.startswith(b"PK\x03\x04"):
        raise _not_a_workbook(path, head)
    _look_inside(path)


def _not_a_workbook(path: Path, head: bytes) -> Refused:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"%pdf") or head.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return refuse("“{file}”不是表格。名册要用 WPS 或 Excel 的“.xlsx”文件。", file=path.name)
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style")):
        return refuse("“{file}”其实是网页，不是表格。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。", file=path.name)
    if b"\x00" not in head:
        return refuse("“{file}”其实是文本，不是表格。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。", file=path.name)
    return refuse("“{file}”不是“.xlsx”表格。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。", file=path.name)


def _look_inside(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refuse("文件“{file}”坏了，打不开。请用 WPS 或 Excel 打开看看，再另存一份。", file=path.name) from None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("文件“{file}”加了密码。请用 WPS 或 Excel 打开，取消密码后再存一次。", file=path.name)
    if "xl/workbook.xml" not in names or b"purl.oclc.org" in _start(path, "xl/workbook.xml"):  # the strict dialect
        raise refuse("“{file}”不是“.xlsx”表格。请用 WPS 或 Excel 打开，另存为“.xlsx”再试。", file=path.name)
    read = [part for part in parts if not part.filename.startswith("xl/media/")]
    if len(parts) > 5000 or sum(part.file_size for part in read) > MOST_UNPACKED:
        raise refuse("文件“{file}”展开后太大，不像名册。请只留名册那张表，另存一份再试。", file=path.name)


def _start(path: Path, part: str) -> bytes:
    with (
        suppress(OSError, zipfile.BadZipFile, zlib.error, EOFError),
        zipfile.ZipFile(path) as archive,
        archive.open(part) as file,
    ):
        return file.read(2000)
    return b""


def _read(path: Path) -> Book:
    from openpyxl import load_workbook  # heavy: only when a file is really read

    # A file object, since openpyxl goes by the ending of a name and we have gone by content.
    with path.open("rb") as file, path.open("rb") as again, zipfile.ZipFile(path) as archive, catch_warnings():
        simplefilter("ignore")  # openpyxl warns of parts that it leaves out
        book: Any = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets: list[Any] = list(book.worksheets)
        if len(sheets) > MOST_SHEETS:
            raise refuse("文件“{file}”里的表太多了。请只留名册，另存一份再试。", file=path.name)
        formulas: Any = None
        grids = []
        for place, sheet in enumerate(sheets):
            if sheet.sheet_state != "visible":
                continue
            # Merges and hidden rows are not told in the read-only way: they are looked up in the sheet's own text.
            xml = archive.read(sheet._worksheet_path)  # noqa: SLF001
            written: Any = None
            if _FORMULA.search(xml):
                formulas = formulas or load_workbook(again, read_only=True, keep_links=False)
                written = formulas.worksheets[place]
            epoch = datetime.date(book.epoch.year, book.epoch.month, book.epoch.day)
            grids.append(Grid(sheet.title, _rows(sheet, written, path), _merges(xml), _hidden(xml), epoch))
        return Book(tuple(grids), tuple(sheet.title for sheet in sheets if sheet.sheet_state != "visible"))


def _rows(sheet: Any, written: Any, path: Path) -> dict[int, tuple[Cell, ...]]:
    """The rows with anything in them. `written` is the same sheet with formulas in place of their results, or None."""
    rows: dict[int, tuple[Cell, ...]] = {}
    formulas = _written(written) if written is not None else iter(())
    last = 0
    for number, row in _written(sheet):
        _, beside = next(formulas, (0, ()))
        if not last < number <= _LAST_ROW:
            continue
        last = number
        cells = [_cell(cell) for cell in row]
        for place, cell in enumerate(beside):
            if cell.data_type == "f":
                # Excel marks an empty text result; a formula that was never calculated has no mark at all.
                lost = cells[place].value is None and row[place].data_type != "str"
                cells[place] = Cell(cells[place].value, cells[place].format, _formula(cell.value), lost)
        if any(cell.filled for cell in cells):
            rows[number] = tuple(cells)
            if len(rows) > MOST_ROWS:
                raise refuse("“{sheet}”表超过 {n} 行，不像名册。请分开存。", sheet=sheet.title, n=MOST_ROWS)
    return rows


def _written(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that the file writes down, by number. openpyxl itself would make up each empty one in between, and one stray
    cell at the foot of a sheet (they are common) makes a million of them."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for number, row in parser.parse():
            yield number, sheet._get_row(row, 1, MOST_COLUMNS)  # noqa: SLF001


_EMPTY = Cell(None)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        return Cell(value) if value.strip() else _EMPTY
    return Cell(value, cell.number_format or "")


def _formula(value: Any) -> str:
    return str(getattr(value, "text", value) or "=")


def _merges(xml: bytes) -> tuple[Merge, ...]:
    found = []
    for left, top, right, bottom in _MERGE.findall(xml):
        found.append(Merge(int(top), _column(left), int(bottom), _column(right)))
    return tuple(found[:MOST_ROWS])


def _hidden(xml: bytes) -> frozenset[int]:
    hidden = set()
    for tag in _ROW.findall(xml):
        number = re.search(rb'\br="(\d{1,7})"', tag)
        if number and re.search(rb'\bhidden="(1|true)"', tag):
            hidden.add(int(number[1]))
    return frozenset(hidden)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def letter(column: int) -> str:
    """The spreadsheet's name of a column counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
