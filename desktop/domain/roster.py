"""Who is still the same person when a roster is imported again.

A roster has no ids of its own. A person keeps last year's id where name and something else agree, and agree for one
person only on either side; whoever cannot be told is a new person, because two people under one id would be worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from desktop.domain.people import Person

_WAYS: tuple[Callable[[Person], tuple[str, ...]], ...] = (
    lambda person: (person.birth, person.household),
    lambda person: (person.birth, person.head),
    lambda person: (person.birth, person.group),
    lambda person: (person.birth,),
    lambda person: (person.household,),
    lambda person: (person.head, person.group),
    lambda person: (person.phone,),
    lambda person: (person.group, person.number),
    lambda person: (person.group,),
    lambda person: (person.number,),
    lambda person: (person.head,),
)
"""What may agree besides the name, strongest first; a way counts only where all of it is known."""


def keep_ids(before: Iterable[Person], people: Sequence[Person], taken: Collection[str] = ()) -> tuple[Person, ...]:
    """`people` in their order, with the ids of `before` for those who are the same person.

    One of a name on both sides, with nothing known that speaks against it, is the same. Known birth years or sexes
    that differ always speak against it. New people keep the id they came with, made different by a suffix where it is
    already used in `before`, in `taken` (ids of people who left) or among themselves.
    """
    old, new = defaultdict(list), defaultdict(list)
    for person in before:
        old[person.name].append(person)
    for place, person in enumerate(people):
        new[person.name].append(place)
    same: dict[int, str] = {}
    for name, places in new.items():
        same.update(_pair(old.get(name, []), [(place, people[place]) for place in places]))
    used = {person.id for group in old.values() for person in group} | set(taken)
    kept = []
    for place, person in enumerate(people):
        name = same.get(place) or _free(person.id, used)
        used.add(name)
        kept.append(msgspec.structs.replace(person, id=name))
    return tuple(kept)


def _pair(old: list[Person], new: list[tuple[int, Person]]) -> dict[int, str]:
    """Place in the new roster to id, for one name."""
    found: dict[int, str] = {}
    for way in _WAYS:
        then: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        now: dict[tuple[str, ...], list[tuple[int, Person]]] = defaultdict(list)
        for person in old:
            then[way(person)].append(person)
        for place, person in new:
            now[way(person)].append((place, person))
        for marks, here in now.items():
            there = then.get(marks, [])
            if all(marks) and len(here) == len(there) == 1 and not _contradict(there[0], here[0][1]):
                found[here[0][0]] = there[0].id
        old = [person for person in old if person.id not in found.values()]
        new = [(place, person) for place, person in new if place not in found]
    if len(old) == len(new) == 1 and not found and not _differ(old[0], new[0][1]):
        found[new[0][0]] = old[0].id
    return found


def _contradict(one: Person, other: Person) -> bool:
    return _unlike(one.birth_year, other.birth_year) or _unlike(one.sex, other.sex)


def _differ(one: Person, other: Person) -> bool:
    """Whether anything that is known of both is not the same."""
    marks = ("household", "head", "group", "phone", "number")
    return _contradict(one, other) or any(_unlike(getattr(one, mark), getattr(other, mark)) for mark in marks)


def _unlike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _free(wanted: str, used: set[str]) -> str:
    name, n = wanted, 2
    while name in used:
        name, n = f"{wanted}-{n}", n + 1
    return name
