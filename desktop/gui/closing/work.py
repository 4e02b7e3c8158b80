"""What the closing page asks of the desk; each runs on the worker and answers with what is on disk afterwards."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain.signing import Drawing
from desktop.gui.closing.state import ClosingState, look_back
from desktop.gui.hall.people import make_finders
from desktop.services.desk import Desk
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import seal_meeting
from desktop.services.papers.correct_meeting import correct_meeting
from desktop.services.papers.sign_paper import Shown, sign_by_mark, sign_in_ink, sign_on_screen


class Opened:
    """What the page begins with."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        self.running = RunningMeeting(desk, meeting_id)
        self.state = look_back(desk, self.running)
        self.finders = make_finders(desk, self.state.meeting)


def act(desk: Desk, running: RunningMeeting, action: a.AnyAction) -> ClosingState:
    running.do(action)
    return look_back(desk, running)


def seal(desk: Desk, running: RunningMeeting) -> Opened:
    seal_meeting(desk, running.meeting_id)
    return Opened(desk, running.meeting_id)


def correct(desk: Desk, running: RunningMeeting, wrong: str, right: str, why: str, by: str) -> ClosingState:
    correct_meeting(desk, running.meeting_id, wrong=wrong, right=right, why=why, by=by)
    return look_back(desk, running)


def keep_drawing(
    desk: Desk, running: RunningMeeting, shown: Shown, role: str, name: str, drawing: Drawing
) -> ClosingState:
    sign_on_screen(desk, shown, role, name, drawing)
    return look_back(desk, running)


def keep_ink(desk: Desk, running: RunningMeeting, print_id: str, role: str, name: str) -> ClosingState:
    sign_in_ink(desk, print_id, role, name)
    return look_back(desk, running)


def keep_mark(
    desk: Desk, running: RunningMeeting, paper: str, role: str, name: str, read_by: str, witnesses: tuple[str, ...]
) -> ClosingState:
    sign_by_mark(desk, running.meeting_id, paper, role, name, read_by=read_by, witnesses=witnesses)
    return look_back(desk, running)
