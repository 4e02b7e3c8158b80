"""The same person twice: a row that was copied, or a second sheet that lists some of the people of the first again."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.domain.people import Person
from forms.language import Sentence, say


class Entry(Struct, frozen=True):
    """Where a person stands; `identity` is compared while reading and kept nowhere."""

    sheet: str
    row: int
    identity: str
    place: int
    """Index in the list of people."""


class Verdict(Struct, frozen=True):
    """`known` is the index of the person that this row says again, None for someone new."""

    known: int | None = None
    copied: bool = False
    """The row says exactly what the other says: it is a problem and not a second list."""
    doubt: Sentence | None = None


class Doubles:
    """Judges each row against those read before; the caller keeps `people` and adds to both."""

    def __init__(self, people: list[Person]) -> None:
        self._people = people
        self._named: dict[str, list[Entry]] = {}
        self.joined: dict[str, int] = {}
        """Sheet to how many of its rows were joined to people of sheets before."""

    def add(self, person: Person, sheet: str, row: int, identity: str) -> None:
        self._named.setdefault(person.name, []).append(Entry(sheet, row, identity, len(self._people)))
        self._people.append(person)

    def judge(self, person: Person, sheet: str, identity: str) -> Verdict:
        """Whether the row is a copy, the same person on another sheet, someone of that name, or cannot be told."""
        named = self._named.get(person.name, [])
        same = [entry for entry in named if self._alike(entry, person, identity)]
        if same:
            return self._copied(same[0], person, sheet, identity)
        before = [entry for entry in named if entry.sheet != sheet and self._agrees(entry, person, identity)]
        if not before:
            return Verdict()
        sure = [entry for entry in before if self._sure(entry, person, identity)]
        if len(sure) == 1:
            return Verdict(known=sure[0].place)
        doubt = say("和{row}同名，分不清是不是同一个人。请补上出生年月，或者删去这一行。", row=_where(before[0], sheet))
        return Verdict(doubt=doubt)

    def join(self, known: int, person: Person, sheet: str) -> None:
        """Take into a person what another sheet adds: offices, and what was left empty before."""
        old = self._people[known]
        offices = tuple(dict.fromkeys((*old.offices, *person.offices)))
        filled = {
            field: getattr(person, field)
            for field in ("sex", "birth", "group", "household", "head", "phone", "note")
            if not getattr(old, field)
        }
        if old.age is None:
            filled |= {"age": person.age, "age_as_of": person.age_as_of}
        self._people[known] = msgspec.structs.replace(old, offices=offices, **filled)
        self.joined[sheet] = self.joined.get(sheet, 0) + 1

    def _copied(self, entry: Entry, person: Person, sheet: str, identity: str) -> Verdict:
        other = self._people[entry.place]
        bare = not (person.birth or person.phone or identity or person.age is not None)
        if bare and person.number and other.number and person.number != other.number:
            reason = say("和{row}除了序号都一样，分不清是谁。请补上出生年月或户号。", row=_where(entry, sheet))
            return Verdict(doubt=reason)
        reason = say("和{row}完全一样。同一个人就删去一行；是两个人，请补上出生年月或户号。", row=_where(entry, sheet))
        return Verdict(known=entry.place, copied=True, doubt=reason)

    def _alike(self, entry: Entry, person: Person, identity: str) -> bool:
        other = self._people[entry.place]
        return entry.identity == identity and msgspec.structs.replace(other, id="", number=person.number) == person

    def _agrees(self, entry: Entry, person: Person, identity: str) -> bool:
        """Whether nothing that both say is different."""
        other = self._people[entry.place]
        pairs = [(getattr(other, field), getattr(person, field)) for field in ("sex", "group", "household", "head")]
        pairs += [(entry.identity, identity)]
        births = not other.birth or not person.birth or _begins(other.birth, person.birth)
        return births and all(not one or not two or one == two for one, two in pairs)

    def _sure(self, entry: Entry, person: Person, identity: str) -> bool:
        """Whether something that belongs to one person alone is the same."""
        other = self._people[entry.place]
        birth = bool(other.birth and person.birth) and _begins(other.birth, person.birth)
        phone = bool(set(other.phone.split("、")) & set(person.phone.split("、")) - {""})
        return birth or phone or (bool(identity) and identity == entry.identity)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _where(entry: Entry, sheet: str) -> Sentence:
    if entry.sheet == sheet:
        return say("第 {n} 行", n=entry.row)
    return say("“{sheet}”第 {n} 行", sheet=entry.sheet, n=entry.row)
