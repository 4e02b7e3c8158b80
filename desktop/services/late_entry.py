"""补录: what was kept on paper, as when the power was out, is keyed in with its real times, and stays marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.late_entry import PAPER
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.services.run_meeting import RunningMeeting


class Row(Struct, frozen=True, kw_only=True):
    """A line of a sign-in sheet: ISO local times; empty where nothing is written."""

    person: str
    came: str = ""
    left: str = ""


def key_in_sheet(running: RunningMeeting, rows: tuple[Row, ...]) -> int:
    """A whole sign-in sheet, each line at its own times. Returns how many comings and leavings were entered.

    Raises Refused at the first that cannot be, naming the person; what was entered before it stays, as on paper.
    """
    entered = 0
    for row in rows:
        label = running.evening.meeting.label(row.person)
        if not row.came and not row.left:
            raise refuse("{name} 这一行没有时间。请补上签到或离场的时间。", name=label)
        for at, action in ((row.came, a.CheckIn(person=row.person)), (row.left, a.CheckOut(person=row.person))):
            if at:
                running.do(action, Moment(at, PAPER))
                entered += 1
    return entered
