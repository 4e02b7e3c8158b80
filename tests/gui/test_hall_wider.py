"""Redo, recount and interruption on the hall page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    return make_evening(qtbot, window, village).begun(30, item=0)


def press(evening: Evening, key: Qt.Key) -> None:
    QTest.keyClick(evening.hall.minutes.field, key, Qt.KeyboardModifier.ControlModifier)
    evening.settle()


def test_a_line_that_was_taken_back_is_done_again_by_ctrl_y_and_the_strip_names_it(evening: Evening) -> None:
    evening.write("先修东段")
    press(evening, Qt.Key.Key_Z)
    assert not evening.state.meeting.lines
    assert evening.hall.minutes.text == "先修东段"
    assert "记录一条" in evening.window.strip._redo.text()
    press(evening, Qt.Key.Key_Y)
    assert [line.text for line in evening.state.meeting.lines] == ["先修东段"]
    assert evening.hall.minutes.text == ""
    assert not evening.window.strip._redo.isVisible()


def test_other_words_in_the_field_are_not_lost_to_redo(evening: Evening) -> None:
    evening.write("先修东段")
    evening.hall.undo()
    evening.settle()
    evening.hall.minutes.put("另一句")
    evening.hall.redo()
    evening.settle()
    assert evening.hall.minutes.text == "另一句"
    assert evening.state.meeting.lines == ()


def test_a_recount_begins_from_the_result_and_keeps_the_first_count(evening: Evening) -> None:
    evening.do(a.OpenPoll(question="村道"), a.CountHands(yes=20, no=5, abstain=5))
    evening.hall.open(evening.hall.vote)
    evening.hall.vote._again = False
    evening.hall.vote._show(evening.state)
    evening.hall.vote.result.again.click()
    evening.settle()
    assert evening.state.meeting.poll is not None
    evening.do(a.CountHands(yes=19, no=6, abstain=5))
    poll = evening.state.meeting.polls[0]
    assert [one.count.yes for one in poll.earlier] == [20]


def test_a_point_of_order_is_heard_and_the_speaker_goes_on(evening: Evening) -> None:
    first, second = evening.members[:2]
    evening.do(a.StartSpeaker(person=first))
    assert not evening.hall.speakers.interrupt.isVisible()
    evening.do(a.RequestSpeech(person=second, point_of_order=True))
    evening.hall.speakers.interrupt.click()
    evening.settle()
    floor = evening.state.meeting.floor
    assert floor is not None
    assert floor.person == second
    evening.hall.speakers.end.click()
    evening.settle()
    floor = evening.state.meeting.floor
    assert floor is not None
    assert floor.person == first
