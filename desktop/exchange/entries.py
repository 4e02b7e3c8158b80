"""Entries of a register from an .xlsx: a row with the titles of the fields, and an entry a row below it.

Nothing is guessed and nothing is taken by halves: as long as one cell cannot be read, its row is told and no entry is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from msgspec import Struct

from desktop.exchange.cells import NOTHING, Cell, Unclear, blank, plain
from desktop.exchange.dates import read_birth
from desktop.exchange.workbook import Grid, letter, open_book
from forms.language import Sentence, refuse, say
from forms.sheets import Choice, Column, Field, FieldType, SheetForm

HEAD_ROWS = 30
"""Rows in which the titles are looked for."""
_YES, _NO = ("是", "有", "√", "✓", "yes", "y", "1", "TRUE"), ("否", "无", "×", "no", "n", "0", "FALSE")
_LIST = re.compile(r"[、,，;；/\n]+")
_BRACKETS = re.compile(r"[（(].*?[）)]")
NAMES = {"姓名": ("名字", "委员姓名", "委员", "专家姓名"), "联系电话": ("电话", "手机", "手机号", "手机号码", "联系方式")}
"""Titles to how villages write them."""


class Wrong(Struct, frozen=True):
    """A cell, or a row as a whole, that somebody has to put right in the file."""

    sheet: str
    row: int
    """As the spreadsheet numbers it."""
    column: str
    """The letter and the title; empty for the row as a whole."""
    value: str
    reason: Sentence


class Taken(Struct, frozen=True):
    sheet: str
    row: int
    values: dict[str, Any]


class EntriesRead(Struct, frozen=True):
    entries: tuple[Taken, ...]
    wrong: tuple[Wrong, ...]
    unused: tuple[str, ...]
    """Titles of columns that the register has no field for."""


Place = tuple[Field, Column | None]
"""A field, and the column where the field is a table: a row of the file is then one row of that table."""


def read_entries(path: Path, form: SheetForm) -> EntriesRead:
    """What stands in `path` for `form`, in its newest version. Raises Refused where no row has the titles of its fields."""
    places = _places(form)
    taken: list[Taken] = []
    wrong: list[Wrong] = []
    unused: dict[str, None] = {}
    found = False
    for grid in open_book(path).grids:
        head = _head(grid, places)
        if head is None:
            continue
        found = True
        row, columns = head
        unused |= {cell.text: None for at, cell in enumerate(grid.rows[row]) if not blank(cell) and at not in columns}
        for number, cells in sorted(grid.rows.items()):
            if number > row and any(not blank(cell) for at, cell in enumerate(cells) if at in columns):
                values, bad = _row(grid, number, cells, columns)
                wrong += bad
                taken.append(Taken(grid.name, number, values))
    if not found:
        needed = "、".join(_title(one.title) for one in form.at(form.version) if one.required)
        raise refuse("在“{file}”里没有找到表头：要有一行写着栏目的名称，至少有{fields}。", file=path.name, fields=needed)
    if not taken:
        raise refuse("“{file}”的表头下面没有内容。", file=path.name)
    unused.pop("序号", None)
    return EntriesRead(tuple(taken), tuple(wrong), tuple(unused))


def _title(text: str) -> str:
    return plain(_BRACKETS.sub("", text)).rstrip("*＊:：")


def _places(form: SheetForm) -> dict[str, Place]:
    """Each title, as it is compared, to its field; fields before the columns of tables."""
    found: dict[str, Place] = {}
    fields = [one for one in form.at(form.version) if one.type is not FieldType.ATTACHMENT]
    for field in fields:
        if field.type is not FieldType.TABLE:
            for name in (field.title, field.title_en, *NAMES.get(_title(field.title), ())):
                found.setdefault(_title(name).lower(), (field, None))
    for field in fields:
        for column in field.columns:
            for name in (column.title, column.title_en):
                found.setdefault(_title(name).lower(), (field, column))
    found.pop("", None)
    return found


def _head(grid: Grid, places: Mapping[str, Place]) -> tuple[int, dict[int, Place]] | None:
    """The row in which most titles stand, two at the least, or the only one of a form with one field."""
    best: tuple[int, dict[int, Place]] | None = None
    for number, cells in sorted(grid.rows.items())[:HEAD_ROWS]:
        columns: dict[int, Place] = {}
        for at, cell in enumerate(cells):
            place = None if blank(cell) else places.get(_title(cell.text).lower())
            if place is not None and place not in columns.values():
                columns[at] = place
        if len(columns) >= min(2, len(places)) and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return best


def _row(
    grid: Grid, number: int, cells: tuple[Cell, ...], columns: Mapping[int, Place]
) -> tuple[dict[str, Any], list[Wrong]]:
    values: dict[str, Any] = {}
    wrong = []
    for at, (field, column) in columns.items():
        cell = cells[at] if at < len(cells) else NOTHING
        if blank(cell):
            continue
        kind = column or field
        try:
            value = _value(kind, cell, grid)
        except Unclear as unclear:
            wrong.append(Wrong(grid.name, number, f"{letter(at + 1)} {kind.title}", cell.text, unclear.reason))
            continue
        if column is None:
            values[field.id] = value
        else:
            values.setdefault(field.id, [{}])[0][column.id] = value
    return values, wrong


def _value(kind: Field | Column, cell: Cell, grid: Grid) -> Any:
    """Raises Unclear with what to write instead."""
    if cell.lost:
        raise Unclear(say("这里是公式，没有算出结果。请改成数字或文字。"))
    text = cell.text
    short = plain(text)
    match kind.type:
        case FieldType.NUMBER:
            if not (short.isascii() and short.isdecimal()):
                raise Unclear(say("应是整数，比如 12。"))
            return int(short)
        case FieldType.MONEY:
            return _fen(short)
        case FieldType.DATE:
            return _day(cell, grid)
        case FieldType.YES_NO:
            if short not in (*_YES, *_NO):
                raise Unclear(say("请写“是”或“否”。"))
            return short in _YES
        case FieldType.CHOICE:
            return _choice(kind.choices, short)
        case FieldType.CHOICES:
            return [_choice(kind.choices, plain(part)) for part in _LIST.split(text) if part.strip()]
        case FieldType.PEOPLE:
            return [part.strip() for part in _LIST.split(text) if part.strip()]
        case _:
            return text


def _fen(text: str) -> int:
    try:
        fen = Decimal(text.rstrip("元").replace(",", "")) * 100
    except InvalidOperation:
        raise Unclear(say("应是金额（元），比如 1200.50。")) from None
    if not fen.is_finite() or fen < 0 or fen != int(fen):
        raise Unclear(say("应是金额（元），比如 1200.50。"))
    return int(fen)


def _day(cell: Cell, grid: Grid) -> str:
    try:
        day = read_birth(cell, grid.epoch)
    except Unclear:
        day = ""
    if len(day) != len("2026-06-01"):
        raise Unclear(say("应是日期，写到日，比如 2026-06-01。"))
    return day


def _choice(choices: tuple[Choice, ...], text: str) -> str:
    for one in choices:
        if text in (one.id, plain(one.title), plain(one.title_en), _title(one.title)):
            return one.id
    raise Unclear(say("只能写：{choices}。", choices="、".join(one.title for one in choices)))
