"""After the power came back: the program opens where it was, says what time it lost, and minutes that only when it is told to."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.bootstrap import open_desk
from desktop.domain.actions import CheckIn, OpenItem, OpenMeeting, StartSpeaker
from desktop.gui.hall.gap import what_was_lost
from desktop.gui.hall.page import HallPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.alive import Gap, gone_on_with
from desktop.services.meetings.run_meeting import RunningMeeting
from tests.gui.conftest import HOUSE
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    made = make_evening(qtbot, window, village)
    made.came(28)
    made.do(OpenMeeting(), OpenItem(item=made.state.meeting.items[0].id), StartSpeaker(person=made.members[0]))
    made.hall.back_to_minutes()
    return made


def start_again(evening: Evening, after: int) -> Hands:
    """The same data folder, opened anew by another desk and another set of pages, so many seconds later."""
    window, folder = evening.window, evening.desk.folder
    evening.settle()
    evening.hall.doing._heart.stop()  # the page of before is dead, and gives no sign of life
    evening.desk.close()
    evening.clock.seconds += after
    window._pages, window._current = {}, ""
    window._meeting.id = ""
    evening.desk = replace(open_desk(folder), clock=evening.clock)
    window.opened(evening.desk)
    evening.settle()
    return Hands(window)


def test_it_opens_where_it_was_says_what_was_lost_and_minutes_it_on_request(evening: Evening) -> None:
    evening.clock.seconds = 4351  # 20:14:31
    evening.hall.doing._beat()
    hands = start_again(evening, 360)
    assert isinstance(evening.window.page, HallPage), "the meeting that was under way is in front, nobody had to look for it"
    bar = evening.hall.gap
    assert bar.isVisible()
    assert bar.words.text() == "上次 20:14:31 存好；停了 6 分钟，20:20 接着开。停的这段时间没有记下的，请补录。"
    assert "TimeLost" not in evening.journal(), "nothing is minuted that nobody asked for"
    hands.click(hands.button("记进记录", bar))
    assert [line.text for line in evening.state.meeting.lines] == ["（20:14至20:20程序中断，这段时间没有记录。）"]
    assert not bar.isVisible()
    floor = evening.state.meeting.floor
    assert floor is not None
    assert floor.spoken(evening.clock().at) == 4351, "the time without power is nobody's speech"
    assert "没有记录的时间" in evening.window.strip._undo.text()
    evening.go("roster")
    evening.clock.seconds += 600
    evening.go("hall")
    assert not bar.isVisible(), "to look at another page loses no time"


def test_power_that_goes_again_forgets_no_gap_and_a_clock_that_was_set_back_is_told(evening: Evening) -> None:
    evening.hall.doing._beat()
    start_again(evening, 120)
    evening.qtbot.waitUntil(lambda: evening.hall.doing._beaten, timeout=60_000)
    evening.settle()
    first = evening.hall.gap.gap
    hands = start_again(evening, -7200)
    assert evening.hall.gap.gap == first, "it was not answered"
    hands.click(hands.button("不用记", evening.hall.gap))
    assert "比上次存好的 19:04:00 还早" in evening.hall.gap.words.text()
    evening.clock.seconds += 7500
    hands.click(hands.button("时间调好了", evening.hall.gap))
    assert "停了 5 分钟" in evening.hall.gap.words.text()
    hands.click(hands.button("不用记", evening.hall.gap))
    assert not evening.hall.gap.isVisible()
    assert evening.state.meeting.lines == ()


def test_a_meeting_of_another_day_is_not_gone_on_with(evening: Evening) -> None:
    evening.hall.doing._beat()
    evening.settle()
    assert gone_on_with(evening.desk) == evening.meeting
    evening.clock.seconds += 25 * 3600
    assert gone_on_with(evening.desk) == ""


def test_what_was_lost_is_told_with_days_where_they_differ() -> None:
    told = str(what_was_lost(Gap("2026-06-18T23:58:10", "2026-06-19T07:30:00")))
    assert "6 月 18 日 23:58:10" in told
    assert "7 小时 32 分钟" in told
    assert "停了 20 秒" in str(what_was_lost(Gap("2026-06-18T20:00:00", "2026-06-18T20:00:20")))


OPENED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from PySide6.QtWidgets import QApplication
from desktop.bootstrap import open_desk
from desktop.gui.background import Background
from desktop.gui.window import MainWindow
app = QApplication([])
window = MainWindow(Background())
window.show()
window.opened(open_desk(Path(sys.argv[1])))
if len(sys.argv) > 3:
    window.go("hall", meeting=sys.argv[3])
while window.background.waiting:
    app.processEvents()
page = window.page
if len(sys.argv) > 3:
    page.minutes.field.insertPlainText("灯灭之前写的半句")
    while not page.drafts.idle or window.background.waiting:
        app.processEvents()
    print("typed", flush=True)
    while True:
        app.processEvents()
print(type(page).__name__, page.minutes.text, page.gap.words.text(), sep="|", flush=True)
window.background.close()
"""


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_process_that_is_killed_in_the_hall_opens_there_with_the_half_line_and_the_time_that_was_lost(
    qtbot: QtBot, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    """Two real processes with real windows on one data folder; the first is killed while it runs."""
    evening = make_evening(qtbot, window, village)
    evening.desk.close()
    now = open_desk(tmp_path / "data")
    running = RunningMeeting(now, evening.meeting)
    for person in list(running.evening.meeting.eligible)[:28]:
        running.do(CheckIn(person=person))
    running.do(OpenMeeting())
    now.close()
    command = [sys.executable, "-c", OPENED, str(tmp_path / "data"), str(HOUSE)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen([*command, evening.meeting], env=environment, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "typed\n"
    first.kill()
    first.wait()
    first.stdout.close()
    second = subprocess.run(command, env=environment, timeout=120, capture_output=True, text=True, check=True)
    page, text, told = second.stdout.strip().split("|")
    assert page == "HallPage"
    assert text == "灯灭之前写的半句"
    assert told.startswith("上次 ")
    assert "停了" in told
