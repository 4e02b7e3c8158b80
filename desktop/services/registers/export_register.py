"""A register as an Excel workbook: its entries, its counters by person, and the same for the years before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.registers.print_register import counter_rows, in_writing, other_rows, remarks
from desktop.services.registers.read_register import RegisterView, cells, heads, read_register
from forms.language import CHINESE, refuse
from forms.registerfile import PERSON

if TYPE_CHECKING:
    from desktop.exchange.sheets import Sheet


def export_register(desk: Desk, register_id: str, year: str = "") -> bytes:
    """The .xlsx of a register: the year's entries and counters, and the counters by person of every year.

    Raises Refused where nothing stands in it.
    """
    from desktop.exchange.sheets import workbook

    view = read_register(desk, register_id, year)
    if not view.lines:
        raise refuse("“{title}”还没有登记，没有可以导出的。", title=view.register.title)
    sheets = [_entries(view), _counters(view)]
    if not view.register.standing:
        sheets.append(_by_year(desk, view))
    return workbook(tuple(sheets), made_at=desk.clock().at)


def _title(view: RegisterView) -> str:
    return view.register.title if view.register.standing else f"{view.year}年{view.register.title}"


def _entries(view: RegisterView) -> Sheet:
    from desktop.exchange.sheets import Sheet

    more = ("进展", "办到这一步的日期") if view.register.states else ()
    linked = ("关联",) if view.register.links else ()
    rows = []
    for number, line in enumerate(in_writing(view), 1):
        state = (line.state.title if line.state else "提出", line.since) if more else ()
        ties = ("、".join(one.title for one in line.ties),) if linked else ()
        rows.append((number, *cells(view, line, CHINESE), *state, *ties, "已定稿" if line.entry.sealed else "未定稿"))
    columns = ("序号", *heads(view, CHINESE), *more, *linked, "存档情况")
    return Sheet(name=view.register.title, title=f"{_title(view)}台账", columns=columns, rows=tuple(rows))


def _counters(view: RegisterView) -> Sheet:
    from desktop.exchange.sheets import Sheet

    columns, numbers = counter_rows(view)
    others = other_rows(view)
    width = max(len(columns), 3)
    rows = [tuple(_cell(one) for one in row) + ("",) * (width - len(row)) for row in numbers]
    rows += [(title, name, _cell(number), *("",) * (width - 3)) for title, name, number in others]
    note = "\n".join(remarks(view))
    heads_ = (*columns, *("",) * (width - len(columns)))
    return Sheet(name="统计", title=f"{_title(view)}统计", columns=heads_, rows=tuple(rows), note=note)


def _by_year(desk: Desk, view: RegisterView) -> Sheet:
    """Person by person, year by year."""
    from desktop.exchange.sheets import Sheet

    years = tuple(reversed(view.years))
    of_years = {year: read_register(desk, view.register.id, year) for year in years}
    counts = [count for count in view.register.counts if count.by == PERSON]
    rows: list[tuple[str | int | None, ...]] = []
    for count in counts:
        numbers = {
            year: next(one.numbers for one in of_years[year].tallies if one.count.id == count.id) for year in years
        }
        names = dict.fromkeys(name for year in years for name in numbers[year])
        rows += [(name, count.title, *(numbers[year].get(name, 0) for year in years)) for name in names]
    columns = ("姓名", "项目", *(f"{year}年" for year in years))
    return Sheet(name="历年", title=f"{view.register.title}历年统计", columns=columns, rows=tuple(rows))


def _cell(text: str) -> str | int:
    return int(text) if text.isdecimal() else text
