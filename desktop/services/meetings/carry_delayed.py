"""What a meeting delayed (改期) stands on the agenda of the next one of its kind that is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.domain.case import ON_AGENDA
from desktop.domain.events import ItemAdded, Moment
from desktop.domain.fold import fold
from desktop.domain.meeting import OPEN, PLANNED, Item, Meeting

if TYPE_CHECKING:
    from desktop.storage.work import Work

LOOKED_AT = 12
"""Meetings that are looked back on; a year of monthly ones."""


def delayed(work: Work, rule: str, people: set[str]) -> tuple[tuple[Meeting, Item], ...]:
    """Items that the last meeting under `rule` delayed, and that no meeting after it has taken over.

    Of meetings of other people (another group of the village) nothing is taken over: one of `people` must have been called.
    """
    taken: set[tuple[str, str]] = set()
    for row in work.meetings.list()[:LOOKED_AT]:
        meeting = fold(row.id, work.journal.read(row.id)).meeting
        if meeting.rule != rule or people.isdisjoint(meeting.eligible):
            continue
        if meeting.stage not in (PLANNED, OPEN):
            wanted = [item for item in meeting.items if item.state == "delayed"]
            return tuple((meeting, item) for item in wanted if (meeting.id, item.title) not in taken)
        taken |= {(item.carried_from, item.title) for item in meeting.items if item.carried_from}
    return ()


def carried_events(found: tuple[tuple[Meeting, Item], ...], since: int) -> tuple[ItemAdded, ...]:
    """The items as events of the new meeting; `since` is the sequence of the first."""
    return tuple(
        ItemAdded(
            item=f"i{sequence}",
            title=item.title,
            text=item.text,
            case=item.case,
            minutes=item.minutes,
            carried_from=meeting.id,
        )
        for sequence, (meeting, item) in enumerate(found, since)
    )


def take_cases_along(work: Work, found: tuple[tuple[Meeting, Item], ...], meeting_id: str, moment: Moment) -> None:
    """The case of a carried item is on the agenda of the new meeting."""
    for _, item in found:
        case = work.cases.get(item.case) if item.case else None
        if case is not None:
            work.cases.update(replace(case, state=ON_AGENDA, meeting=meeting_id), moment.at)
