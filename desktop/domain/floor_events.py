"""The journal's events about who speaks (see `desktop.domain.events`, which has them all)."""

from __future__ import annotations

from desktop.domain.event import Event


class SpeechRequested(Event, frozen=True, kw_only=True, tag="speech-requested"):
    person: str
    point_of_order: bool = False
    rank: int = 0
    side: str = ""


class ListClosed(Event, frozen=True, kw_only=True, tag="list-closed"):
    """Nobody asks to speak on the open item any more."""


class ListReopened(Event, frozen=True, kw_only=True, tag="list-reopened"):
    pass


class SpeechWithdrawn(Event, frozen=True, kw_only=True, tag="speech-withdrawn"):
    person: str
    point_of_order: bool = False


class SpeakerStarted(Event, frozen=True, kw_only=True, tag="speaker-started"):
    """Ends the speech before it."""

    person: str
    point_of_order: bool = False


class SpeakerInterrupted(Event, frozen=True, kw_only=True, tag="speaker-interrupted"):
    """The point of order of `person` is heard; whoever was speaking goes on afterwards."""

    person: str


class TimeAdded(Event, frozen=True, kw_only=True, tag="time-added"):
    seconds: int


class SpeakerPaused(Event, frozen=True, kw_only=True, tag="speaker-paused"):
    pass


class SpeakerResumed(Event, frozen=True, kw_only=True, tag="speaker-resumed"):
    pass


class SpeakerFinished(Event, frozen=True, kw_only=True, tag="speaker-finished"):
    pass


class TimeLost(Event, frozen=True, kw_only=True, tag="time-lost"):
    """From `since` until `until` (ISO) nothing was noted: it counts in no speech and in no item."""

    since: str
    until: str
