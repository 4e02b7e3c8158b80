"""补录: what was kept on paper, as when the power was out, is keyed in with its real times, and stays marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.meeting import Meeting
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.services.run_meeting import RunningMeeting

PAPER = "paper"


class Row(Struct, frozen=True, kw_only=True):
    """A line of a sign-in sheet: ISO local times; empty where nothing is written."""

    person: str
    came: str = ""
    left: str = ""


def check_time(meeting: Meeting, action: a.AnyAction, at: str) -> None:
    """Whether something can have happened at `at`: on the day of the meeting or in the night after it, in order.

    The clock of this PC is not asked, for it may be wrong. Raises Refused.
    """
    if meeting.date:
        last = (date.fromisoformat(meeting.date) + timedelta(days=1)).isoformat()
        if not meeting.date <= at[:10] <= last:
            raise refuse("补录的时间 {at} 不在开会那天（{day}）。请核对纸上的日期和时间。", at=at[:16].replace("T", " "), day=meeting.date)
    presence = meeting.presence.get(getattr(action, "person", ""))
    if presence is None or not presence.spans:
        return
    came, left = presence.spans[-1]
    if isinstance(action, a.CheckOut) and at < came:
        raise refuse("离场时间 {at} 早于签到时间 {came}。请核对纸上的时间。", at=at[11:16], came=came[11:16])
    if isinstance(action, a.CheckIn) and left and at < left:
        raise refuse("再次签到的时间 {at} 早于上次离场的时间 {left}。请核对纸上的时间。", at=at[11:16], left=left[11:16])


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
