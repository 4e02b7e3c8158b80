"""A meeting as it stands: frozen values that the fold of the journal makes, and what can be read off them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from desktop.domain.events import Attendee
from desktop.domain.verdict import Verdict
from forms.procedures import Speakers

PLANNED = "planned"
OPEN = "open"
ADJOURNED = "adjourned"
CONFIRMED = "confirmed"
SEALED = "sealed"
"""Where a meeting stands. `SEALED` is a fact of the ledger, not of the journal, and only lists show it."""

HANDS = "hands"
BALLOT = "ballot"
ROLL_CALL = "roll-call"
ACCLAMATION = "acclamation"
ELECTION = "election"

ITEM_STATES = ("pending", "open", "accepted", "refused", "noted", "delayed", "withdrawn", "amended")


class Presence(Struct, frozen=True):
    """When one person was in the hall: (in, out) in ISO local time, out empty while inside."""

    spans: tuple[tuple[str, str], ...] = ()
    on_paper: bool = False

    @property
    def inside(self) -> bool:
        return bool(self.spans) and not self.spans[-1][1]


class Item(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    text: str = ""
    case: str = ""
    state: str = "pending"
    opened_at: str = ""
    closed_at: str = ""
    minutes: int = 0
    """Planned; 0: not planned."""
    seconds: int = 0
    """What it took before it was opened last, less what was lost since."""
    adopted: str = ""
    """The wording as amended."""
    carried_from: str = ""
    """Id of the meeting that delayed it."""

    def took(self, now: str) -> int:
        """Seconds that it took until `now` (ISO), every time it was open."""
        if not self.opened_at:
            return self.seconds
        return max(0, self.seconds + seconds_between(self.opened_at, self.closed_at or now))


class Request(Struct, frozen=True, kw_only=True):
    """Someone who waits to speak."""

    person: str
    asked_at: str
    point_of_order: bool = False
    rank: int = 0
    side: str = ""
    number: int = 0
    """Higher than that of all who asked before and still wait."""
    safe: bool = False
    """Has come among the first of the list, and is not displaced any more."""


class Floor(Struct, frozen=True, kw_only=True):
    """Who speaks now. `running_since` is empty while paused; `seconds` is what was spoken before that."""

    person: str
    item: str
    started_at: str
    running_since: str
    seconds: int = 0
    point_of_order: bool = False
    side: str = ""
    limit: int = 0
    """Seconds that the procedure gives; 0: no limit."""
    added: int = 0
    on_paper: bool = False

    def left(self, now: str) -> int | None:
        """Seconds that are left, negative beyond them; None where there is no limit."""
        return self.limit + self.added - self.spoken(now) if self.limit else None

    def spoken(self, now: str) -> int:
        """Seconds spoken until `now`; a clock that was set back counts as none."""
        return self.seconds + (seconds_between(self.running_since, now) if self.running_since else 0)


class Speech(Struct, frozen=True, kw_only=True):
    person: str
    item: str
    started_at: str
    ended_at: str
    seconds: int
    point_of_order: bool = False
    side: str = ""
    on_paper: bool = False


class Count(Struct, frozen=True, kw_only=True):
    yes: int
    no: int
    abstain: int
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None


class Counted(Struct, frozen=True, kw_only=True):
    """A count that was counted again, as it was."""

    count: Count
    verdict: Verdict
    decided_at: str
    reason: str
    """Why it was counted again."""
    votes: dict[str, str] = {}
    results: dict[str, int] = {}
    elected: tuple[str, ...] = ()
    tallies: dict[str, dict[str, int]] = {}
    first_tallies: tuple[tuple[str, dict[str, int]], ...] = ()


class Poll(Struct, frozen=True, kw_only=True):
    """A vote. Without a count it is still open."""

    id: str
    item: str
    question: str
    method: str
    present: int
    figures: dict[str, int]
    opened_at: str
    count: Count | None = None
    verdict: Verdict | None = None
    decided_at: str = ""
    voters: tuple[str, ...] = ()
    """Who was in the hall when it was opened, or is represented there."""
    votes: dict[str, str] = {}
    """Answers of a roll call by person."""
    dissent: tuple[str, ...] = ()
    tallies: dict[str, dict[str, int]] = {}
    """What each of the two who count has."""
    first_tallies: tuple[tuple[str, dict[str, int]], ...] = ()
    """What one of them had before counting again, with the name, in order."""
    candidates: tuple[str, ...] = ()
    seats: int = 0
    others: bool = False
    """Whether a ballot may name somebody who does not stand (另选他人); who was named is in `results`."""
    results: dict[str, int] = {}
    elected: tuple[str, ...] = ()
    earlier: tuple[Counted, ...] = ()
    """Counts before this one, the first one first."""
    on_paper: bool = False
    """Opened or counted on paper, and keyed in afterwards (补录)."""


class Line(Struct, frozen=True, kw_only=True):
    id: str
    at: str
    text: str
    item: str = ""
    person: str = ""
    kind: str = "line"
    on_paper: bool = False


class Meeting(Struct, frozen=True, kw_only=True):
    """The whole meeting. Collections are tuples and dicts that are never changed in place."""

    id: str
    stage: str = PLANNED
    title: str = ""
    procedure: str = ""
    rule: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    province: str = ""
    convener: str = ""
    host: str = ""
    recorder: str = ""
    party_study_date: str = ""
    speakers: Speakers = Speakers()
    notice_date: str = ""
    began_at: str = ""
    ended_at: str = ""
    read_back_at: str = ""
    read_back_by: str = ""
    confirmed_at: str = ""
    declared: dict[str, int] = {}
    eligible: dict[str, Attendee] = {}
    observers: dict[str, Attendee] = {}
    presence: dict[str, Presence] = {}
    absences: dict[str, str] = {}
    proxies: dict[str, str] = {}
    """Who does not come to who stands in."""
    items: tuple[Item, ...] = ()
    requests: tuple[Request, ...] = ()
    list_closed: bool = False
    """Nobody asks to speak on the open item any more; the chair may call people up."""
    floor: Floor | None = None
    interrupted: Floor | None = None
    """Who goes on when the point of order that is being heard is over."""
    speeches: tuple[Speech, ...] = ()
    polls: tuple[Poll, ...] = ()
    lines: tuple[Line, ...] = ()
    quorum: Verdict | None = None

    @property
    def current(self) -> Item | None:
        """The item that is open."""
        return next((item for item in self.items if item.state == "open"), None)

    @property
    def poll(self) -> Poll | None:
        """The vote that is open."""
        return next((poll for poll in reversed(self.polls) if poll.count is None), None)

    @property
    def inside(self) -> tuple[str, ...]:
        """Eligible people who are in the hall, in the order in which they first came."""
        return tuple(p for p, presence in self.presence.items() if presence.inside and p in self.eligible)

    @property
    def represented(self) -> tuple[str, ...]:
        """Eligible people who are not in the hall themselves, and whose proxy is."""
        inside = {p for p, presence in self.presence.items() if presence.inside} if self.proxies else set()
        return tuple(p for p, to in self.proxies.items() if to in inside and p not in inside and p in self.eligible)

    @property
    def came(self) -> tuple[str, ...]:
        """Eligible people who were in the hall at any time."""
        return tuple(p for p in self.presence if p in self.eligible)

    def item(self, item: str) -> Item | None:
        return next((one for one in self.items if one.id == item), None)

    def number(self, item: str) -> int:
        """Place of an item in the agenda, from 1; 0 where it has none."""
        return next((n for n, one in enumerate(self.items, 1) if one.id == item), 0)

    def label(self, person: str) -> str:
        """Name of someone in this meeting, with what tells two of one name apart."""
        found = self.eligible.get(person) or self.observers.get(person)
        return found.label if found else ""


def seconds_between(start: str, end: str) -> int:
    """Whole seconds from one ISO time to another, never negative: a clock may be set back during a meeting."""
    return max(0, int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()))
