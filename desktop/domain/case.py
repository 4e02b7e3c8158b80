"""A case (事项): what a villager brought up, from the first word to its end."""

from __future__ import annotations

from msgspec import Struct

PARTY, PEOPLE, MEMBER = "party", "people", "member"
SOURCES = {PARTY: "党政点题", PEOPLE: "群众出题", MEMBER: "委员荐题"}
"""议题来源 (南通): code to what is printed."""

OPEN, ON_AGENDA, DELIBERATED, CLOSED = "open", "on-agenda", "deliberated", "closed"
STATES = (OPEN, ON_AGENDA, DELIBERATED, CLOSED)


class Case(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    proposer: str = ""
    source: str = PEOPLE
    """One of `SOURCES`."""
    households: int | None = None
    """涉及户数, where it is known."""
    request: str = ""
    """诉求, in the proposer's words."""
    state: str = OPEN
    opened_at: str
    meeting: str = ""
    """Id of the meeting that it was put before, empty as long as there is none."""


class CaseStep(Struct, frozen=True, kw_only=True):
    """One step in the history of a case: the state that it came into, and when."""

    state: str
    at: str
    note: str = ""
