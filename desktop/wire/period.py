"""What the figures of a period are counted from: the bodies of a ledger, read the same way in the village and in the county."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from desktop.domain import period as p
from desktop.domain.cases.facts import CaseFacts
from desktop.domain.statistics import Satisfaction
from desktop.domain.verdict import Verdict
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import read
from desktop.wire.cases import SealedCases
from desktop.wire.sheets import SealedSheet

WOMEN = ("女", "female")
ASKED = "satisfaction"
"""The form on which villagers say how content they are."""


class Body(Struct, frozen=True):
    """A record as far as the figures need it; `body` is None where it was erased when its retention ended."""

    kind: str
    subject: str
    body: bytes | None


class Read(Struct, frozen=True):
    """All that a ledger says, each thing as it was sealed last."""

    meetings: tuple[p.Held, ...]
    cases: dict[str, CaseFacts]
    satisfaction: tuple[tuple[str, Satisfaction], ...]
    """Each with its ISO day."""
    entries: tuple[tuple[str, str], ...] = ()
    """Entries of registers that were sealed: register and ISO day."""


def read_bodies(bodies: Iterable[Body]) -> Read:
    """`bodies` in the order in which they were sealed. Raises msgspec.DecodeError for bytes that are no such body."""
    meetings: dict[str, SealedMeeting] = {}
    cases: dict[str, CaseFacts] = {}
    asked: dict[str, SealedSheet] = {}
    entries: dict[str, tuple[str, str]] = {}
    for one in bodies:
        if one.body is None:
            continue
        if one.kind == "meeting":
            meetings[one.subject] = read(one.body, SealedMeeting)
        elif one.kind == "cases":
            cases |= {facts.id: facts for facts in read(one.body, SealedCases).cases}
        elif one.kind == "sheet":
            sheet = read(one.body, SealedSheet)
            if sheet.form == ASKED:
                asked[sheet.id] = sheet
            if sheet.register and not sheet.parent:
                entries[sheet.id] = sheet.register, sheet.day
    counts = tuple((sheet.day, counts_of(sheet.values)) for sheet in asked.values())
    return Read(tuple(held_of(meeting) for meeting in meetings.values()), cases, counts, tuple(entries.values()))


def held_of(meeting: SealedMeeting) -> p.Held:
    """The numbers of one meeting."""
    came = [one for one in meeting.roll if one.came and not one.observer]
    quorum: Verdict | None = meeting.quorum
    present = len(came) if came or quorum is None else quorum.quorum.have or 0
    declared = meeting.declared
    expected = declared.get("members") or declared.get("adults") or declared.get("households") or 0
    return p.Held(
        id=meeting.id,
        rule=meeting.rule,
        kind=meeting.kind_title,
        title=meeting.title,
        date=meeting.date,
        expected=expected,
        present=present,
        women=sum(one.sex in WOMEN for one in came),
        yes=sum(poll.yes for poll in meeting.polls),
        no=sum(poll.no for poll in meeting.polls),
        abstain=sum(poll.abstain for poll in meeting.polls),
    )


def counts_of(values: dict[str, Any]) -> Satisfaction:
    """What the sheet `ASKED` counts."""
    names = ("satisfied", "fairly", "dissatisfied", "unknown")
    return Satisfaction(*(int(values.get(name) or 0) for name in names))
