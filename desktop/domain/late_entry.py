"""补录: whether what was kept on paper can have happened when the sheet says."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from forms.language import refuse

PAPER = "paper"
"""The clock of a moment that was read off a sheet (`events.Moment`)."""


def check_time(meeting: Meeting, action: a.AnyAction, at: str) -> None:
    """Whether something can have happened at `at`: on the day of the meeting or in the night after it, in order.

    The clock of this PC is not asked, for it may be wrong. Raises Refused.
    """
    if meeting.date:
        last = (date.fromisoformat(meeting.date) + timedelta(days=1)).isoformat()
        if not meeting.date <= at[:10] <= last:
            raise refuse(
                "补录的时间 {at} 不在开会那天（{day}）。请核对纸上的日期和时间。",
                at=at[:16].replace("T", " "),
                day=meeting.date,
            )
    presence = meeting.presence.get(getattr(action, "person", ""))
    if presence is None or not presence.spans:
        return
    came, left = presence.spans[-1]
    if isinstance(action, a.CheckOut) and at < came:
        raise refuse("离场时间 {at} 早于签到时间 {came}。请核对纸上的时间。", at=at[11:16], came=came[11:16])
    if isinstance(action, a.CheckIn) and left and at < left:
        raise refuse(
            "再次签到的时间 {at} 早于上次离场的时间 {left}。请核对纸上的时间。", at=at[11:16], left=left[11:16]
        )
