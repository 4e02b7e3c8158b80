"""What the events of votes make of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from desktop.domain import events as e
from desktop.domain.fold_floor import silence
from desktop.domain.meeting import Count, Counted, Meeting, Poll


def _poll(m: Meeting, poll: str) -> Poll:
    return next(one for one in m.polls if one.id == poll)


def _change_poll(m: Meeting, poll: str, **facts: Any) -> Meeting:
    return replace(m, polls=tuple(replace(one, **facts) if one.id == poll else one for one in m.polls))


def _poll_opened(m: Meeting, event: e.PollOpened, moment: e.Moment) -> Meeting:
    poll = Poll(
        id=event.poll,
        item=event.item,
        question=event.question,
        method=event.method,
        present=event.present,
        figures=event.figures,
        opened_at=moment.at,
        voters=(*m.inside, *m.represented),
        candidates=event.candidates,
        seats=event.seats,
        others=event.others,
        on_paper=moment.clock == "paper",
    )
    return replace(silence(m, moment), polls=(*m.polls, poll))


def _vote_called(m: Meeting, event: e.VoteCalled, _: e.Moment) -> Meeting:
    poll = _poll(m, event.poll)
    return _change_poll(m, event.poll, votes={**poll.votes, event.person: event.vote})


def _dissent(m: Meeting, event: e.DissentMinuted, _: e.Moment) -> Meeting:
    return _change_poll(m, event.poll, dissent=(*_poll(m, event.poll).dissent, event.person))


def _tally(m: Meeting, event: e.TallyGiven, _: e.Moment) -> Meeting:
    poll = _poll(m, event.poll)
    before = poll.tallies.get(event.counter)
    first = poll.first_tallies
    if before is not None and before != event.numbers:
        first = (*first, (event.counter, before))
    return _change_poll(m, event.poll, tallies={**poll.tallies, event.counter: event.numbers}, first_tallies=first)


def _turned(m: Meeting, event: e.PollTurned, _: e.Moment) -> Meeting:
    return _change_poll(m, event.poll, method=event.method)


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
        on_paper=_poll(m, event.poll).on_paper or moment.clock == "paper",
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
        tallies=poll.tallies,
        first_tallies=poll.first_tallies,
    )
    return _change_poll(
        m,
        event.poll,
        count=None,
        verdict=None,
        decided_at="",
        votes={},
        tallies={},
        first_tallies=(),
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
    on_paper = _poll(m, event.poll).on_paper or moment.clock == "paper"
    return _change_poll(m, event.poll, count=count, verdict=event.verdict, decided_at=moment.at, on_paper=on_paper)


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
        tallies=last.tallies,
        first_tallies=last.first_tallies,
        results=last.results,
        elected=last.elected,
        earlier=poll.earlier[:-1],
    )


HANDLERS: dict[type, Callable[[Meeting, Any, e.Moment], Meeting]] = {
    e.PollOpened: _poll_opened,
    e.PollDecided: _poll_decided,
    e.PollAbandoned: _poll_abandoned,
    e.VoteCalled: _vote_called,
    e.DissentMinuted: _dissent,
    e.TallyGiven: _tally,
    e.ElectionDecided: _elected,
    e.PollReopened: _reopened,
    e.PollTurned: _turned,
}
