"""What the figures are counted from: the bodies of the ledger, and nothing else.

Facts of cases change every day and are sealed when a report is printed and before anything is delivered, in one record
with those that changed since the last. Until then a preview counts them as they would be sealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.cases.duties import DONE, Duty
from desktop.domain.cases.facts import CaseFacts, facts_of
from desktop.domain.events import Moment
from desktop.services.desk import VILLAGE, Desk
from desktop.services.revoked import revoked_of
from desktop.services.seal import append
from desktop.wire.bodies import Village
from desktop.wire.canonical import canonical
from desktop.wire.cases import SealedCases
from desktop.wire.period import ASKED, Body, Read, read_bodies

if TYPE_CHECKING:
    from desktop.storage.work import Work

_CASES = "cases"
"""Kind and subject of a record of facts."""
__all__ = ["ASKED", "Sealed", "changed_facts", "read_ledger", "seal_facts"]


class Sealed(Read, frozen=True):
    """All that the ledger says, each thing as it was sealed last; `records` is the sequence up to which it was read."""

    records: int = 0


def read_ledger(work: Work) -> Sealed:
    """A body that was erased when its retention ended counts no more."""
    every = tuple(work.ledger.after(0))
    told = read_bodies(Body(one.record.kind, one.record.subject, one.body) for one in every)
    last = every[-1].record.sequence if every else 0
    return Sealed(told.meetings, told.cases, told.satisfaction, told.entries, last)


def _known(work: Work) -> dict[str, CaseFacts]:
    """What the ledger says of cases; nothing else of it is opened."""
    return read_bodies(Body(_CASES, one.record.subject, one.body) for one in work.ledger.of(_CASES, _CASES)).cases


def changed_facts(desk: Desk, work: Work, known: dict[str, CaseFacts]) -> tuple[CaseFacts, ...]:
    """Of the cases as they stand now, those that the ledger does not know so."""
    duties: dict[str, list[tuple[Duty, str]]] = {}
    done = work.duties.last_at(DONE)
    for duty in work.duties.list():
        day = done.get(duty.id, "")[:10] if duty.state == DONE else ""
        duties.setdefault(duty.case, []).append((duty, day))
    procedures = desk.pack.procedures
    now = (facts_of(case, procedures.get(case.procedure), duties.get(case.id, ())) for case in work.cases.list())
    return tuple(facts for facts in now if known.get(facts.id) != facts)


def seal_facts(desk: Desk, moment: Moment) -> None:
    """Put what has changed into the ledger; nothing is written where nothing has."""
    village = desk.village()
    with desk.store.work() as work:
        changed = changed_facts(desk, work, _known(work))
        if changed:
            body = SealedCases(village=village, cases=changed, sealed_at=moment.at)
            append(desk, work, moment, kind=_CASES, subject=_CASES, body=canonical(body))


def seal_facts_to_send(desk: Desk) -> None:
    """As `seal_facts`, before a delivery, so that the county can count the month: a PC that may seal nothing, or is not
    enrolled, delivers what it has."""
    from desktop.sync.enrol import enrolment_of

    with desk.store.read() as work:
        may = work.settings.get(VILLAGE, Village) is not None and revoked_of(work) is None
    if may and enrolment_of(desk.store) is not None:
        seal_facts(desk, desk.clock())
