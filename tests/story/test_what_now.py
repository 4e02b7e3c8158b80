"""The one next step on the first page follows the meeting from its plan to its seal."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.what_now import what_now


def test_each_stage_of_a_meeting_has_its_own_next_step(desk: Desk) -> None:
    today = desk.clock().at[:10]
    running = RunningMeeting(desk, plan_meeting(desk, Plan(title="下一次会议", date=today, time="19:30")))
    running.do(a.DeclareEligible(members=41))
    running.do(a.AddItem(title="水费"))
    assert _next(desk) == ("准备会议", "prepare")
    running.do(a.GiveNotice(date=today))
    assert _next(desk) == ("开始签到", "hall")
    for person in list(running.evening.meeting.eligible)[:30]:
        running.do(a.CheckIn(person=person))
    running.do(a.OpenMeeting())
    assert _next(desk) == ("进入会场", "hall")
    running.do(a.Adjourn())
    assert _next(desk) == ("宣读确认", "closing")


def test_a_meeting_that_is_prepared_can_begin_whatever_the_clock_says(desk: Desk) -> None:
    running = RunningMeeting(desk, plan_meeting(desk, Plan(title="下一次会议", date="2099-01-05", time="19:30")))
    running.do(a.DeclareEligible(members=41))
    running.do(a.AddItem(title="水费"))
    running.do(a.GiveNotice(date="2098-12-30"))
    assert _next(desk) == ("开始签到", "hall")


def _next(desk: Desk) -> tuple[str, str]:
    step = what_now(desk).next
    assert step is not None
    return str(step.verb), step.page
