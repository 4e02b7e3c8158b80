"""What the figures are counted from: the bodies of the ledger, and nothing else.

Facts of cases change every day and are sealed when a report is printed, in one record with those that changed since the
last. Until then a preview counts them as they would be sealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import period as p
from desktop.domain.cases.duties import DONE, Duty
from desktop.domain.cases.facts import CaseFacts, facts_of
from desktop.domain.events import Moment
from desktop.domain.statistics import Satisfaction
from desktop.domain.verdict import Verdict
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical, read
from desktop.wire.cases import SealedCases
from desktop.wire.sheets import SealedSheet

if TYPE_CHECKING:
    from desktop.storage.work import Work

WOMEN = ("女", "female")
ASKED = "satisfaction"
"""The form on which villagers say how content they are."""


class Sealed(Struct, frozen=True):
    """All that the ledger says, each thing as it was sealed last; `records` is the sequence up to which it was read."""

    records: int
    meetings: tuple[p.Held, ...]
    cases: dict[str, CaseFacts]
    satisfaction: tuple[tuple[str, Satisfaction], ...]
    """Each with its ISO day."""


def read_ledger(work: Work) -> Sealed:
    """A body that was erased when its retention ended counts no more."""
    meetings: dict[str, SealedMeeting] = {}
    cases: dict[str, CaseFacts] = {}
    asked: dict[str, SealedSheet] = {}
    last = 0
    for sealed in work.ledger.after(0):
        last = sealed.record.sequence
        if sealed.body is None:
            continue
        if sealed.record.kind == "meeting":
            meetings[sealed.record.subject] = read(sealed.body, SealedMeeting)
        elif sealed.record.kind == "cases":
            cases |= {one.id: one for one in read(sealed.body, SealedCases).cases}
        elif sealed.record.kind == "sheet":
            sheet = read(sealed.body, SealedSheet)
            if sheet.form == ASKED:
                asked[sheet.id] = sheet
    counts = tuple((sheet.day, _counts(sheet)) for sheet in asked.values())
    return Sealed(last, tuple(held_of(meeting) for meeting in meetings.values()), cases, counts)


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


def _counts(sheet: SealedSheet) -> Satisfaction:
    names = ("satisfied", "fairly", "dissatisfied", "unknown")
    return Satisfaction(*(int(sheet.values.get(name) or 0) for name in names))


def changed_facts(desk: Desk, work: Work, known: dict[str, CaseFacts]) -> tuple[CaseFacts, ...]:
    """Of the cases as they stand now, those that the ledger does not know so."""
    duties: dict[str, list[tuple[Duty, str]]] = {}
    for duty in work.duties.list():
        day = _done_on(work, duty.id) if duty.state == DONE else ""
        duties.setdefault(duty.case, []).append((duty, day))
    procedures = desk.pack.procedures
    now = (facts_of(case, procedures.get(case.procedure), duties.get(case.id, ())) for case in work.cases.list())
    return tuple(facts for facts in now if known.get(facts.id) != facts)


def seal_facts(desk: Desk, moment: Moment) -> None:
    """Put what has changed into the ledger; nothing is written where nothing has."""
    village = desk.village()
    with desk.store.work() as work:
        changed = changed_facts(desk, work, read_ledger(work).cases)
        if changed:
            body = SealedCases(village=village, cases=changed, sealed_at=moment.at)
            append(desk, work, moment, kind="cases", subject="cases", body=canonical(body))


def _done_on(work: Work, duty_id: str) -> str:
    return next((step.at[:10] for step in reversed(work.duties.history(duty_id)) if step.state == DONE), "")
