"""The journal's events about votes (see `desktop.domain.events`, which has them all)."""

from __future__ import annotations

from desktop.domain.event import Event
from desktop.domain.verdict import Verdict


class PollOpened(Event, frozen=True, kw_only=True, tag="poll-opened"):
    """`present` is counted when the vote is opened and stays the base of this vote."""

    poll: str
    item: str
    question: str
    method: str
    present: int
    figures: dict[str, int]
    """All figures of that moment: 应到, present, households present …"""
    candidates: tuple[str, ...] = ()
    seats: int = 0
    """Of an election: who stands, and how many are elected at most."""
    others: bool = False
    """Whether a ballot may name somebody who does not stand (另选他人)."""


class PollDecided(Event, frozen=True, kw_only=True, tag="poll-decided"):
    """The count and, with it, the law's verdict."""

    poll: str
    yes: int
    no: int
    abstain: int
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    verdict: Verdict


class PollAbandoned(Event, frozen=True, kw_only=True, tag="poll-abandoned"):
    """The vote never was; of a recount: the count before it holds."""

    poll: str


class PollTurned(Event, frozen=True, kw_only=True, tag="poll-turned"):
    """The open vote goes on by another method; who objected to the first stays minuted."""

    poll: str
    method: str


class VoteCalled(Event, frozen=True, kw_only=True, tag="vote-called"):
    """One answer of a roll call: yes, no or abstain."""

    poll: str
    person: str
    vote: str


class DissentMinuted(Event, frozen=True, kw_only=True, tag="dissent-minuted"):
    poll: str
    person: str


class TallyGiven(Event, frozen=True, kw_only=True, tag="tally-given"):
    """What one who counts has so far; a later one of the same person stands in its place."""

    poll: str
    counter: str
    numbers: dict[str, int]


class ElectionDecided(Event, frozen=True, kw_only=True, tag="election-decided"):
    poll: str
    issued: int
    returned: int
    invalid: int
    votes: dict[str, int]
    elected: tuple[str, ...]
    decisive: str
    """The candidate on whom `verdict` is: the last one elected, or the first who was not where seats stay empty."""
    verdict: Verdict


class PollReopened(Event, frozen=True, kw_only=True, tag="poll-reopened"):
    """The vote is counted again."""

    poll: str
    reason: str
