"""Who has spoken how long: by person, by role and by sex. The speech that is being held counts until now."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import Meeting

OBSERVER = "列席"


class Share(Struct, frozen=True):
    """Speeches and the seconds they took."""

    speeches: int = 0
    seconds: int = 0


class Spoken(Struct, frozen=True):
    """Each by name of what is counted; a person by id."""

    people: dict[str, Share]
    roles: dict[str, Share]
    sexes: dict[str, Share]


def spoken(meeting: Meeting, now: str, item: str = "") -> Spoken:
    """Of the whole evening, or of one item. `now` is an ISO time."""
    said = [(one.person, one.item, one.seconds) for one in meeting.speeches]
    said += [(one.person, one.item, one.spoken(now)) for one in (meeting.interrupted, meeting.floor) if one is not None]
    found = Spoken({}, {}, {})
    for person, about, seconds in said:
        if item and about != item:
            continue
        facts = meeting.eligible.get(person)
        office = facts.office.split("、")[0] if facts else OBSERVER
        for shares, name in (
            (found.people, person),
            (found.roles, office),
            (found.sexes, facts.sex if facts else ""),
        ):
            before = shares.get(name, Share())
            shares[name] = Share(before.speeches + 1, before.seconds + seconds)
    return found
