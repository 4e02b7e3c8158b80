"""Counters of a register by person and year, and who is behind. Whatever is counted is counted from the entries anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from desktop.domain.period import span
from desktop.domain.registers.entry import Entry, day_of, people_of, standing, value_at
from desktop.domain.share import share
from forms.registerfile import ALL, PERSON
from forms.registers import Count, Register

ALTOGETHER = ""
"""Under which name a counter stands that is not by person."""


class Tally(Struct, frozen=True, kw_only=True):
    """One counter of one year: name (of a person, or what is counted by) to the number; in the order of the names."""

    count: Count
    numbers: dict[str, int]
    wholes: dict[str, int] = {}
    """Of what the numbers are a part, where the counter is a percentage."""
    behind: dict[str, int] = {}
    """Who has not reached the target in the period of today, and by how many."""
    asked: int = 0
    """How many should reach it."""

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    def shown(self, name: str) -> str:
        """The number, or the percentage rounded to whole ones: 22 of 34 is 65%."""
        if self.count.share_of:
            return share(self.numbers.get(name, 0), self.wholes.get(name, 0), 0)
        return str(self.numbers.get(name, 0))


def counted(
    register: Register, entries: Iterable[Entry], year: str, today: str, among: Mapping[str, Sequence[str]]
) -> tuple[Tally, ...]:
    """All counters of `register` in `year`. `among`: register to the names of those who should reach a target."""
    own = [entry for entry in entries if not entry.parent]
    if register.standing:
        own = list(standing(register, own, today))
    return tuple(_tally(register, count, own, year, today, among) for count in register.counts)


def _tally(
    register: Register, count: Count, entries: list[Entry], year: str, today: str, among: Mapping[str, Sequence[str]]
) -> Tally:
    fitting = [entry for entry in entries if not count.field or count.value in value_at(entry.values, count.field)]
    of_year = [entry for entry in fitting if register.standing or day_of(register, entry)[:4] == year]
    numbers, wholes = _sums(register, count, of_year), {}
    if count.share_of:
        wholes = _sums(register, count, of_year, of=count.share_of)
    asked = _asked(register, count, entries, among)
    if count.by == PERSON or count.among:
        numbers = dict.fromkeys(asked, 0) | numbers
    behind: dict[str, int] = {}
    if count.target and year == today[:4]:
        first, last = span(count.per, today)
        now = _sums(register, count, [one for one in fitting if first <= day_of(register, one) <= last])
        behind = {name: count.target - now.get(name, 0) for name in asked if now.get(name, 0) < count.target}
    return Tally(count=count, numbers=numbers, wholes=wholes, behind=behind, asked=len(asked))


def _asked(
    register: Register, count: Count, entries: list[Entry], among: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Who should reach the target: everybody of another register, or whoever stands in this one."""
    if count.by == ALL:
        return (ALTOGETHER,)
    if count.among:
        return tuple(dict.fromkeys(among.get(count.among, ())))
    return tuple(dict.fromkeys(name for entry in entries for name in _names(register, count, entry)))


def _sums(register: Register, count: Count, entries: Iterable[Entry], of: str = "") -> dict[str, int]:
    field = of or count.sum
    found: dict[str, int] = {}
    for entry in entries:
        step = sum(one for one in value_at(entry.values, field) if isinstance(one, int)) if field else 1
        for name in _names(register, count, entry):
            found[name] = found.get(name, 0) + step
    return found


def _names(register: Register, count: Count, entry: Entry) -> tuple[str, ...]:
    if count.by == ALL:
        return (ALTOGETHER,)
    if count.by == PERSON:
        return people_of(register, entry)
    return tuple(dict.fromkeys(str(one).strip() for one in value_at(entry.values, count.by)))


def years_of(register: Register, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Years of which the register has entries, the last one first."""
    return tuple(sorted({day_of(register, entry)[:4] for entry in entries if day_of(register, entry)}, reverse=True))


def uncovered(names: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """Of those who should stand somewhere, those who do not: 全员入室, 委员联网格."""
    known = set(there)
    return tuple(name for name in dict.fromkeys(names) if name not in known)
