"""A register as its page shows it: the entries that were looked for, the counters of a year, who is missing somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.registers.counting import Tally, counted, uncovered, years_of
from desktop.domain.registers.entry import Entry, Tied, day_of, name_of, standing, value_at
from desktop.domain.registers.finding import matches, text_of
from desktop.domain.registers.same_topic import Topic, Twice, twice
from desktop.domain.registers.shown import title_of, words_of
from desktop.domain.registers.states import now, steps_of
from desktop.services.desk import Desk
from desktop.services.registers.people import standing_names
from desktop.services.registers.ties import titled
from forms.registers import Cover, Register, State, in_order
from forms.sheets import SheetForm

if TYPE_CHECKING:
    from desktop.storage.work import Work


class Kept(Struct, frozen=True, kw_only=True):
    """A register in the list of all, and how many entries it has."""

    register: Register
    number: int


class EntryLine(Struct, frozen=True, kw_only=True):
    entry: Entry
    name: str
    day: str
    state: State | None
    """The state that was reached last."""
    since: str
    """Day of that state."""
    ties: tuple[Tied, ...]


class Covered(Struct, frozen=True, kw_only=True):
    """How many of this register stand in the other, and who does not."""

    cover: Cover
    all: int
    missing: tuple[str, ...]


class RegisterView(Struct, frozen=True, kw_only=True):
    register: Register
    form: SheetForm
    year: str
    years: tuple[str, ...]
    """Of which there are entries, and this one; the last first."""
    lines: tuple[EntryLine, ...]
    all: int
    """Entries of the year (or standing), found or not."""
    tallies: tuple[Tally, ...]
    covered: tuple[Covered, ...]
    states: tuple[tuple[State, int], ...]
    """How many entries of the year stand in each state."""
    twice: tuple[Twice, ...]
    """The same topic twice, this register's and those that it is held against."""


def list_registers(desk: Desk) -> tuple[Kept, ...]:
    """All registers in the order of their groups."""
    with desk.store.read() as work:
        used = work.registers.used()
    return tuple(Kept(register=one, number=used.get(one.id, 0)) for one in in_order(desk.pack.registers.values()))


def read_register(desk: Desk, register_id: str, year: str = "", query: str = "") -> RegisterView:
    """`year` empty: this one. Standing entries belong to no year; they are shown while they hold."""
    register = desk.pack.register(register_id)
    form = desk.pack.sheet(register.sheet)
    today = desk.clock().at[:10]
    year = year or today[:4]
    with desk.store.read() as work:
        every = work.registers.of(register_id)
        own = [one for one in every if not one.parent]
        lines = _lines(desk, work, register, form, every, year, query, today)
        tallies = counted(register, own, year, today, among_of(desk, work, register, today))
        covered = _covered(desk, work, register, own, today)
        topics = topics_of(desk, work, register, year)
    of_year = (
        standing(register, own, today) if register.standing else [one for one in own if _of_year(register, one, year)]
    )
    years = tuple(sorted({today[:4], year, *years_of(register, own)}, reverse=True))
    return RegisterView(
        register=register, form=form, year=year, years=() if register.standing else years, lines=lines, all=len(of_year),
        tallies=tallies, covered=covered, states=_states(register, lines), twice=twice(topics),
    )  # fmt: skip


def _states(register: Register, lines: Iterable[EntryLine]) -> tuple[tuple[State, int], ...]:
    numbers = Counter(line.state.id for line in lines if line.state)
    return tuple((state, numbers[state.id]) for state in register.states if numbers[state.id])


def among_of(desk: Desk, work: Work, register: Register, today: str) -> Mapping[str, tuple[str, ...]]:
    """The names of those who should reach the targets of this register."""
    names = {count.among for count in register.counts if count.among}
    return {name: standing_names(desk, work, name, today) for name in names}


def topics_of(desk: Desk, work: Work, register: Register, year: str = "") -> tuple[Topic, ...]:
    """Topics of the registers that this one is held against, of `year` or of all years."""
    found = []
    for name in register.against:
        other = desk.pack.register(name)
        for entry in work.registers.of(name):
            day = day_of(other, entry)
            if not entry.parent and other.topic and (not year or day[:4] == year):
                title = "".join(str(one) for one in value_at(entry.values, other.topic))
                by = words_of(desk.pack.sheet(entry.form), entry.values, other.person) if other.person else ""
                found.append(Topic(entry=entry.id, title=title, by=by, day=day))
    return tuple(found)


def heads(view: RegisterView, language: str) -> tuple[str, ...]:
    return tuple(title_of(view.form, way, language) for way in view.register.shows)


def cells(view: RegisterView, line: EntryLine, language: str) -> tuple[str, ...]:
    return tuple(words_of(view.form, line.entry.values, way, language) for way in view.register.shows)


def _of_year(register: Register, entry: Entry, year: str) -> bool:
    """Of the year, or without a day, lest it be found nowhere."""
    return day_of(register, entry)[:4] in (year, "")


def _lines(
    desk: Desk,
    work: Work,
    register: Register,
    form: SheetForm,
    every: tuple[Entry, ...],
    year: str,
    query: str,
    today: str,
) -> tuple[EntryLine, ...]:
    """The last day first; what stands, by its name as it was entered."""
    own = [one for one in every if not one.parent]
    chosen = (
        standing(register, own, today) if register.standing else [one for one in own if _of_year(register, one, year)]
    )
    ties = work.registers.ties_in(register.id) if register.links else {}
    under: dict[str, list[Entry]] = {}
    for one in every:
        under.setdefault(one.parent, []).append(one)
    found = []
    for entry in chosen:
        if query.strip():
            shown = " ".join(words_of(form, entry.values, way) for way in register.shows)
            if not matches(query, f"{shown} {text_of(entry.values)}"):
                continue
        reached = now(steps_of(register, under.get(entry.id, ()), desk.pack.sheets))
        found.append(
            EntryLine(
                entry=entry, name=name_of(register, entry), day=day_of(register, entry), state=reached.state if reached else None,
                since=reached.day if reached else "", ties=titled(desk, work, register.id, ties.get(entry.id, ())),
            )
        )  # fmt: skip
    return tuple(found if register.standing else sorted(found, key=lambda line: line.day, reverse=True))


def _covered(desk: Desk, work: Work, register: Register, own: list[Entry], today: str) -> tuple[Covered, ...]:
    names = [name_of(register, one) for one in standing(register, own, today)]
    found = []
    for cover in register.covers:
        other = desk.pack.register(cover.register)
        there = [
            str(one)
            for entry in standing(other, work.registers.of(other.id), today)
            for one in value_at(entry.values, cover.field)
        ]
        found.append(Covered(cover=cover, all=len(set(names)), missing=uncovered(names, there)))
    return tuple(found)
