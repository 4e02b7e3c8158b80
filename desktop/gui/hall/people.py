"""Finding the people of this evening from what is typed, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Container

from msgspec import Struct

from desktop.domain.events import Attendee
from desktop.domain.meeting import Meeting
from desktop.domain.names import Finder
from desktop.domain.people import Person
from desktop.gui.parts.person_field import MATCHES, Choice
from desktop.gui.words import _
from desktop.services.desk import Desk
from desktop.services.import_roster import roster


class Finders(Struct, frozen=True):
    """Made on the worker: reading names as pinyin costs a moment. `people` says for whom the index was made."""

    finder: Finder
    people: tuple[str, ...]


def make_finders(desk: Desk, meeting: Meeting) -> Finders:
    """An index of everyone expected and of those who sit in, with number and phone as the roster has them today.

    The number of a seat is that on the sign-in sheet; a scanner reads the person's own id.
    """
    known = {person.id: person for person in roster(desk)}
    guests = [_person(one) for one in meeting.observers.values()]
    expected = [known.get(one.person, _person(one)) for one in meeting.eligible.values()]
    codes = {person: (str(seat), person) for seat, person in enumerate(meeting.eligible, 1)}
    return Finders(Finder([*expected, *guests], codes), (*meeting.eligible, *meeting.observers))


def _person(one: Attendee) -> Person:
    return Person(
        id=one.person, name=one.name, sex=one.sex, birth=one.birth_year, group=one.group, household=one.household, head=one.head
    )


def matches(
    finders: Finders | None, text: str, meeting: Meeting, wanted: Callable[[str], bool], without: Container[str] = ()
) -> list[Choice]:
    """At most five people who match, best first; only `wanted` ones, and none of `without`."""
    if finders is None:
        return []
    limit = 4 * MATCHES
    while True:  # most of those who match first are wanted; the whole of a large roster is searched only if it must be
        found = finders.finder.find(text, limit=limit)
        chosen = [person.id for person in found if person.id not in without and wanted(person.id)][:MATCHES]
        if len(chosen) == MATCHES or len(found) < limit:
            return [Choice(person, described(meeting, person)) for person in chosen]
        limit *= 4


def described(meeting: Meeting, person: str) -> str:
    """张伟(三组 · 户主张大山 · 1991): all that tells people apart."""
    one = meeting.eligible.get(person) or meeting.observers.get(person)
    if one is None:
        return ""
    if person in meeting.observers:
        return _("{name}（列席）", name=one.name) if not one.office else _("{name}（列席 · {office}）", name=one.name, office=one.office)
    head = _("户主{head}", head=one.head) if one.head and one.head != one.name else ""
    marks = " · ".join(mark for mark in (one.group, head, one.birth_year) if mark)
    return f"{one.name}（{marks}）" if marks else one.name


def in_short(meeting: Meeting, person: str) -> str:
    """张伟(三组·1991), as the green line says it."""
    one = meeting.eligible.get(person) or meeting.observers.get(person)
    if one is None:
        return ""
    marks = "·".join(mark for mark in (one.group, one.birth_year) if mark)
    return f"{one.name}（{marks}）" if marks else one.name
