"""An evening on a real desk for the tests of hall, closing and projector: a planned meeting with three items, a clock that is set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.gui.closing.page import ClosingPage
from desktop.gui.hall.page import HallPage
from desktop.gui.hall_state import HallState
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting

ITEMS = ("第一季度决议落实情况通报", "二组至五组村道拓宽方案", "自来水水费标准调整")


@dataclass
class Clock:
    """A clock of the evening that stands still until it is moved on."""

    seconds: int = 0

    def __call__(self) -> Moment:
        at = datetime.fromisoformat("2026-06-18T19:02:00") + timedelta(seconds=self.seconds)
        return Moment(at.isoformat(timespec="seconds"), "system")


@dataclass
class Evening:
    """The window with a meeting of 41 members in it, and the ways in which a test acts."""

    qtbot: QtBot
    window: MainWindow
    desk: Desk
    clock: Clock
    meeting: str

    @property
    def hall(self) -> HallPage:
        page = self.window.page
        assert isinstance(page, HallPage)
        return page

    @property
    def closing(self) -> ClosingPage:
        page = self.window.page
        assert isinstance(page, ClosingPage)
        return page

    @property
    def state(self) -> HallState:
        assert self.hall.state is not None
        return self.hall.state

    @property
    def members(self) -> list[str]:
        return list(self.state.meeting.eligible)

    def settle(self) -> None:
        """Wait until everything that was asked of the desk has come back."""
        self.qtbot.waitUntil(lambda: self.window.background.waiting == 0, timeout=60_000)

    def go(self, page: str) -> None:
        self.window.go(page, meeting=self.meeting)
        self.settle()

    def do(self, *actions: a.AnyAction) -> None:
        """What the buttons would ask for, one after the other."""
        for action in actions:
            self.hall.do(action)
        self.settle()

    def came(self, number: int) -> None:
        """The first `number` members are in the hall."""
        self.do(*(a.CheckIn(person=person) for person in self.members[:number]))

    def begun(self, came: int = 28, item: int = 1) -> Evening:
        """So many came, the meeting and this item of its agenda (from 0) are open, the minutes are in front."""
        self.came(came)
        self.do(a.OpenMeeting(), a.OpenItem(item=self.state.meeting.items[item].id))
        self.hall.back_to_minutes()
        return self

    def press(self, key: str) -> None:
        """A function key, as the window hands it to the page."""
        self.hall.keys()[key]()
        self.settle()

    def next(self) -> None:
        """The one button."""
        self.hall.next.main.click()
        self.settle()

    def type(self, widget: QWidget, keys: str, *, enter: bool = False) -> None:
        """Real keys; `enter` afterwards."""
        QTest.keyClicks(widget, keys)
        if enter:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        self.settle()

    def write(self, text: str) -> None:
        """A finished line of the minutes; the text comes from the input method."""
        self.hall.minutes.field.insertPlainText(text)
        QTest.keyClick(self.hall.minutes.field, Qt.Key.Key_Return)
        self.settle()

    def journal(self) -> list[str]:
        """The kinds of event on disk, in their order."""
        with self.desk.store.read() as work:
            return [type(entry.event).__name__ for entry in work.journal.read(self.meeting)]


def make_evening(qtbot: QtBot, window: MainWindow, desk: Desk, procedure: str = "") -> Evening:
    """A meeting planned for the evening, 应到 declared, three items on the agenda; the hall page in front.

    `procedure`: whose rule of the list of speakers holds, where it is not that of the kind of meeting.
    """
    clock = Clock()
    told = replace(desk, clock=clock)
    window._desk = told
    meeting = plan_meeting(
        told,
        Plan(
            title="柳溪村第二次村民代表会议",
            date="2026-06-18",
            time="19:30",
            place="柳溪村议事堂",
            convener="村民委员会",
            host="赵建国",
            recorder="许雪梅",
            procedure=procedure,
        ),
    )
    running = RunningMeeting(told, meeting)
    running.do(a.DeclareEligible(members=len(running.evening.meeting.eligible)))
    for title in ITEMS:
        running.do(a.AddItem(title=title))
    evening = Evening(qtbot=qtbot, window=window, desk=told, clock=clock, meeting=meeting)
    evening.go("hall")
    return evening
