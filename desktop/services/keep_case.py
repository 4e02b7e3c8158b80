"""Keeping a case that has changed, together with the line of its history that says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.domain.case import Case
from desktop.domain.cases.history import Line
from desktop.services.desk import Desk
from forms.language import Sentence, refuse

if TYPE_CHECKING:
    from desktop.storage.work import Work


def case_of(work: Work, case_id: str) -> Case:
    """The case, with the day of its meeting where it is on an agenda. Raises Refused where there is none."""
    case: Case | None = work.cases.get(case_id)
    if case is None:
        raise refuse("找不到这件事项。")
    row = work.meetings.get(case.meeting) if case.meeting else None
    return case if row is None else replace(case, meeting_day=row.date)


def keep(desk: Desk, work: Work, case: Case, kind: str, words: Sentence, *, name: str = "", note: str = "") -> Case:
    """Write the case as it is now, and what happened. Returns it."""
    at = desk.clock().at
    work.cases.update(case, at, note)
    work.case_lines.add(case.id, Line(kind=kind, at=at, words=words, name=name.strip(), note=note.strip()))
    return case
