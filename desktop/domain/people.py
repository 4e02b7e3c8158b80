"""People of the village as the roster knows them, and how two of one name are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct


class Office(Struct, frozen=True):
    """A 身份 that a person holds, with its term; dates are ISO days, empty where the roster does not say."""

    kind: str
    since: str = ""
    until: str = ""


class Person(Struct, frozen=True, kw_only=True):
    """One line of the roster. Nothing in it is guessed: an age keeps the day on which it was true."""

    id: str
    name: str
    number: str = ""
    sex: str = ""
    birth: str = ""
    """Year, year-month or ISO day, as far as it is known."""
    age: int | None = None
    age_as_of: str = ""
    """ISO day on which `age` was stated; an age without it is of no use and is reported as a problem."""
    group: str = ""
    household: str = ""
    head: str = ""
    """Name of the head of the household (户主)."""
    phone: str = ""
    offices: tuple[Office, ...] = ()
    note: str = ""

    @property
    def birth_year(self) -> str:
        return self.birth[:4]

    def holds(self, *kinds: str) -> bool:
        """Whether the person holds one of these offices, whatever its term."""
        return any(office.kind in kinds for office in self.offices)


def distinguish(people: Iterable[Person]) -> dict[str, str]:
    """Id to the name that is shown: the name alone where it is the only one, else with what tells the person apart.

    The first of these that differs among all of one name is used: group with birth year, group, head of household, birth
    year, household number, roster number; where none does alone, all that is known stands in the brackets, and where
    even that is the same, the place among those of the name.
    """
    same: dict[str, list[Person]] = {}
    shown: dict[str, str] = {}
    for person in people:
        same.setdefault(person.name, []).append(person)
        shown[person.id] = person.name
    for name, alike in same.items():
        if len(alike) > 1:
            shown.update({person.id: f"{name}（{mark}）" for person, mark in zip(alike, _marks(alike), strict=True)})
    return shown


def _marks(same: list[Person]) -> list[str]:
    ways = [
        [f"{person.group}·{person.birth_year}" if person.group and person.birth else "" for person in same],
        [person.group for person in same],
        [f"户主{person.head}" if person.head else "" for person in same],
        [f"{person.birth_year}年生" if person.birth else "" for person in same],
        [f"户号{person.household}" if person.household else "" for person in same],
        [f"序号{person.number}" if person.number else "" for person in same],
    ]
    for way in ways:
        if all(way) and len(set(way)) == len(same):
            return way
    known = ["·".join(mark for mark in marks if mark) for marks in zip(*ways[1:], strict=True)]
    often = Counter(known)
    return [
        mark if mark and often[mark] == 1 else "·".join(filter(None, (mark, f"第{place}位")))
        for place, mark in enumerate(known, start=1)
    ]
