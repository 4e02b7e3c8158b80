"""A register as an Excel workbook: its entries, its counters by person, and the same for the years before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.registers.shown import field_of
from desktop.services.desk import Desk
from desktop.services.registers.print_register import counter_rows, in_writing, other_rows, remarks
from desktop.services.registers.read_register import RegisterView, cells, heads, read_register
from forms.language import CHINESE, refuse
from forms.registerfile import PERSON
from forms.sheets import FieldType

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
    from desktop.exchange.sheets import Cell, Day, Figure, Sheet

    def _typed(way: str, text: str) -> Cell:
        """Numbers, money and days as such; of a column of a table there may be several, which are text."""
        kind = getattr(field_of(view.form, way), "type", None)
        if kind is FieldType.DATE and len(text) == 10:
            return Day(text)
        return Figure(text) if kind in (FieldType.NUMBER, FieldType.MONEY) else text

    more = ("进展", "办到这一步的日期") if view.register.states else ()
    linked = ("关联",) if view.register.links else ()
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(in_writing(view), 1):
        state = (line.state.title if line.state else "提出", Day(line.since)) if more else ()
        ties = ("、".join(one.title for one in line.ties),) if linked else ()
        written = map(_typed, view.register.shows, cells(view, line, CHINESE))
        rows.append((number, *written, *state, *ties, "已定稿" if line.entry.sealed else "未定稿"))
    columns = ("序号", *heads(view, CHINESE), *more, *linked, "存档情况")
    return Sheet(name=view.register.title, title=f"{_title(view)}台账", columns=columns, rows=tuple(rows))


def _counters(view: RegisterView) -> Sheet:
    from desktop.exchange.sheets import Cell, Figure, Sheet

    columns, numbers = counter_rows(view)
    others = other_rows(view)
    width = max(len(columns), 3)
    rows: list[tuple[Cell, ...]] = [(row[0], *(Figure(one) for one in row[1:]), *("",) * (width - len(row))) for row in numbers]
    rows += [(title, name, Figure(number), *("",) * (width - 3)) for title, name, number in others]
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

