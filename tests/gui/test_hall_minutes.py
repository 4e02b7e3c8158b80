"""The minutes: one finished line is one event, what is typed is kept within a second, undo is named, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.actions import StartSpeaker
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.keep_draft import draft, keep_draft
from tests.gui.conftest import HOUSE
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    return make_evening(qtbot, window, village).begun(item=0)


def named(evening: Evening, name: str) -> list[str]:
    return [person for person, one in evening.state.meeting.eligible.items() if one.name == name]


def test_enter_finishes_a_line_and_it_is_one_event(evening: Evening) -> None:
    before = evening.journal()
    evening.write("已分发材料")
    assert evening.journal() == [*before, "LineWritten"]
    assert evening.hall.minutes.text == ""
    assert evening.hall.minutes.list.item(evening.hall.minutes.list.count() - 1).text() == "19:02 已分发材料"
    assert evening.hall.minutes.field.hasFocus()


def test_shift_enter_goes_on_in_the_same_line(evening: Evening) -> None:
    QTest.keyClick(evening.hall.minutes.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    evening.settle()
    assert evening.state.meeting.lines == ()


def test_who_said_it(evening: Evening) -> None:
    wang = named(evening, "王芳")[0]
    twins = named(evening, "张伟")
    assert len(twins) == 2
    chair = named(evening, "赵建国")[0]
    evening.write("王芳：先修东段")
    evening.write("wf：校车走不了")
    evening.do(StartSpeaker(person=twins[0]))
    evening.write("占地怎么补")
    evening.write("：会场安静")
    evening.write("主持人：请大家一个一个说")
    evening.write("水费标准是：每吨两块二")
    who = [line.person for line in evening.state.meeting.lines]
    assert who == [wang, wang, twins[0], "", chair, twins[0]]
    assert evening.state.meeting.lines[2].text == "占地怎么补"
    assert evening.state.meeting.lines[5].text == "水费标准是：每吨两块二"


def test_two_of_one_name_are_asked_for_and_the_line_stays_in_the_field(evening: Evening) -> None:
    evening.write("张伟：先修东段")
    assert "LineWritten" not in evening.journal()
    assert evening.hall.minutes.text == "张伟：先修东段"
    assert evening.hall.notice.text.count("张伟") >= 3
    evening.hall.minutes.put("")
    label = evening.state.meeting.label(named(evening, "张伟")[1])
    evening.write(f"{label}：先修东段")
    assert evening.state.meeting.lines[0].person == named(evening, "张伟")[1]


def test_quick_lines_keep_their_order(evening: Evening) -> None:
    for n in range(12):
        evening.hall.minutes.field.insertPlainText(f"第{n}句")
        QTest.keyClick(evening.hall.minutes.field, Qt.Key.Key_Return)
    evening.settle()
    assert [line.text for line in evening.state.meeting.lines] == [f"第{n}句" for n in range(12)]


def test_what_is_refused_stands_in_the_field_again(evening: Evening) -> None:
    evening.write("长" * 4001)
    assert evening.state.meeting.lines == ()
    assert len(evening.hall.minutes.text) == 4001
    assert "4001" in evening.hall.notice.text


def test_a_draft_is_on_disk_within_a_second_however_fast_one_types(evening: Evening) -> None:
    field = evening.hall.minutes.field
    field.setFocus()
    for _key in range(10):
        field.insertPlainText("写")
        evening.qtbot.wait(80)  # never a pause as long as the wait for the draft
    evening.settle()
    assert draft(evening.desk, evening.meeting), "kept while one was typing"
    evening.qtbot.waitUntil(lambda: evening.hall.drafts.idle, timeout=60_000)
    evening.settle()
    assert draft(evening.desk, evening.meeting) == "写" * 10
    evening.write("")
    evening.settle()
    assert draft(evening.desk, evening.meeting) == ""


def test_a_draft_stands_in_the_field_after_a_new_start_but_not_twice(evening: Evening) -> None:
    evening.hall.minutes.field.insertPlainText("还没写完的半")
    evening.qtbot.waitUntil(lambda: evening.hall.drafts.idle, timeout=60_000)
    evening.settle()
    evening.window._pages.clear()
    evening.go("hall")
    assert evening.hall.minutes.text == "还没写完的半"
    evening.write("句")
    keep_draft(evening.desk, evening.meeting, "还没写完的半句")  # died between the line and the clearing of its draft
    evening.window._pages.clear()
    evening.go("hall")
    assert evening.hall.minutes.text == ""
    assert [line.text for line in evening.state.meeting.lines] == ["还没写完的半句"]


def test_undo_is_named_and_a_line_comes_back_to_the_field(evening: Evening) -> None:
    evening.write("已分发材料")
    undo = evening.window.strip._undo
    assert undo.text() == "撤销：记录一条（Ctrl+Z）"
    QTest.keyClick(evening.hall.minutes.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    evening.settle()
    assert evening.state.meeting.lines == ()
    assert evening.hall.minutes.text == "已分发材料"
    assert "打开" in undo.text()


def test_undo_in_a_field_with_text_takes_back_typing_only(evening: Evening) -> None:
    evening.write("已分发材料")
    QTest.keyClicks(evening.hall.minutes.field, "abc")
    QTest.keyClick(evening.hall.minutes.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    evening.settle()
    assert len(evening.state.meeting.lines) == 1
    assert evening.hall.minutes.text != "abc"


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from PySide6.QtWidgets import QApplication
from desktop.bootstrap import open_desk
from desktop.gui.background import Background
from desktop.gui.window import MainWindow
app = QApplication([])
window = MainWindow(Background())
window._desk = open_desk(Path(sys.argv[1]))
window.go("hall", meeting=sys.argv[2])
while window.background.waiting:
    app.processEvents()
window.page.minutes.field.insertPlainText("灯灭之前写的半句")
while not window.page.drafts.idle or window.background.waiting:
    app.processEvents()
os.kill(os.getpid(), 9)
"""


def test_half_a_line_that_is_shown_as_saved_survives_kill_9(evening: Evening, tmp_path: Path) -> None:
    """A real process, a real kill -9, the same data folder."""
    meeting = evening.meeting
    evening.desk.close()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "data"), meeting, str(HOUSE)]
    ended = subprocess.run(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=120, capture_output=True)
    assert ended.returncode == -9, ended.stderr.decode()
    from desktop.bootstrap import open_desk

    again = open_desk(tmp_path / "data")
    assert draft(again, meeting) == "灯灭之前写的半句"
    again.close()
