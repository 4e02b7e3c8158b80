"""The standard evening by hand in the real window: 41 members, 3 items, 12 speeches, 3 polls, 40 lines of 1,200 characters.

Inputs are keys and clicks; a Chinese character counts as one, as its input method commits it. The floor is the
characters of the minutes and one input for each action that the evening wrote into its journal.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
ROSTER = ROOT / "resources" / "sample" / "roster.xlsx"
DAY = "2026-06-18"
ITEMS = ("第一季度决议落实情况通报", "二组至五组村道拓宽方案", "自来水水费标准调整")
SPEECHES, LINES_EACH, OWN_LINES = 12, 3, 4
LINE = "先修东段再修西段，占用的菜地按面积补偿，秋收以后动工，费用公示。"[:30].ljust(30, "好")
VOTES = (("26", "9", "6"), ("30", "8", "3"))
ARRIVAL = 18
"""Seed of the order in which people come."""
BALLOTS = ("41", "41", "25", "10", "5", "1")


class Inputs(Struct, frozen=True, kw_only=True):
    """What the evening took. `check_ins` has the keys of each check-in, Enter included."""

    keys: int
    clicks: int
    characters: int
    actions: int
    lines: int
    speeches: int
    polls: int
    check_ins: tuple[int, ...]
    check_in_clicks: int

    @property
    def floor(self) -> int:
        return self.characters + self.actions

    @property
    def ratio(self) -> float:
        return (self.keys + self.clicks) / self.floor

    @property
    def check_in_median(self) -> float:
        return median(self.check_ins)


@contextmanager
def village(folder: Path) -> Iterator[Any]:
    """A desk of the sample village with its roster; its clock is set by `desk.clock.at`."""
    os.environ.setdefault("YISHITANG_PASSPHRASE", "一点红灯照夜")
    os.environ["YISHITANG_STATE"] = str(folder / "state")
    from desktop.bootstrap import open_desk
    from desktop.commands.evening.play import ScriptedTime
    from desktop.services.import_roster import look_at, take_in
    from desktop.services.name_village import name_village

    clock = ScriptedTime()
    clock.at = f"{DAY}T19:00:00"
    desk = open_desk(folder / "data", clock=clock)
    try:
        name_village(desk, name="柳溪村", code="320682104215", township="白蒲镇", county="如皋市", province="江苏省")
        take_in(desk, look_at(desk, ROSTER), ROSTER.name)
        yield desk
    finally:
        desk.close()


def planned(desk: Any) -> str:
    """The evening as it was prepared in the afternoon: 应到 declared, three items on the agenda."""
    from desktop.domain import actions as a
    from desktop.services.meetings.plan_meeting import Plan, plan_meeting
    from desktop.services.meetings.run_meeting import RunningMeeting

    meeting = plan_meeting(desk, Plan(title="柳溪村第二次村民代表会议", date=DAY, time="19:30", place="柳溪村议事堂"))
    running = RunningMeeting(desk, meeting)
    running.do(a.DeclareEligible(members=len(running.evening.meeting.eligible)))
    for title in ITEMS:
        running.do(a.AddItem(title=title))
    return meeting


def play(folder: Path) -> Inputs:
    """The whole evening. Raises HandsFailed or Unexpected where the window does not do it."""
    from desktop.commands.demonstration.stage import Stage
    from desktop.gui.hands import Hands
    from desktop.gui.tour import Tour, quiet_offscreen

    with village(folder) as desk:
        meeting = planned(desk)
        quiet_offscreen()
        tour = Tour(desk, "zh")
        try:
            hands = Hands(tour.window)
            nothing: Any = None
            stage = Stage(
                hands=hands, desk=desk, clock=desk.clock, evening=nothing, county=nothing, out=folder, say=lambda _: None
            )
            tour.window.go("hall", meeting=meeting)
            hands.settle()
            with desk.store.read() as work:
                before = work.journal.length(meeting)
            hands.keys = hands.clicks = 0
            check_ins, clicks = _check_in(stage)
            _sit(stage)
            with desk.store.read() as work:
                entries = work.journal.read(meeting)[before:]
            final = stage.meeting
            return Inputs(
                keys=hands.keys,
                clicks=hands.clicks,
                characters=sum(len(line.text) for line in final.lines),
                actions=len({entry.action for entry in entries}),
                lines=len(final.lines),
                speeches=len(final.speeches),
                polls=len(final.polls),
                check_ins=check_ins,
                check_in_clicks=clicks,
            )
        finally:
            tour.close()


def _check_in(stage: Any) -> tuple[tuple[int, ...], int]:
    from desktop.commands.demonstration import hall

    hands = stage.hands
    hands.press("F2")
    each = []
    arriving = list(stage.meeting.eligible)
    random.Random(ARRIVAL).shuffle(arriving)  # nobody comes in the order of the roster
    for person in arriving:
        before = hands.keys
        hall.choose(stage, stage.page.check_in.field, person, hall.initials(stage, person))
        stage.expect(person in stage.meeting.inside, f"{stage.meeting.label(person)} is checked in")
        each.append(hands.keys - before)
    clicks = hands.clicks
    hands.press("F6")
    return tuple(each), clicks


def _sit(stage: Any) -> None:
    from desktop.commands.demonstration.hall import take
    from desktop.domain import actions as a

    take(stage, a.OpenMeeting)
    people = list(stage.meeting.eligible)
    own = 0
    for number in range(len(ITEMS)):
        take(stage, a.OpenItem)
        stage.hands.press("F6")
        for n in range(SPEECHES // len(ITEMS)):
            _speech(stage, people[number * 5 + n])
        if own < OWN_LINES:
            for _ in range(2 if number == 0 else 1):
                _line(stage, own_line=True)
                own += 1
        _vote(stage, number)
        take(stage, a.CloseItem)
    take(stage, a.Adjourn)


def _speech(stage: Any, person: str) -> None:
    from desktop.commands.demonstration import hall

    hands = stage.hands
    hands.press("F4")
    hall.choose(stage, stage.page.request.field, person, hall.initials(stage, person))
    hands.click(stage.page.speakers.next)
    stage.expect(stage.meeting.floor is not None and stage.meeting.floor.person == person, "the floor is given")
    for _ in range(LINES_EACH):
        _line(stage)


def _line(stage: Any, own_line: bool = False) -> None:
    before = len(stage.meeting.lines)
    if stage.hands._target() is not stage.page.minutes.field:
        stage.hands.press("F6")
    stage.hands.write(f"：{LINE}" if own_line else LINE)
    stage.hands.press("Enter")
    stage.expect(len(stage.meeting.lines) == before + 1, "the line is written")


def _vote(stage: Any, number: int) -> None:
    """Two shows of hands and a secret ballot, the numbers typed one after the other."""
    hands, page = stage.hands, stage.page
    hands.press("F5")
    foot = page.next
    ballot = number == len(ITEMS) - 1
    if ballot:
        hands.click(foot.others[0])
    else:
        hands.click(foot.main)
    stage.expect(stage.meeting.poll is not None, "the vote is open")
    fields = list(page.vote.counting.row.fields.values())
    numbers = BALLOTS if ballot else VOTES[number]
    if hands._target() is not fields[0]:
        hands.click(fields[0])
    for place, digits in enumerate(numbers):
        if place:
            hands.press("Tab")
        stage.expect(hands._target() is fields[place], "Tab leads to the next number")
        if fields[place].text() == digits:
            continue  # what was given out is filled in already
        for digit in digits:
            hands.press(digit)
    hands.press("Enter")
    stage.expect(stage.meeting.poll is None, "the vote is counted")
