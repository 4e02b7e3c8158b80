"""The next meeting: a roll call on the screen, answer by answer, and an election called with 正."""

from __future__ import annotations

from desktop.commands.demonstration.before import to_the_hall
from desktop.commands.demonstration.hall import take
from desktop.commands.demonstration.stage import Stage
from desktop.domain import actions as a
from desktop.domain.meeting import OPEN

DAY, NOTICE = "2026-06-29", "2026-06-25"
ANSWERS = "1111211131111121111113111111111"
"""同意, 不同意 or 弃权 of everyone who is there, in the order of the list."""
CANDIDATES = ("王芳", "陈𬱖", "周国平")
BALLOTS = ("12",) * 13 + ("13",) * 11 + ("23",) * 5 + ("2", "0")
"""What was marked on each ballot; 0 is a spoilt one."""


def show(stage: Stage) -> None:
    _convene(stage)
    to_the_hall(stage)
    first, second = stage.meeting.items
    stage.hands.press("Esc")
    take(stage, a.OpenMeeting)
    stage.expect(stage.meeting.stage == OPEN, "the meeting is open")
    stage.clock.at = f"{DAY}T19:34:00"
    _open(stage, first.id)
    call_the_roll(stage)
    stage.clock.at = f"{DAY}T19:52:00"
    _open(stage, second.id)
    elect(stage)


def call_the_roll(stage: Stage) -> None:
    """One key an answer; the screen says all the while what is missing."""
    page = stage.page
    stage.hands.press("F5")
    stage.hands.press("3", ctrl=True)
    half = len(ANSWERS) // 2
    for key in ANSWERS[:half]:
        stage.hands.press(key)
    stage.shoot("roll-call")
    for key in ANSWERS[half:]:
        stage.hands.press(key)
    stage.hands.press("Enter")
    stage.expect(stage.meeting.poll is None, "the roll call is counted")
    stage.expect(page.vote.result.said.text() != "", "its verdict is told")
    stage.shoot("roll-call-verdict")


def elect(stage: Stage) -> None:
    """Three stand for two seats; every ballot is called and marked, and two people count."""
    page = stage.page
    stage.hands.press("F5")
    stage.hands.press("5", ctrl=True)
    for name in CANDIDATES:
        stage.hands.write(name)
        stage.hands.press("Enter")
    stage.hands.write("2", page.vote.elect.seats)
    stage.shoot("election-asked")
    stage.hands.click(page.next.main)
    stage.expect(stage.meeting.poll is not None, "the election is open")
    form = page.vote.form
    for ballot in BALLOTS:
        for key in ballot:
            stage.hands.press(key)
        if ballot != "0":
            stage.hands.press("Enter")
    stage.shoot("election-calling")
    counted = {name: form.ballots.votes(name) for name in form.names}
    both = tuple(stage.meeting.label(person) for person in list(stage.meeting.inside)[:2])
    form.counters.put(both, {**counted, "invalid": form.ballots.invalid})
    stage.hands.click(page.next.main)
    stage.expect(stage.meeting.poll is None, "the election is counted")
    stage.shoot("election-result")
    page.toggle_projector()
    stage.hands.settle()
    stage.shoot("projector-election", page.projector)
    page.toggle_projector()


def _convene(stage: Stage) -> None:
    """What the first evening has shown by hand is done by the services: plan, agenda, check-in."""
    from desktop.services.meetings.plan_meeting import Plan, plan_meeting
    from desktop.services.meetings.run_meeting import RunningMeeting

    stage.clock.at = f"{DAY}T19:00:00"
    plan = Plan(
        title="柳溪村第三次村民代表会议", date=DAY, time="19:30", place="柳溪村议事堂", convener="村民委员会",
        host="赵建国", recorder="许雪梅", party_study_date="2026-06-24",
    )  # fmt: skip
    running = RunningMeeting(stage.desk, plan_meeting(stage.desk, plan))
    members = list(running.evening.meeting.eligible)
    running.do(a.DeclareEligible(members=len(members)))
    running.do(
        a.AddItem(title="晒场改建停车场", text="二组晒场西侧改建二十个车位，工期四十天，费用 6.8 万元由村集体出资。")
    )
    running.do(a.AddItem(title="推选公益事业监督员两名"))
    running.do(a.GiveNotice(date=NOTICE))
    for person in members[: len(ANSWERS)]:
        running.do(a.CheckIn(person=person))


def _open(stage: Stage, item: str) -> None:
    stage.hands.press("F6")
    if stage.meeting.current is not None:
        take(stage, a.CloseItem)
    take(stage, a.OpenItem)
    stage.expect(stage.meeting.current is not None and stage.meeting.current.id == item, "the item is open")
    stage.hands.press("F6")
