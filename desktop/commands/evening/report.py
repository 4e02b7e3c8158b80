"""What an evening came to, as JSON: the final state, every verdict, the papers and where they lie."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.commands.evening.play import Player
from desktop.domain.meeting import Meeting
from desktop.domain.presence import figures
from desktop.domain.queue import queue
from desktop.domain.spoken import spoken
from desktop.domain.verdict import Verdict
from desktop.services.meetings.run_meeting import RunningMeeting


def report(player: Player) -> dict[str, Any]:
    taken_up = [player.running.meeting_id] if player.running else []
    meetings = [RunningMeeting(player.desk, meeting) for meeting in player.meetings or taken_up]
    with player.desk.store.read() as work:
        head = work.ledger.head()
    return {
        "meetings": [_meeting(running) for running in meetings],
        "verdicts": [verdict for running in meetings for verdict in _verdicts(running)],
        "papers": [
            {
                "paper": one.paper,
                "print_id": one.print_id,
                "meeting": one.meeting,
                "path": str(one.path),
                "pages": one.pages,
                "missing_characters": list(one.missing),
            }
            for one in player.papers
        ],
        "scans": [msgspec.to_builtins(scan) for scan in player.scans],
        "problems": player.problems,
        "refused": player.refusals,
        "uploads": player.rounds,
        "ledger": msgspec.to_builtins(head) if head else None,
    }


def _meeting(running: RunningMeeting) -> dict[str, Any]:
    m = running.evening.meeting
    standing = running.standing()
    return {
        "id": m.id,
        "title": m.title,
        "rule": m.rule,
        "date": m.date,
        "stage": "sealed" if running.sealed else m.stage,
        "declared": m.declared,
        "listed": len(m.eligible),
        "inside": [m.label(person) for person in m.inside],
        "came": [m.label(person) for person in m.came],
        "proxies": {m.label(person): m.label(to) for person, to in m.proxies.items()},
        "present": figures(m),
        "observers": [guest.label for guest in m.observers.values()],
        "absences": {m.label(person): reason for person, reason in m.absences.items()},
        "standing": _verdict(standing, "presence") if isinstance(standing, Verdict) else {"waiting": str(standing)},
        "items": [
            {
                "number": number,
                "title": item.title,
                "state": item.state,
                "case": item.case,
                "minutes": item.minutes,
                "seconds": item.took(item.closed_at or item.opened_at),
                "adopted": item.adopted,
                "carried_from": item.carried_from,
            }
            for number, item in enumerate(m.items, 1)
        ],
        "speeches": [
            {"person": m.label(one.person), "item": m.number(one.item), "seconds": one.seconds} for one in m.speeches
        ],
        "waiting": [
            {"person": m.label(place.person), "point_of_order": place.point_of_order, "reason": str(place.reason)}
            for place in queue(m)
        ],
        "spoken": _spoken(m),
        "polls": [_poll(m, number) for number in range(len(m.polls))],
        "lines": [
            {"at": line.at, "person": m.label(line.person), "text": line.text, "kind": line.kind} for line in m.lines
        ],
        "read_back_at": m.read_back_at,
        "confirmed_at": m.confirmed_at,
        "journal": running.evening.length,
    }


def _spoken(m: Meeting) -> dict[str, Any]:
    """Until the last time that the journal knows."""
    found = spoken(m, m.ended_at or (m.floor.started_at if m.floor else ""))
    people = {m.label(person): msgspec.to_builtins(share) for person, share in found.people.items()}
    return {"people": people, "roles": msgspec.to_builtins(found.roles), "sexes": msgspec.to_builtins(found.sexes)}


def _poll(m: Meeting, number: int) -> dict[str, Any]:
    poll = m.polls[number]
    count = msgspec.to_builtins(poll.count) if poll.count else None
    return {
        "question": poll.question,
        "item": m.number(poll.item),
        "method": poll.method,
        "present": poll.present,
        "count": count,
        "passed": poll.verdict.passed if poll.verdict else None,
        "votes": {m.label(person): vote for person, vote in poll.votes.items()},
        "dissent": [m.label(person) for person in poll.dissent],
        "results": poll.results,
        "elected": list(poll.elected),
        "earlier": [msgspec.to_builtins(one.count) for one in poll.earlier],
    }


def _verdicts(running: RunningMeeting) -> list[dict[str, Any]]:
    m = running.evening.meeting
    found = [_verdict(m.quorum, "opening")] if m.quorum else []
    return found + [
        {**_verdict(poll.verdict, "poll"), "question": poll.question} for poll in m.polls if poll.verdict is not None
    ]


def _verdict(verdict: Verdict, of: str) -> dict[str, Any]:
    """The verdict with its sentence as text, in the shape of `yishitang rule explain --json` and more."""
    plain: dict[str, Any] = msgspec.to_builtins(verdict)
    plain["sentence"] = str(verdict.sentence)
    plain["notes"] = [str(note) for note in verdict.notes]
    return {"of": of, **plain}
