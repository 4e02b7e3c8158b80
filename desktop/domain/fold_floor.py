"""What the events of the floor make of a meeting: who waits, who speaks, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from desktop.domain import events as e
from desktop.domain.meeting import Floor, Meeting, Request, Speech, seconds_between
from desktop.domain.queue import arrange


def _requested(m: Meeting, event: e.SpeechRequested, moment: e.Moment) -> Meeting:
    request = Request(
        person=event.person,
        asked_at=moment.at,
        point_of_order=event.point_of_order,
        rank=event.rank,
        side=event.side,
        number=1 + max((one.number for one in m.requests), default=0),
    )
    return arrange(replace(m, requests=(*m.requests, request)))


def _without(m: Meeting, person: str, point_of_order: bool) -> tuple[Request, ...]:
    return tuple(r for r in m.requests if (r.person, r.point_of_order) != (person, point_of_order))


def _withdrawn(m: Meeting, event: e.SpeechWithdrawn, _: e.Moment) -> Meeting:
    return arrange(replace(m, requests=_without(m, event.person, event.point_of_order)))


def _speech(floor: Floor, moment: e.Moment) -> Speech:
    return Speech(
        person=floor.person,
        item=floor.item,
        started_at=floor.started_at,
        ended_at=moment.at,
        seconds=floor.spoken(moment.at),
        point_of_order=floor.point_of_order,
        side=floor.side,
        on_paper=floor.on_paper or moment.clock == "paper",
    )


def silence(m: Meeting, moment: e.Moment) -> Meeting:
    """Whoever speaks has finished, and whoever was interrupted has too."""
    ended = tuple(_speech(floor, moment) for floor in (m.interrupted, m.floor) if floor is not None)
    return replace(m, floor=None, interrupted=None, speeches=(*m.speeches, *ended)) if ended else m


def leave_floor(m: Meeting, person: str, moment: e.Moment) -> Meeting:
    """`person` leaves the hall: waits no longer, and has finished speaking."""
    m = replace(m, requests=tuple(request for request in m.requests if request.person != person))
    if m.interrupted is not None and m.interrupted.person == person:
        m = replace(m, interrupted=None, speeches=(*m.speeches, _speech(m.interrupted, moment)))
    if m.floor is not None and m.floor.person == person:
        m = _end(m, moment)
    return arrange(m)


def _end(m: Meeting, moment: e.Moment) -> Meeting:
    """The speech is over; one that was interrupted goes on."""
    assert m.floor
    back = replace(m.interrupted, running_since=moment.at) if m.interrupted is not None else None
    return replace(m, floor=back, interrupted=None, speeches=(*m.speeches, _speech(m.floor, moment)))


def _begins(m: Meeting, person: str, point_of_order: bool, moment: e.Moment) -> Meeting:
    waited = next((r for r in m.requests if (r.person, r.point_of_order) == (person, point_of_order)), None)
    floor = Floor(
        person=person,
        item=m.current.id if m.current else "",
        started_at=moment.at,
        running_since=moment.at,
        point_of_order=point_of_order,
        side=waited.side if waited else "",
        limit=m.speakers.seconds,
        on_paper=moment.clock == "paper",
    )
    return arrange(replace(m, floor=floor, requests=_without(m, person, point_of_order)))


def _speaks(m: Meeting, event: e.SpeakerStarted, moment: e.Moment) -> Meeting:
    return _begins(silence(m, moment), event.person, event.point_of_order, moment)


def _interrupted(m: Meeting, event: e.SpeakerInterrupted, moment: e.Moment) -> Meeting:
    assert m.floor
    held = replace(m.floor, seconds=m.floor.spoken(moment.at), running_since="")
    return _begins(replace(m, interrupted=held, floor=None), event.person, True, moment)


def _time_added(m: Meeting, event: e.TimeAdded, _: e.Moment) -> Meeting:
    assert m.floor
    return replace(m, floor=replace(m.floor, added=m.floor.added + event.seconds))


def _list_closed(m: Meeting, _: e.ListClosed, __: e.Moment) -> Meeting:
    return replace(m, list_closed=True)


def _list_reopened(m: Meeting, _: e.ListReopened, __: e.Moment) -> Meeting:
    return replace(m, list_closed=False)


def _time_lost(m: Meeting, event: e.TimeLost, _: e.Moment) -> Meeting:
    """Whoever spoke and whatever was open goes on as if the clock had stood still."""
    lost = seconds_between(event.since, event.until)
    if m.floor is not None and m.floor.running_since:
        spoken = m.floor.spoken(event.since)
        m = replace(m, floor=replace(m.floor, seconds=spoken, running_since=max(event.until, m.floor.running_since)))
    items = tuple(replace(item, seconds=item.seconds - lost) if item.state == "open" else item for item in m.items)
    return replace(m, items=items)


def _paused(m: Meeting, _: e.SpeakerPaused, moment: e.Moment) -> Meeting:
    assert m.floor
    return replace(m, floor=replace(m.floor, seconds=m.floor.spoken(moment.at), running_since=""))


def _resumed(m: Meeting, _: e.SpeakerResumed, moment: e.Moment) -> Meeting:
    assert m.floor
    return replace(m, floor=replace(m.floor, running_since=moment.at))


def _finished(m: Meeting, _: e.SpeakerFinished, moment: e.Moment) -> Meeting:
    return arrange(_end(m, moment))


HANDLERS: dict[type, Callable[[Meeting, Any, e.Moment], Meeting]] = {
    e.SpeechRequested: _requested,
    e.SpeechWithdrawn: _withdrawn,
    e.SpeakerStarted: _speaks,
    e.SpeakerInterrupted: _interrupted,
    e.TimeAdded: _time_added,
    e.ListClosed: _list_closed,
    e.ListReopened: _list_reopened,
    e.TimeLost: _time_lost,
    e.SpeakerPaused: _paused,
    e.SpeakerResumed: _resumed,
    e.SpeakerFinished: _finished,
}
