"""A village's roster, read from the .xlsx that the village keeps: people as they stand there, and what could not be read.

Nothing is guessed. A row with a cell that cannot be read is left out and listed. A few troubles cost only the cell (a
phone, the month of a birth): then the person is kept, and the list says so. An age counts from the day that its header,
else the title of its sheet, else the title that all dated sheets share, else the recorder states; with none of them it is
kept without a day, and one problem for the whole file says so. Identity numbers are never kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from desktop.domain.people import Person
from desktop.exchange.dates import as_of_day
from desktop.exchange.headers import Block
from desktop.exchange.layout import Layout, lay_out
from desktop.exchange.people import Reader, Row
from desktop.exchange.rows import Trouble
from desktop.exchange.workbook import Book, Grid, letter, open_book
from forms.language import Sentence, refuse, say

FIRST_DAY = "2026-01-01"
"""No clock that is right shows an earlier day: a dead battery must not make births look like the future."""


class Problem(Struct, frozen=True):
    """Something in the file that a person has to put right there."""

    sheet: str
    row: int
    """As the spreadsheet numbers it."""
    column: str
    """The header as found."""
    letter: str
    """The spreadsheet's letter of the column."""
    value: str
    """What was there."""
    reason: Sentence
    """What is wrong with it, and what to do."""
    kept: bool = False
    """Whether the person of the row was imported all the same, without this cell."""


class RosterRead(Struct, frozen=True):
    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    sheets: tuple[str, ...]
    """The sheets that were read."""
    title: str = ""
    as_of: str = ""
    """ISO day that the ages of the file are as of, empty where it states none (or several)."""
    notes: tuple[Sentence, ...] = ()
    """What the recorder may want to know and need not act upon."""


def read_roster(path: Path, new_id: Callable[[], str], *, as_of: str = "", today: str = "") -> RosterRead:
    """Read the people of an .xlsx.

    `new_id` gives each person an id; `as_of` (ISO day) is what the recorder confirms where the file states no day for its
    ages; `today` (ISO day) shows a birth to lie in the future. Raises Refused for a file that is no roster at all.
    """
    for day in (as_of, today):
        if day and not _is_day(day):
            raise refuse("“{day}”不是日期。请写成 2026-05-31 这样。", day=day)
    book = open_book(path)
    layouts = [(grid, lay_out(grid)) for grid in book.grids]
    rosters = [(grid, layout) for grid, layout in layouts if layout.header]
    if not rosters:
        raise refuse(
            "在“{file}”里没有找到名册：要有一行表头，写着“姓名”和别的列名（性别、出生年月等）。", file=path.name
        )
    stated = {grid.name: _stated(layout) for grid, layout in rosters}
    agreed = {day for day in stated.values() if day}
    shared = agreed.pop() if len(agreed) == 1 else ""
    reader = Reader(new_id, latest=_latest(today, as_of, *stated.values()))
    problems: list[Problem] = []
    for grid, layout in rosters:
        for row in reader.read(grid, layout, stated[grid.name] or shared or as_of):
            problems += [_problem(grid.name, row, trouble) for trouble in row.troubles]
    headed = {column.as_of for _, layout in rosters for block in layout.blocks for column in block.values()} - {""}
    undated = _undated(rosters, reader.undated)
    title = next((layout.title for _, layout in rosters if layout.title), "")
    return RosterRead(
        people=tuple(reader.people),
        problems=(*undated, *problems),
        sheets=tuple(grid.name for grid, _ in rosters),
        title=title,
        as_of=shared or (headed.pop() if len(headed) == 1 else ""),
        notes=(*_notes(book, layouts, shared), *_joined(reader)),
    )


def _problem(sheet: str, row: Row, trouble: Trouble) -> Problem:
    kept = trouble.kept and not row.left_out
    return Problem(
        sheet=sheet,
        row=row.line,
        column=trouble.column.title,
        letter=letter(trouble.column.place),
        value=trouble.value,
        reason=say("{reason}（此人已导入。）", reason=trouble.reason) if kept else trouble.reason,
        kept=kept,
    )


def _stated(layout: Layout) -> str:
    """The day that a sheet's title states, else its remarks below."""
    for text in layout.around:
        if day := as_of_day(text):
            return day
    return ""


def _latest(today: str, *others: str) -> str:
    """The last day on which someone in the file can have been born, empty where that is not known."""
    return max((day for day in ((today if today >= FIRST_DAY else ""), *(others if today else ())) if day), default="")


def _undated(rosters: list[tuple[Grid, Layout]], row: Row | None) -> tuple[Problem, ...]:
    if row is None:
        return ()
    for grid, layout in rosters:
        column = next((block["age"] for block in layout.blocks if "age" in block), None)
        if column is not None and grid.name == row.sheet:
            reason = say(
                "没有写年龄是哪一天的。请在标题里写上“截至2026年5月31日”这样的日期再导入，或者导入时填上这一天。"
                "只写了年龄的人照样导入，可在这之前算不出是否满 18 岁。"
            )
            place = letter(column.place)
            return (Problem(grid.name, layout.header, column.title, place, column.title, reason, kept=True),)
    return ()


def _notes(book: Book, layouts: list[tuple[Grid, Layout]], shared: str) -> tuple[Sentence, ...]:
    notes = []
    rosters = [(grid, layout) for grid, layout in layouts if layout.header]
    blocks: list[Block] = [block for _, layout in rosters for block in layout.blocks]
    if any("identity" in block for block in blocks):
        notes.append(say("身份证号没有收进来：开会用不着，不留。"))
    if shared and any("age" in block for block in blocks):
        notes.append(say("年龄都按 {day} 算。", day=shared))
    unused = dict.fromkeys(text for _, layout in rosters for text in layout.unused)
    if unused:
        notes.append(say("这些列没有用到：{columns}。", columns="、".join(unused)))
    for grid, layout in rosters:
        hidden = [line.row for line in layout.lines if line.row in grid.hidden]
        if hidden:
            notes.append(say("“{sheet}”里有 {n} 行是隐藏的，也读了。", sheet=grid.name, n=len(hidden)))
    for grid, layout in layouts:
        if not layout.header and grid.rows:
            notes.append(say("“{sheet}”里没有名册，没有读。", sheet=grid.name))
    notes += [say("“{sheet}”是隐藏的表，没有读。", sheet=name) for name in book.hidden]
    return tuple(notes)


def _joined(reader: Reader) -> list[Sentence]:
    return [
        say("“{sheet}”里有 {n} 人前面的表里已有，当作同一个人，身份并在一起。", sheet=sheet, n=n)
        for sheet, n in reader.doubles.joined.items()
    ]


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
