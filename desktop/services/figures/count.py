"""All figures of a period, recomputed from the sealed records each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import period as p
from desktop.domain.cases.facts import CaseFacts
from desktop.domain.statistics import PeriodFigures, reckon
from desktop.services.desk import Desk
from desktop.services.figures.sealed import ASKED, Sealed, changed_facts, read_ledger

if TYPE_CHECKING:
    from desktop.storage.work import Work


class Counted(Struct, frozen=True, kw_only=True):
    """Figures, and what they were counted from."""

    figures: PeriodFigures
    records: int
    """Sequence of the last record of the ledger that was read."""
    to_seal: int
    """Cases that are counted as they stand, and are sealed when the report is printed."""
    left_out: int
    """Meetings and counts of satisfaction of the period that are not final: they are not counted."""


def count(desk: Desk, kind: str = p.MONTH, day: str = "") -> Counted:
    """The month, quarter or year around `day` (today where it is empty), for the screen."""
    day = day or desk.clock().at[:10]
    with desk.store.read() as work:
        sealed = read_ledger(work)
        changed = changed_facts(desk, work, sealed.cases)
        left_out = _left_out(work, p.span(kind, day))
    figures = reckoned(sealed, kind, day, {one.id: one for one in changed})
    return Counted(figures=figures, records=sealed.records, to_seal=len(changed), left_out=left_out)


def count_sealed(desk: Desk, kind: str, day: str = "") -> Counted:
    """The same from the ledger alone, for what is printed."""
    day = day or desk.clock().at[:10]
    with desk.store.read() as work:
        sealed = read_ledger(work)
        left_out = _left_out(work, p.span(kind, day))
    return Counted(figures=reckoned(sealed, kind, day), records=sealed.records, to_seal=0, left_out=left_out)


def reckoned(sealed: Sealed, kind: str, day: str, changed: Mapping[str, CaseFacts] | None = None) -> PeriodFigures:
    """The figures of what was sealed, with what has changed since laid over it."""
    cases = {**sealed.cases, **(changed or {})}
    return reckon(kind, day, sealed.meetings, cases.values(), sealed.satisfaction)


def _left_out(work: Work, period: tuple[str, str]) -> int:
    meetings = [row for row in work.meetings.list() if row.sealed_sequence is None and row.state != "planned"]
    asked = [sheet for sheet in work.sheets.with_form(ASKED) if not sheet.sealed]
    return sum(p.within(row.date, period) for row in meetings) + sum(p.within(one.day, period) for one in asked)
