"""The meetings of the village as a list, each with where it stands and what comes next."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import ADJOURNED, CONFIRMED, OPEN, PLANNED
from desktop.services.desk import Desk
from desktop.storage.rows import MeetingRow
from forms.language import Sentence, say

SEALED = "sealed"

STAGES = {
    PLANNED: say("准备中"),
    OPEN: say("开会中"),
    ADJOURNED: say("已散会"),
    CONFIRMED: say("待定稿"),
    SEALED: say("已定稿"),
}


class MeetingLine(Struct, frozen=True, kw_only=True):
    """A line of the list. `stage` is that of the meeting, or `SEALED`."""

    id: str
    title: str
    date: str
    time: str
    stage: str

    @property
    def word(self) -> Sentence:
        return STAGES[self.stage]

    @property
    def page(self) -> str:
        """Name of the window's page on which it goes on."""
        return {PLANNED: "prepare", OPEN: "hall"}.get(self.stage, "closing")


def line_of(row: MeetingRow) -> MeetingLine:
    stage = SEALED if row.sealed_sequence is not None else row.state
    return MeetingLine(id=row.id, title=row.title, date=row.date, time=row.time, stage=stage)


def list_meetings(desk: Desk) -> tuple[MeetingLine, ...]:
    """All, latest first."""
    with desk.store.read() as work:
        rows = work.meetings.list()
    return tuple(line_of(row) for row in rows)
