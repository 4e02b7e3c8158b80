"""A register, or one of its entries, on paper: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.domain.registers.counting import ALTOGETHER, Tally
from desktop.domain.registers.entry import name_of
from desktop.domain.registers.shown import choice_of
from desktop.services.desk import Desk
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.services.registers.fill_entry import entry_of
from desktop.services.registers.read_register import EntryLine, RegisterView, cells, heads, read_register
from forms.language import CHINESE
from forms.registerfile import ALL, PERSON

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared
    from desktop.papers.register_list import Listed


def preview_entry(desk: Desk, form_id: str, values: Mapping[str, Any] | None, about: str = "", public: bool = False) -> Drawn:
    """As it would be printed now; without `values`, blank; `public` leaves out what the form masks. Nothing is recorded, and it bears no print id."""
    from desktop.papers import draw

    return draw(_sheet(desk, form_id, values, "", about, public, print_id="", at=desk.clock().at))


def print_entry(desk: Desk, entry_id: str, public: bool = False) -> Printed:
    """Draw the entry as it stands and record that it was printed."""
    moment = desk.clock()
    with desk.store.read() as work:
        entry = entry_of(work, entry_id)
        parent = entry_of(work, entry.parent) if entry.parent else None
    register = desk.pack.register(entry.register)
    about = name_of(register, parent) if parent else ""
    prepared = _sheet(desk, entry.form, entry.values, register.id, about, public, print_id=new_print_id(desk), at=moment.at)
    return record_print(desk, moment, prepared)


def preview_register(desk: Desk, register_id: str, year: str = "", query: str = "") -> Drawn:
    """As it would be printed now. Nothing is recorded, and it bears no print id."""
    from desktop.papers import draw

    return draw(_list(desk, register_id, year, query, print_id="", at=desk.clock().at))


def print_register(desk: Desk, register_id: str, year: str = "", query: str = "") -> Printed:
    """The list as it is shown, with the counters of the year."""
    moment = desk.clock()
    return record_print(desk, moment, _list(desk, register_id, year, query, print_id=new_print_id(desk), at=moment.at))


def in_writing(view: RegisterView) -> tuple[EntryLine, ...]:
    """On paper and in tables the first day stands first, and what stands as it was entered."""
    return view.lines if view.register.standing else view.lines[::-1]


def counter_rows(view: RegisterView) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Heads and rows of the counters by person; those by something else follow in rows of their own."""
    people = [tally for tally in view.tallies if tally.count.by == PERSON]
    names = tuple(dict.fromkeys(name for tally in people for name in tally.numbers))
    rows = [(name, *(tally.shown(name) for tally in people)) for name in names]
    if people and len(names) > 1:
        rows.append(("合计", *(str(tally.total) for tally in people)))
    return ("姓名", *(tally.count.title for tally in people)), tuple(rows)


def other_rows(view: RegisterView) -> tuple[tuple[str, str, str], ...]:
    """(counter, what it is counted by, number) of the counters that are not by person."""
    return tuple(
        (tally.count.title, _by(view, tally, name), tally.shown(name))
        for tally in view.tallies
        if tally.count.by != PERSON
        for name in tally.numbers
    )


def remarks(view: RegisterView) -> tuple[str, ...]:
    """Who is behind, and who is missing somewhere, as sentences in Chinese."""
    found = [f"{state.title} {number} 件。" for state, number in view.states]
    for tally in view.tallies:
        if tally.behind and tally.count.by != ALL:
            names = "、".join(_by(view, tally, name) for name in tally.behind)
            found.append(f"{tally.count.title}：还没做到 {len(tally.behind)} 个，{names}。")
        elif tally.behind:
            found.append(f"{tally.count.title}：还差 {sum(tally.behind.values())} 次。")
    for one in view.covered:
        done = one.all - len(one.missing)
        found.append(
            f"{one.cover.title}：{done}/{one.all}" + (f"，还缺 {'、'.join(one.missing)}。" if one.missing else "。")
        )
    found += [f"撞题：“{one.second.title}”与“{one.first.title}”相近 {one.percent}%。" for one in view.twice]
    return tuple(found)


def _by(view: RegisterView, tally: Tally, name: str) -> str:
    if name == ALTOGETHER:
        return "全部"
    return name if tally.count.by == PERSON else choice_of(view.form, tally.count.by, name)


def _list(desk: Desk, register_id: str, year: str, query: str, *, print_id: str, at: str) -> Prepared:
    from desktop.papers.register_list import prepare_register

    return prepare_register(listed(desk, register_id, year, query), desk.village(), print_id=print_id, printed_at=at)


def listed(desk: Desk, register_id: str, year: str = "", query: str = "") -> Listed:
    """What is printed of a register."""
    from desktop.papers.register_list import Listed

    view = read_register(desk, register_id, year, query)
    register = view.register
    stated = ("进展",) if register.states else ()
    rows = [
        (*cells(view, line, CHINESE), *((line.state.title if line.state else "提出",) if stated else ()))
        for line in in_writing(view)
    ]
    columns, numbers = counter_rows(view)
    return Listed(
        id=register.id, title=register.title, title_en=register.title_en, source=register.source,
        period="" if register.standing else f"{view.year}年", columns=(*heads(view, CHINESE), *stated), rows=tuple(rows),
        counters=columns, numbers=numbers,
        remarks=(*(f"{title}·{name}：{number}" for title, name, number in other_rows(view)), *remarks(view)),
    )  # fmt: skip


def _sheet(
    desk: Desk, form_id: str, values: Mapping[str, Any] | None, subject: str, about: str, public: bool, *, print_id: str, at: str
) -> Prepared:
    from desktop.papers import prepare_sheet

    form, village = desk.pack.sheet(form_id), desk.village()
    return prepare_sheet(
        form,
        village,
        values=values,
        subject=subject,
        about=about,
        of_case=bool(about),
        public=public,
        print_id=print_id,
        printed_at=at,
    )
