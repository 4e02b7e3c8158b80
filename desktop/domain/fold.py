"""The fold: a meeting from its events. Pure, and the same whether it is done at once or one entry at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from desktop.domain import events as e
from desktop.domain import fold_floor, fold_polls
from desktop.domain.fold_floor import leave_floor, silence
from desktop.domain.meeting import (
    ADJOURNED,
    CONFIRMED,
    OPEN,
    PLANNED,
    Item,
    Line,
    Meeting,
    Presence,
)
from desktop.domain.queue import arrange


class Step(Struct, frozen=True):
    """An action that stands: what it was, and the meeting before it. A chain of these makes undo cost nothing."""

    action: int
    event: e.AnyEvent
    before: Meeting
    previous: Step | None


class Undone(Struct, frozen=True):
    """An action that was taken back and may be done again: it, the meeting after it, and what was taken back before."""

    step: Step
    after: Meeting
    previous: Undone | None


class Evening(Struct, frozen=True):
    """A meeting with its way back, and forth again. `length` is the sequence of the last journal entry."""

    meeting: Meeting
    length: int = 0
    last: Step | None = None
    undone: Undone | None = None


def start(meeting_id: str) -> Evening:
    return Evening(Meeting(id=meeting_id))


def follow(evening: Evening, entry: e.Entry) -> Evening:
    """The evening after one more entry. Raises ValueError on an entry out of order: the journal has none."""
    if entry.sequence != evening.length + 1:
        raise ValueError(f"entry {entry.sequence} after {evening.length}")
    event = entry.event
    if isinstance(event, e.Retracted):
        if evening.last is None or evening.last.action != event.action:
            raise ValueError(f"action {event.action} is not the last that stands")
        undone = Undone(evening.last, evening.meeting, evening.undone)
        return Evening(evening.last.before, entry.sequence, evening.last.previous, undone)
    if isinstance(event, e.Restored):
        back = evening.undone
        if back is None or back.step.action != event.action:
            raise ValueError(f"action {event.action} is not the one that was taken back last")
        return Evening(back.after, entry.sequence, back.step, back.previous)
    last = evening.last
    if last is None or last.action != entry.action:
        last = Step(entry.action, event, evening.meeting, last)
    return Evening(_HANDLERS[type(event)](evening.meeting, event, entry.moment), entry.sequence, last)


def fold(meeting_id: str, entries: Iterable[e.Entry]) -> Evening:
    evening = start(meeting_id)
    for entry in entries:
        evening = follow(evening, entry)
    return evening


def _planned(m: Meeting, event: e.MeetingPlanned, _: e.Moment) -> Meeting:
    facts = asdict(event)
    del facts["v"]
    return replace(m, stage=PLANNED, **facts)


def _listed(m: Meeting, event: e.EligibleListed, _: e.Moment) -> Meeting:
    return replace(m, eligible={a.person: a for a in event.attendees})


def _declared(m: Meeting, event: e.EligibleDeclared, _: e.Moment) -> Meeting:
    return replace(m, declared=event.figures)


def _item_added(m: Meeting, event: e.ItemAdded, _: e.Moment) -> Meeting:
    item = Item(
        id=event.item,
        title=event.title,
        text=event.text,
        case=event.case,
        minutes=event.minutes,
        carried_from=event.carried_from,
    )
    return replace(m, items=(*m.items, item))


def _item_timed(m: Meeting, event: e.ItemTimed, _: e.Moment) -> Meeting:
    return _change_item(m, event.item, minutes=event.minutes)


def _item_moved(m: Meeting, event: e.ItemMoved, _: e.Moment) -> Meeting:
    rest = [item for item in m.items if item.id != event.item]
    moved = [item for item in m.items if item.id == event.item]
    at = event.place - 1
    return replace(m, items=(*rest[:at], *moved, *rest[at:]))


def _item_removed(m: Meeting, event: e.ItemRemoved, _: e.Moment) -> Meeting:
    return replace(m, items=tuple(item for item in m.items if item.id != event.item))


def _noticed(m: Meeting, event: e.NoticeGiven, _: e.Moment) -> Meeting:
    return replace(m, notice_date=event.date)


def _opened(m: Meeting, event: e.MeetingOpened, moment: e.Moment) -> Meeting:
    return replace(m, stage=OPEN, began_at=moment.at, quorum=event.quorum)


def _in(m: Meeting, event: e.PersonCheckedIn, moment: e.Moment) -> Meeting:
    return _enter(m, event.person, moment)


def _enter(m: Meeting, person: str, moment: e.Moment) -> Meeting:
    before = m.presence.get(person, Presence())
    after = Presence((*before.spans, (moment.at, "")), before.on_paper or moment.clock == "paper")
    absences = {p: reason for p, reason in m.absences.items() if p != person}
    proxies = {p: to for p, to in m.proxies.items() if p != person}
    return replace(m, presence={**m.presence, person: after}, absences=absences, proxies=proxies)


def _proxy(m: Meeting, event: e.ProxyGiven, _: e.Moment) -> Meeting:
    return replace(m, proxies={**m.proxies, event.person: event.to})


def _no_proxy(m: Meeting, event: e.ProxyTakenBack, _: e.Moment) -> Meeting:
    return replace(m, proxies={p: to for p, to in m.proxies.items() if p != event.person})


def _out(m: Meeting, event: e.PersonCheckedOut, moment: e.Moment) -> Meeting:
    before = m.presence[event.person]
    spans = (*before.spans[:-1], (before.spans[-1][0], moment.at))
    left = Presence(spans, before.on_paper or moment.clock == "paper")
    return leave_floor(replace(m, presence={**m.presence, event.person: left}), event.person, moment)


def _absent(m: Meeting, event: e.AbsenceNoted, _: e.Moment) -> Meeting:
    return replace(m, absences={**m.absences, event.person: event.reason})


def _observer(m: Meeting, event: e.ObserverCameIn, moment: e.Moment) -> Meeting:
    guest = e.Attendee(person=event.person, name=event.name, label=event.name, office=event.office, household=event.household)
    return _enter(replace(m, observers={**m.observers, event.person: guest}), event.person, moment)


def _change_item(m: Meeting, item: str, **facts: Any) -> Meeting:
    return replace(m, items=tuple(replace(one, **facts) if one.id == item else one for one in m.items))


def _item_opened(m: Meeting, event: e.ItemOpened, moment: e.Moment) -> Meeting:
    took = next(item.took(moment.at) for item in m.items if item.id == event.item)
    opened = _change_item(m, event.item, state="open", opened_at=moment.at, closed_at="", seconds=took, adopted="")
    return arrange(replace(opened, list_closed=False))


def _item_closed(m: Meeting, event: e.ItemClosed, moment: e.Moment) -> Meeting:
    m = silence(m, moment)
    closed = _change_item(m, event.item, state=event.state, closed_at=moment.at, adopted=event.text)
    return replace(closed, requests=())


def _written(m: Meeting, event: e.LineWritten, moment: e.Moment) -> Meeting:
    line = Line(
        id=event.line,
        at=moment.at,
        text=event.text,
        item=event.item,
        person=event.person,
        on_paper=moment.clock == "paper",
    )
    return replace(m, lines=(*m.lines, line))


def _amended(m: Meeting, event: e.LineAmended, _: e.Moment) -> Meeting:
    return replace(m, lines=tuple(replace(x, text=event.text) if x.id == event.line else x for x in m.lines))


def _struck(m: Meeting, event: e.LineStruck, _: e.Moment) -> Meeting:
    return replace(m, lines=tuple(line for line in m.lines if line.id != event.line))


def _adjourned(m: Meeting, _: e.MeetingAdjourned, moment: e.Moment) -> Meeting:
    return replace(silence(m, moment), stage=ADJOURNED, ended_at=moment.at, requests=())


def _read_back(m: Meeting, event: e.MinutesReadBack, moment: e.Moment) -> Meeting:
    return replace(m, read_back_at=moment.at, read_back_by=event.by)


def _objected(m: Meeting, event: e.ObjectionMinuted, moment: e.Moment) -> Meeting:
    line = Line(id=event.line, at=moment.at, text=event.text, person=event.person, kind="objection")
    return replace(m, lines=(*m.lines, line))


def _confirmed(m: Meeting, _: e.MinutesConfirmed, moment: e.Moment) -> Meeting:
    return replace(m, stage=CONFIRMED, confirmed_at=moment.at)


_HANDLERS: dict[type, Callable[[Meeting, Any, e.Moment], Meeting]] = {
    **fold_floor.HANDLERS,
    **fold_polls.HANDLERS,
    e.MeetingPlanned: _planned,
    e.EligibleListed: _listed,
    e.EligibleDeclared: _declared,
    e.ItemAdded: _item_added,
    e.ItemTimed: _item_timed,
    e.ItemMoved: _item_moved,
    e.ItemRemoved: _item_removed,
    e.NoticeGiven: _noticed,
    e.MeetingOpened: _opened,
    e.PersonCheckedIn: _in,
    e.PersonCheckedOut: _out,
    e.ProxyGiven: _proxy,
    e.ProxyTakenBack: _no_proxy,
    e.AbsenceNoted: _absent,
    e.ObserverCameIn: _observer,
    e.ItemOpened: _item_opened,
    e.ItemClosed: _item_closed,
    e.LineWritten: _written,
    e.LineAmended: _amended,
    e.LineStruck: _struck,
    e.MeetingAdjourned: _adjourned,
    e.MinutesReadBack: _read_back,
    e.ObjectionMinuted: _objected,
    e.MinutesConfirmed: _confirmed,
}
