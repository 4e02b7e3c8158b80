"""The journal's events: what a clerk did in a meeting, one after another, never changed.

Tags are part of the stored format: a class may be renamed, its tag may not. Every event has `v`, the version of its
shape; `desktop.storage.upcast` lifts older ones.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.event import Event
from desktop.domain.floor_events import (
    ListClosed,
    ListReopened,
    SpeakerFinished,
    SpeakerInterrupted,
    SpeakerPaused,
    SpeakerResumed,
    SpeakerStarted,
    SpeechRequested,
    SpeechWithdrawn,
    TimeAdded,
    TimeLost,
)
from desktop.domain.verdict import Verdict
from desktop.domain.vote_events import (
    DissentMinuted,
    ElectionDecided,
    PollAbandoned,
    PollDecided,
    PollOpened,
    PollReopened,
    PollTurned,
    TallyGiven,
    VoteCalled,
)
from forms.procedures import Speakers

__all__ = [
    "DissentMinuted",
    "ElectionDecided",
    "ListClosed",
    "ListReopened",
    "PollAbandoned",
    "PollDecided",
    "PollOpened",
    "PollReopened",
    "PollTurned",
    "SpeakerFinished",
    "SpeakerInterrupted",
    "SpeakerPaused",
    "SpeakerResumed",
    "SpeakerStarted",
    "SpeechRequested",
    "SpeechWithdrawn",
    "TallyGiven",
    "TimeAdded",
    "TimeLost",
    "VoteCalled",
]
"""Of votes and speeches, for whoever reads events here."""


class Attendee(Struct, frozen=True, kw_only=True):
    """One person of the roster as known when the meeting was planned."""

    person: str
    name: str
    label: str
    sex: str = ""
    birth_year: str = ""
    group: str = ""
    head: str = ""
    household: str = ""
    office: str = ""


class MeetingPlanned(Event, frozen=True, kw_only=True, tag="meeting-planned"):
    title: str
    procedure: str
    rule: str
    date: str
    time: str = ""
    place: str = ""
    province: str = ""
    convener: str = ""
    host: str = ""
    recorder: str = ""
    party_study_date: str = ""
    speakers: Speakers = Speakers()
    """The rule of the list of speakers, as the procedure had it that day."""


class EligibleListed(Event, frozen=True, kw_only=True, tag="eligible-listed"):
    """Who may take part with a vote, copied from the roster."""

    attendees: tuple[Attendee, ...]


class EligibleDeclared(Event, frozen=True, kw_only=True, tag="eligible-declared"):
    """应到 as the recorder declares it; it is not counted off the roster."""

    figures: dict[str, int]


class ItemAdded(Event, frozen=True, kw_only=True, tag="item-added"):
    item: str
    title: str
    text: str = ""
    case: str = ""
    minutes: int = 0
    """Planned; 0: not planned."""
    carried_from: str = ""
    """Id of the meeting that delayed it."""


class ItemTimed(Event, frozen=True, kw_only=True, tag="item-timed"):
    item: str
    minutes: int


class ItemMoved(Event, frozen=True, kw_only=True, tag="item-moved"):
    item: str
    place: int
    """New place in the agenda, from 1."""


class ItemRemoved(Event, frozen=True, kw_only=True, tag="item-removed"):
    item: str


class NoticeGiven(Event, frozen=True, kw_only=True, tag="notice-given"):
    """The notice went out on this day (ISO)."""

    date: str


class MeetingOpened(Event, frozen=True, kw_only=True, tag="meeting-opened"):
    quorum: Verdict | None = None


class PersonCheckedIn(Event, frozen=True, kw_only=True, tag="person-checked-in"):
    person: str


class PersonCheckedOut(Event, frozen=True, kw_only=True, tag="person-checked-out"):
    person: str


class ProxyGiven(Event, frozen=True, kw_only=True, tag="proxy-given"):
    """`to` stands for `person` while in the hall; over when `person` comes."""

    person: str
    to: str


class ProxyTakenBack(Event, frozen=True, kw_only=True, tag="proxy-taken-back"):
    person: str


class AbsenceNoted(Event, frozen=True, kw_only=True, tag="absence-noted"):
    person: str
    reason: str


class ObserverCameIn(Event, frozen=True, kw_only=True, tag="observer-came-in"):
    """One who sits in (列席): minuted, never counted."""

    person: str
    name: str
    office: str = ""
    household: str = ""
    """Of one who came in the place of a member of this household."""


class ItemOpened(Event, frozen=True, kw_only=True, tag="item-opened"):
    item: str


class ItemClosed(Event, frozen=True, kw_only=True, tag="item-closed"):
    item: str
    state: str
    """accepted, amended, refused, noted, delayed or withdrawn."""
    text: str = ""
    """Of an amended item: the wording that was adopted."""


class LineWritten(Event, frozen=True, kw_only=True, tag="line-written"):
    line: str
    text: str
    item: str = ""
    person: str = ""


class LineAmended(Event, frozen=True, kw_only=True, tag="line-amended"):
    line: str
    text: str


class LineStruck(Event, frozen=True, kw_only=True, tag="line-struck"):
    line: str


class MeetingAdjourned(Event, frozen=True, kw_only=True, tag="meeting-adjourned"):
    pass


class MinutesReadBack(Event, frozen=True, kw_only=True, tag="minutes-read-back"):
    by: str = ""


class ObjectionMinuted(Event, frozen=True, kw_only=True, tag="objection-minuted"):
    line: str
    person: str
    text: str


class MinutesConfirmed(Event, frozen=True, kw_only=True, tag="minutes-confirmed"):
    pass


class Retracted(Event, frozen=True, kw_only=True, tag="retracted"):
    """Takes back the last action that stands."""

    action: int


class Restored(Event, frozen=True, kw_only=True, tag="restored"):
    """Puts back the action that was taken back last."""

    action: int


AnyEvent = (
    MeetingPlanned
    | EligibleListed
    | EligibleDeclared
    | ItemAdded
    | ItemTimed
    | ItemMoved
    | ItemRemoved
    | NoticeGiven
    | MeetingOpened
    | PersonCheckedIn
    | PersonCheckedOut
    | ProxyGiven
    | ProxyTakenBack
    | AbsenceNoted
    | ObserverCameIn
    | ItemOpened
    | ItemClosed
    | SpeechRequested
    | ListClosed
    | ListReopened
    | SpeechWithdrawn
    | SpeakerStarted
    | SpeakerInterrupted
    | TimeAdded
    | SpeakerPaused
    | SpeakerResumed
    | SpeakerFinished
    | PollOpened
    | PollDecided
    | PollAbandoned
    | VoteCalled
    | DissentMinuted
    | TallyGiven
    | ElectionDecided
    | PollReopened
    | PollTurned
    | TimeLost
    | LineWritten
    | LineAmended
    | LineStruck
    | MeetingAdjourned
    | MinutesReadBack
    | ObjectionMinuted
    | MinutesConfirmed
    | Retracted
    | Restored
)


class Moment(Struct, frozen=True):
    """When something happened, and the clock that said so."""

    at: str
    """ISO local time with seconds: "2026-06-18T19:26:07"."""
    clock: str = "system"
    """"system" (this PC), or "paper" (keyed in afterwards from a sheet, 补录)."""


class Entry(Struct, frozen=True, kw_only=True):
    """One event in the journal of a meeting. `action` is the sequence of the first event of the same clerk action."""

    sequence: int
    action: int
    moment: Moment
    event: AnyEvent
