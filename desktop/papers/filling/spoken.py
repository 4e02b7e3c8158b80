"""发言时间: who has spoken how long, by person, role, sex and item, as an appendix of the minutes where the procedure asks."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.papers.content import Filled
from desktop.papers.wording import length, typeset
from desktop.wire.bodies import SealedMeeting, SealedSpeech

OBSERVER = "列席"


def fill(meeting: SealedMeeting) -> tuple[Filled, ...]:
    """Two tables; none where the procedure does not ask, or nobody has spoken."""
    if not meeting.speaking_times or not meeting.speeches:
        return ()
    return (Filled(block="spoken", rows=_people(meeting)), Filled(block="shares", rows=_shares(meeting)))


def _people(meeting: SealedMeeting) -> tuple[tuple[str, ...], ...]:
    """Who spoke longest stands first; of two who spoke equally long, who spoke first."""
    labels = {one.person: one.label for one in meeting.speeches}
    ranked = sorted(labels, key=lambda person: -_seconds(_of(meeting, person)))
    return tuple(
        (
            str(place),
            typeset(labels[person]),
            _role(meeting, person),
            _sex(meeting, person) or "—",
            _about(meeting, _of(meeting, person)),
            str(len(_of(meeting, person))),
            length(_seconds(_of(meeting, person))),
        )
        for place, person in enumerate(ranked, 1)
    )


def _shares(meeting: SealedMeeting) -> tuple[tuple[str, ...], ...]:
    """Roles and sexes in the order in which they first spoke, items in the order of the agenda."""
    groups: list[tuple[str, str, list[SealedSpeech]]] = []
    for kind, of in (("身份", _role), ("性别", _sex)):
        names = dict.fromkeys(of(meeting, one.person) for one in meeting.speeches)
        groups += [
            (kind, name or "未记", [one for one in meeting.speeches if of(meeting, one.person) == name]) for name in names
        ]
    known = {item.id for item in meeting.items}
    groups += [("议题", item.title, [one for one in meeting.speeches if one.item == item.id]) for item in meeting.items]
    groups.append(("议题", "议题之外", [one for one in meeting.speeches if one.item not in known]))
    groups.append(("合计", "", list(meeting.speeches)))
    return tuple(
        (kind, name, str(len({one.person for one in said})), str(len(said)), length(_seconds(said)))
        for kind, name, said in groups
        if said
    )


def _of(meeting: SealedMeeting, person: str) -> list[SealedSpeech]:
    return [one for one in meeting.speeches if one.person == person]


def _seconds(said: Iterable[SealedSpeech]) -> int:
    return sum(one.seconds for one in said)


def _about(meeting: SealedMeeting, said: list[SealedSpeech]) -> str:
    """On which items, by number: 2、3."""
    numbers = {item.id: item.number for item in meeting.items}
    return "、".join(str(number) for number in sorted({numbers[one.item] for one in said if one.item in numbers})) or "—"


def _role(meeting: SealedMeeting, person: str) -> str:
    """The first office of one who may vote, as in the hall."""
    found = next((one for one in meeting.roll if one.person == person), None)
    if found is None or found.observer:
        return OBSERVER
    return found.office.split("、")[0] or "无职务"


def _sex(meeting: SealedMeeting, person: str) -> str:
    return next((one.sex for one in meeting.roll if one.person == person and not one.observer), "")
