"""The fold: a meeting from its events. Pure, and the same whether it is done at once or one entry at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from desktop.domain import events as e
from desktop.domain.meeting import (
    ADJOURNED,
    CONFIRMED,
    OPEN,
    PLANNED,
    Count,
    Counted,
    Floor,
    Item,
    Line,
    Meeting,
    Poll,
    Presence,
    Request,
    Speech,
)


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
    return replace(m, presence={**m.presence, person: after}, absences=absences)


def _out(m: Meeting, event: e.PersonCheckedOut, moment: e.Moment) -> Meeting:
    before = m.presence[event.person]
    spans = (*before.spans[:-1], (before.spans[-1][0], moment.at))
    left = Presence(spans, before.on_paper or moment.clock == "paper")
    waiting = tuple(request for request in m.requests if request.person != event.person)
    m = replace(m, presence={**m.presence, event.person: left}, requests=waiting)
    return _silence(m, moment) if m.floor and m.floor.person == event.person else m


def _absent(m: Meeting, event: e.AbsenceNoted, _: e.Moment) -> Meeting:
    return replace(m, absences={**m.absences, event.person: event.reason})


def _observer(m: Meeting, event: e.ObserverCameIn, moment: e.Moment) -> Meeting:
    guest = e.Attendee(person=event.person, name=event.name, label=event.name, office=event.office)
    return _enter(replace(m, observers={**m.observers, event.person: guest}), event.person, moment)


def _change_item(m: Meeting, item: str, **facts: Any) -> Meeting:
    return replace(m, items=tuple(replace(one, **facts) if one.id == item else one for one in m.items))


def _item_opened(m: Meeting, event: e.ItemOpened, moment: e.Moment) -> Meeting:
    took = next(item.took(moment.at) for item in m.items if item.id == event.item)
    return _change_item(m, event.item, state="open", opened_at=moment.at, closed_at="", seconds=took, adopted="")


def _item_closed(m: Meeting, event: e.ItemClosed, moment: e.Moment) -> Meeting:
    m = _silence(m, moment)
    closed = _change_item(m, event.item, state=event.state, closed_at=moment.at, adopted=event.text)
    return replace(closed, requests=())


def _requested(m: Meeting, event: e.SpeechRequested, moment: e.Moment) -> Meeting:
    request = Request(person=event.person, asked_at=moment.at, point_of_order=event.point_of_order)
    return replace(m, requests=(*m.requests, request))


def _without(m: Meeting, person: str, point_of_order: bool) -> tuple[Request, ...]:
    return tuple(r for r in m.requests if (r.person, r.point_of_order) != (person, point_of_order))


def _withdrawn(m: Meeting, event: e.SpeechWithdrawn, _: e.Moment) -> Meeting:
    return replace(m, requests=_without(m, event.person, event.point_of_order))


def _silence(m: Meeting, moment: e.Moment) -> Meeting:
    """Whoever speaks has finished."""
    if m.floor is None:
        return m
    speech = Speech(
        person=m.floor.person,
        item=m.floor.item,
        started_at=m.floor.started_at,
        ended_at=moment.at,
        seconds=m.floor.spoken(moment.at),
        point_of_order=m.floor.point_of_order,
    )
    return replace(m, floor=None, speeches=(*m.speeches, speech))


def _speaks(m: Meeting, event: e.SpeakerStarted, moment: e.Moment) -> Meeting:
    m = _silence(m, moment)
    floor = Floor(
        person=event.person,
        item=m.current.id if m.current else "",
        started_at=moment.at,
        running_since=moment.at,
        point_of_order=event.point_of_order,
    )
    return replace(m, floor=floor, requests=_without(m, event.person, event.point_of_order))


def _paused(m: Meeting, _: e.SpeakerPaused, moment: e.Moment) -> Meeting:
    assert m.floor
    return replace(m, floor=replace(m.floor, seconds=m.floor.spoken(moment.at), running_since=""))


def _resumed(m: Meeting, _: e.SpeakerResumed, moment: e.Moment) -> Meeting:
    assert m.floor
    return replace(m, floor=replace(m.floor, running_since=moment.at))


def _finished(m: Meeting, _: e.SpeakerFinished, moment: e.Moment) -> Meeting:
    return _silence(m, moment)


def _poll_opened(m: Meeting, event: e.PollOpened, moment: e.Moment) -> Meeting:
    poll = Poll(
        id=event.poll,
        item=event.item,
        question=event.question,
        method=event.method,
        present=event.present,
        figures=event.figures,
        opened_at=moment.at,
        voters=m.inside,
        candidates=event.candidates,
        seats=event.seats,
    )
    return replace(_silence(m, moment), polls=(*m.polls, poll))


def _change_poll(m: Meeting, poll: str, **facts: Any) -> Meeting:
    return replace(m, polls=tuple(replace(one, **facts) if one.id == poll else one for one in m.polls))


def _vote_called(m: Meeting, event: e.VoteCalled, _: e.Moment) -> Meeting:
    poll = _poll(m, event.poll)
    return _change_poll(m, event.poll, votes={**poll.votes, event.person: event.vote})


def _dissent(m: Meeting, event: e.DissentMinuted, _: e.Moment) -> Meeting:
    return _change_poll(m, event.poll, dissent=(*_poll(m, event.poll).dissent, event.person))


def _tally(m: Meeting, event: e.TallyGiven, _: e.Moment) -> Meeting:
    tallies = {**_poll(m, event.poll).tallies, event.counter: event.numbers}
    return _change_poll(m, event.poll, tallies=tallies)


def _poll(m: Meeting, poll: str) -> Poll:
    return next(one for one in m.polls if one.id == poll)


def _elected(m: Meeting, event: e.ElectionDecided, moment: e.Moment) -> Meeting:
    """Yes are the ballots with the decisive candidate's name; the other valid ones count as abstentions on that one."""
    yes = event.votes.get(event.decisive, 0)
    count = Count(
        yes=yes,
        no=0,
        abstain=event.returned - event.invalid - yes,
        issued=event.issued,
        returned=event.returned,
        invalid=event.invalid,
    )
    return _change_poll(
        m,
        event.poll,
        count=count,
        verdict=event.verdict,
        decided_at=moment.at,
        results=event.votes,
        elected=event.elected,
    )


def _reopened(m: Meeting, event: e.PollReopened, _: e.Moment) -> Meeting:
    poll = _poll(m, event.poll)
    assert poll.count
    assert poll.verdict
    before = Counted(
        count=poll.count,
        verdict=poll.verdict,
        decided_at=poll.decided_at,
        reason=event.reason,
        votes=poll.votes,
        results=poll.results,
        elected=poll.elected,
    )
    return _change_poll(
        m,
        event.poll,
        count=None,
        verdict=None,
        decided_at="",
        votes={},
        tallies={},
        results={},
        elected=(),
        earlier=(*poll.earlier, before),
    )


def _poll_decided(m: Meeting, event: e.PollDecided, moment: e.Moment) -> Meeting:
    count = Count(
        yes=event.yes,
        no=event.no,
        abstain=event.abstain,
        issued=event.issued,
        returned=event.returned,
        invalid=event.invalid,
    )
    decided = tuple(
        replace(poll, count=count, verdict=event.verdict, decided_at=moment.at) if poll.id == event.poll else poll
        for poll in m.polls
    )
    return replace(m, polls=decided)


def _poll_abandoned(m: Meeting, event: e.PollAbandoned, _: e.Moment) -> Meeting:
    poll = _poll(m, event.poll)
    if not poll.earlier:
        return replace(m, polls=tuple(one for one in m.polls if one.id != event.poll))
    last = poll.earlier[-1]
    return _change_poll(
        m,
        event.poll,
        count=last.count,
        verdict=last.verdict,
        decided_at=last.decided_at,
        votes=last.votes,
        tallies={},
        results=last.results,
        elected=last.elected,
        earlier=poll.earlier[:-1],
    )


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
    return replace(_silence(m, moment), stage=ADJOURNED, ended_at=moment.at, requests=())


def _read_back(m: Meeting, event: e.MinutesReadBack, moment: e.Moment) -> Meeting:
    return replace(m, read_back_at=moment.at, read_back_by=event.by)


def _objected(m: Meeting, event: e.ObjectionMinuted, moment: e.Moment) -> Meeting:
    line = Line(id=event.line, at=moment.at, text=event.text, person=event.person, kind="objection")
    return replace(m, lines=(*m.lines, line))


def _confirmed(m: Meeting, _: e.MinutesConfirmed, moment: e.Moment) -> Meeting:
    return replace(m, stage=CONFIRMED, confirmed_at=moment.at)


_HANDLERS: dict[type, Callable[[Meeting, Any, e.Moment], Meeting]] = {
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
    e.AbsenceNoted: _absent,
    e.ObserverCameIn: _observer,
    e.ItemOpened: _item_opened,
    e.ItemClosed: _item_closed,
    e.SpeechRequested: _requested,
    e.SpeechWithdrawn: _withdrawn,
    e.SpeakerStarted: _speaks,
    e.SpeakerPaused: _paused,
    e.SpeakerResumed: _resumed,
    e.SpeakerFinished: _finished,
    e.PollOpened: _poll_opened,
    e.PollDecided: _poll_decided,
    e.PollAbandoned: _poll_abandoned,
    e.VoteCalled: _vote_called,
    e.DissentMinuted: _dissent,
    e.TallyGiven: _tally,
    e.ElectionDecided: _elected,
    e.PollReopened: _reopened,
    e.LineWritten: _written,
    e.LineAmended: _amended,
    e.LineStruck: _struck,
    e.MeetingAdjourned: _adjourned,
    e.MinutesReadBack: _read_back,
    e.ObjectionMinuted: _objected,
    e.MinutesConfirmed: _confirmed,
}
