"""The list of speakers and the one next step on the hall page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.actions import CheckOut, EndSpeaker, RequestSpeech, StartSpeaker
from desktop.gui.hall.speakers import LIMIT, WARNING
from desktop.gui.parts.buttons import BigButton
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import ITEMS, Evening, make_evening


def test_f4_takes_a_raised_hand_and_closes_by_itself(evening: Evening) -> None:
    evening.hall.minutes.field.insertPlainText("半句")
    evening.press("F4")
    evening.type(evening.hall.request.field.line, "wf", enter=True)
    assert evening.hall.front is evening.hall.minutes
    assert evening.hall.minutes.text == "半句"
    assert [evening.state.meeting.label(one.person) for one in evening.state.queue] == ["王芳"]


def test_only_those_in_the_hall_who_do_not_wait_are_offered(evening: Evening) -> None:
    absent = evening.members[30]
    evening.press("F4")
    field = evening.hall.request.field
    field.line.setText(evening.state.meeting.eligible[absent].name)
    assert field.list.count() == 0
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert "签到" in evening.hall.request.notice.text


def test_every_place_says_why_it_is_there(evening: Evening) -> None:
    first, second, third = evening.members[:3]
    evening.do(RequestSpeech(person=first), StartSpeaker(), EndSpeaker(), RequestSpeech(person=first))
    evening.do(RequestSpeech(person=second), RequestSpeech(person=third, point_of_order=True))
    said = [label.text() for label in evening.hall.speakers.findChildren(QLabel) if "19:02" in label.text()]
    assert len(said) == 3
    assert "程序问题" in said[0]
    assert "首次" in said[1]
    assert "第 2 次" in said[2]


def test_the_floor_is_given_from_the_list_paused_and_ended_by_buttons(evening: Evening) -> None:
    first, second = evening.members[:2]
    evening.do(RequestSpeech(person=first), RequestSpeech(person=second))
    seats = [one for one in evening.hall.speakers.findChildren(BigButton) if one.property("kind") == "seat"]
    next(one for one in seats if "2  " in one.text()).click()
    evening.settle()
    assert evening.state.meeting.floor is not None
    assert evening.state.meeting.floor.person == second
    evening.hall.speakers.pause.click()
    evening.settle()
    assert evening.state.meeting.floor.running_since == ""
    assert evening.hall.speakers.pause.text() == "继续"
    evening.hall.speakers.next.click()
    evening.settle()
    assert evening.state.meeting.floor.person == first
    evening.hall.speakers.end.click()
    evening.settle()
    assert evening.state.meeting.floor is None


def test_a_quiet_signal_is_given_thirty_seconds_before_the_end(evening: Evening) -> None:
    evening.do(StartSpeaker(person=evening.members[0]))
    speakers = evening.hall.speakers
    evening.clock.seconds += LIMIT - WARNING - 1
    evening.hall.tick()
    assert speakers.time.text() == "1:29"
    assert speakers.time.property("role") == "time"
    evening.clock.seconds += 1
    evening.hall.tick()
    assert speakers.signal.text() == "还有 30 秒"
    assert speakers.time.property("role") == "time-warning"
    evening.clock.seconds += 45
    evening.hall.tick()
    assert speakers.signal.text() == "已超 15 秒"


def test_whoever_leaves_waits_no_more(evening: Evening) -> None:
    evening.do(RequestSpeech(person=evening.members[0]), CheckOut(person=evening.members[0]))
    assert evening.state.queue == ()


def test_another_item_is_opened_from_the_agenda(evening: Evening) -> None:
    evening.press("F3")
    evening.hall.agenda.list.setCurrentRow(2)
    QTest.keyClick(evening.hall.agenda.list, Qt.Key.Key_Return)
    evening.settle()
    current = evening.state.meeting.current
    assert current is not None
    assert current.title == ITEMS[2]


def test_the_one_button_leads_through_the_whole_evening(qtbot: QtBot, window: MainWindow, village: Desk) -> None:
    evening = make_evening(qtbot, window, village)
    hall = evening.hall
    assert hall.front is hall.check_in
    evening.came(28)
    said = []
    for number in range(len(ITEMS)):
        if number == 0:
            said.append(hall.next.main.text())
            evening.next()
        said.append(hall.next.main.text())
        evening.next()
        if number == 0:
            hall.next.others[0].click()  # an item that is only heard
            evening.settle()
            continue
        for typed in ("", "20", "5", "3"):
            said.append(hall.next.main.text())
            if not typed:
                evening.next()
                evening.next()
            else:
                QTest.keyClicks(hall.focusWidget(), typed)
                QTest.keyClick(hall.focusWidget(), Qt.Key.Key_Return)
                evening.settle()
        said.append(hall.next.main.text())
        evening.next()
    said.append(hall.next.main.text())
    evening.next()
    said.append(hall.next.main.text())
    vote = ["下一项", "开始表决 F5", "计票 F5", "计票 F5", "计票 F5", "结束本项"]
    assert said == ["宣布开会", "打开第一项", *vote, *vote, "宣布散会", "去宣读"]
    evening.next()
    assert evening.closing.state is not None


def test_an_empty_agenda_and_an_undeclared_number_can_be_mended_in_the_hall(
    qtbot: QtBot, window: MainWindow, village: Desk
) -> None:
    evening = make_evening(qtbot, window, village)
    for _step in range(4):  # three items and the declaration
        evening.hall.undo()
        evening.settle()
    assert evening.hall.top.answer.text() == "到会 0 人，应到未核对"
    evening.hall.back_to_minutes()
    assert evening.hall.next.main.text() == "添加议题"
    evening.next()
    evening.hall.add_item.field.setText("村道")
    evening.type(evening.hall.add_item.field, "", enter=True)
    assert evening.hall.next.main.text() == "确认应到"
    evening.next()
    evening.type(evening.hall.focusWidget(), "40", enter=True)
    assert evening.hall.next.main.text() == "确认应到"  # declared and listed differ: no answer of the law
    evening.hall.top.toggle()
    assert "40" in evening.hall.top.sentence.text()
    evening.next()
    evening.type(evening.hall.focusWidget(), "41", enter=True)
    assert evening.hall.next.main.text() == "签到 F2"
