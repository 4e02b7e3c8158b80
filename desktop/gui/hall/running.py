"""The running meeting, touched on the worker's thread only: each call is one piece of work and answers with a state."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.gui.hall.check_in.panel import COMINGS
from desktop.gui.hall.people import Finders, make_finders
from desktop.gui.hall_state import HallState, look
from desktop.services.desk import Desk
from desktop.services.meetings.alive import Gap, answered, time_lost
from desktop.services.meetings.keep_draft import MINUTES, draft, keep_draft
from desktop.services.meetings.last_wording import last_wording
from desktop.services.meetings.late_entry import Noted, key_in
from desktop.services.meetings.phrases import phrases
from desktop.services.meetings.run_meeting import RunningMeeting
from forms.language import refuse

COUNTING = "counting"
"""Field under which a count that is being typed is kept."""
SHEET = "sheet"
"""Field under which the lines of a paper sheet are kept until they are stored."""


class Opened:
    """What the page needs to begin: the meeting as it is on disk, and what was being typed."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        self.running = RunningMeeting(desk, meeting_id)
        self.state = look(self.running, desk.clock().at)
        self.line = draft(desk, meeting_id, MINUTES)
        self.counting = draft(desk, meeting_id, COUNTING)
        self.sheet = draft(desk, meeting_id, SHEET)
        self.lost = () if self.state.sealed else time_lost(desk, self.state.meeting)
        lines = self.state.meeting.lines
        if self.line and lines and lines[-1].text == self.line.strip():
            self.line = ""  # the program ended after the line was written and before its draft was cleared


def open_meeting(desk: Desk, meeting_id: str) -> Opened:
    return Opened(desk, meeting_id)


def act(desk: Desk, running: RunningMeeting, action: a.AnyAction, moment: Moment | None = None) -> HallState:
    """One clerk action. Raises Refused; then nothing was written."""
    running.do(action, moment)
    return look(running, desk.clock().at)


def minute_gap(desk: Desk, running: RunningMeeting, gap: Gap) -> tuple[HallState, tuple[Gap, ...]]:
    """The minutes say that nothing was noted then; the gaps that are left."""
    running.do(a.NoteGap(since=gap.since, until=gap.until))
    return look(running, desk.clock().at), answered(desk, running.meeting_id, gap)


def write(desk: Desk, running: RunningMeeting, action: a.WriteLine) -> HallState:
    """A finished line; what was kept while it was being typed is no longer needed."""
    running.do(action)
    keep_draft(desk, running.meeting_id, "", MINUTES)
    return look(running, desk.clock().at)


def decide_vote(desk: Desk, running: RunningMeeting, action: a.AnyAction, moment: Moment | None = None) -> HallState:
    """The end of a count; its draft is no longer needed."""
    running.do(action, moment)
    keep_draft(desk, running.meeting_id, "", COUNTING)
    return look(running, desk.clock().at)


def key_in_sheet(desk: Desk, running: RunningMeeting, noted: tuple[Noted, ...]) -> HallState:
    """A paper sheet with everything on it, or nothing of it; its draft is no longer needed."""
    key_in(running, noted)
    keep_draft(desk, running.meeting_id, "", SHEET)
    return look(running, desk.clock().at)


def take_back_coming(desk: Desk, running: RunningMeeting) -> HallState:
    """Backspace in the empty field of check-in: the last coming or leaving, and nothing else."""
    last = running.evening.last
    if last is None or not isinstance(last.event, COMINGS):
        raise refuse("上一步不是签到，退格不撤回。要撤销请按 Ctrl+Z。")
    return act(desk, running, a.Undo())


def keep(desk: Desk, meeting_id: str, text: str, field: str) -> str:
    return keep_draft(desk, meeting_id, text, field)


def wording(desk: Desk, running: RunningMeeting) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """What two keys put into the minutes: phrases, and how it was written last time, by item."""
    return phrases(desk), last_wording(desk, running.evening.meeting)


def index(desk: Desk, running: RunningMeeting) -> Finders:
    """For finding people by what is typed."""
    return make_finders(desk, running.evening.meeting)
