"""补录: what was kept on paper, as when the power was out, is keyed in with its real times, and stays marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.late_entry import PAPER
from desktop.services.meetings.run_meeting import NotAll
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.services.meetings.run_meeting import RunningMeeting


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


class Noted(Struct, frozen=True, kw_only=True):
    """Something of a sheet that was kept through the evening: in which of its lines (from 1), when (ISO), and what it was."""

    line: int
    at: str
    action: a.AnyAction


def key_in(running: RunningMeeting, noted: tuple[Noted, ...]) -> int:
    """A whole sheet with everything on it, in the order of its times: all of it, or nothing.

    Returns how many lines there were. Raises Refused naming the line that cannot be.
    """
    in_order = sorted(noted, key=lambda one: one.at)
    try:
        running.do_all([(one.action, Moment(one.at, PAPER)) for one in in_order])
    except NotAll as refused:
        wrong = in_order[refused.place]
        raise refuse(
            "第 {n} 行（{at}）不能补录：{why}整张都没有存，请改正这一行。",
            n=wrong.line,
            at=wrong.at[11:16],
            why=refused.sentence,
        ) from refused
    return len({one.line for one in noted})
