"""What the closing page draws, made on the worker, and which step comes next. Pure but for `look_back`."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import CONFIRMED, Meeting
from desktop.gui.hall.state import HallState, look
from desktop.services.desk import Desk
from desktop.services.meeting_papers import PaperLine, meeting_papers
from desktop.services.run_meeting import RunningMeeting
from desktop.services.seal_meeting import missing
from forms.language import Sentence, say

EDIT, ABSENT, READ, OBJECT, SEAL, PRINT, SCAN = range(7)
NAMES = (
    say("补充改正"),
    say("缺席"),
    say("宣读"),
    say("提意见"),
    say("确认定稿"),
    say("打印"),
    say("附扫描件"),
)
"""The steps of the page, in their order."""


class ClosingState(Struct, frozen=True, kw_only=True):
    """One committed moment after the meeting."""

    hall: HallState
    missing: tuple[Sentence, ...]
    papers: tuple[PaperLine, ...]

    @property
    def meeting(self) -> Meeting:
        return self.hall.meeting

    @property
    def sealed(self) -> bool:
        return self.hall.sealed

    @property
    def minutes(self) -> tuple[PaperLine, ...]:
        """Prints of the sealed minutes."""
        return tuple(one for one in self.papers if one.paper == "minutes")


def look_back(desk: Desk, running: RunningMeeting) -> ClosingState:
    """The meeting and its papers as they are on disk. Runs on the worker."""
    return ClosingState(
        hall=look(running, desk.clock().at),
        missing=() if running.sealed else missing(desk, running.evening.meeting),
        papers=meeting_papers(desk, running.meeting_id),
    )


def done(state: ClosingState) -> tuple[bool, ...]:
    """Which steps are behind."""
    meeting = state.meeting
    read = bool(meeting.read_back_at)
    confirmed = meeting.stage == CONFIRMED or state.sealed
    scanned = any(one.scans for one in state.minutes)
    reasons = all(one in meeting.absences for one in meeting.eligible if one not in meeting.presence)
    return (read, read or reasons, read, confirmed, state.sealed, bool(state.minutes), scanned)


def next_step(state: ClosingState) -> int:
    """The first step that is not behind; the last one when all are."""
    behind = done(state)
    return behind.index(False) if False in behind else SCAN
