"""Who of the roster may take part with a vote in a meeting of a rule set: its 应到 list, never more than the roster says."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.events import Attendee
from desktop.domain.people import Person, distinguish

COMMITTEE = ("村委会主任", "村委会副主任", "村委会委员", "村民委员会主任", "村民委员会副主任", "村民委员会委员")
REPRESENTATIVE = ("村民代表", "妇女代表")
"""妇女代表 are among the 村民代表 (村民委员会组织法 第二十九条), also where a roster calls them by that word alone."""

OFFICES: dict[str, tuple[str, ...]] = {
    "villagers-representatives": (*COMMITTEE, *REPRESENTATIVE),
    "collective-members": ("集体成员", "集体经济组织成员"),
    "collective-representatives": ("成员代表",),
    "collective-council": ("理事长", "副理事长", "理事"),
}
"""Offices that make someone eligible, by rule set; a rule set that is not named here calls every adult."""

ADULT = 18
"""Years: 村民委员会组织法 第二十五条 (2018: 第二十一条)."""


class Eligible(Struct, frozen=True):
    """The list, and those of whom the roster does not say enough to put them on it."""

    attendees: tuple[Attendee, ...]
    unclear: tuple[Person, ...] = ()


def eligible(people: Iterable[Person], rule: str, date: str, offices: tuple[str, ...] | None = None) -> Eligible:
    """Those of `people` who are eligible on `date` (ISO day); `offices` overrides what the rule set calls for."""
    everyone = list(people)
    wanted = offices if offices is not None else OFFICES.get(rule)
    if wanted is not None:
        return Eligible(attendees([person for person in everyone if person.holds(*wanted)]))
    ages = [(person, _of_age(person, date)) for person in everyone]
    adults = [person for person, of_age in ages if of_age]
    return Eligible(attendees(adults), tuple(person for person, of_age in ages if of_age is None))


def attendees(people: list[Person]) -> tuple[Attendee, ...]:
    """A line of the meeting's list for each person, with what tells two of one name apart."""
    labels = distinguish(people)
    return tuple(
        Attendee(
            person=person.id,
            name=person.name,
            label=labels[person.id],
            sex=person.sex,
            birth_year=person.birth_year,
            group=person.group,
            head=person.head,
            household=person.household,
            office="、".join(office.kind for office in person.offices),
        )
        for person in people
    )


def _of_age(person: Person, date: str) -> bool | None:
    """Whether the person is eighteen on `date`; None where the roster leaves it open."""
    if person.birth:
        until = _turns_adult(person.birth)
        known = date[: len(until)]
        if known != until or len(until) == len(date):
            return known >= until
        return None
    if person.age is not None and person.age_as_of:
        if person.age >= ADULT and person.age_as_of <= date:
            return True
        if person.age + _full_years(person.age_as_of, date) >= ADULT:
            return True
        if person.age + 1 + _full_years(person.age_as_of, date) < ADULT:
            return False
    return None


def _turns_adult(birth: str) -> str:
    return f"{int(birth[:4]) + ADULT:04d}{birth[4:]}"


def _full_years(since: str, until: str) -> int:
    """Whole years between two ISO days, negative where `until` is the earlier."""
    return int(until[:4]) - int(since[:4]) - (until[5:] < since[5:])
