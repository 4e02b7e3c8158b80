"""Rosters for the tests, written with the library that the villages' own programs are compatible with."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop.exchange.roster import RosterRead, read_roster

TODAY = "2026-06-30"
Row = Sequence[Any]


def save(
    folder: Path, *sheets: tuple[str, Sequence[Row]], merge: Sequence[str] = (), name: str = "roster.xlsx"
) -> Path:
    """A workbook of the sheets given; `merge` holds for the first of them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for area in merge:
        book.worksheets[0].merge_cells(area)
    path = folder / name
    book.save(path)
    return path


def read(path: Path, *, as_of: str = "", today: str = TODAY) -> RosterRead:
    numbers = itertools.count(1)
    return read_roster(path, lambda: f"p{next(numbers)}", as_of=as_of, today=today)


def roster(folder: Path, *rows: Row, merge: Sequence[str] = (), as_of: str = "", today: str = TODAY) -> RosterRead:
    """What is read of one sheet with these rows."""
    return read(save(folder, ("名册", rows), merge=merge), as_of=as_of, today=today)


def names(read: RosterRead) -> list[str]:
    return [person.name for person in read.people]


def found(read: RosterRead) -> list[tuple[int, str, str]]:
    """Row, column and value of every problem."""
    return [(problem.row, problem.column, problem.value) for problem in read.problems]
