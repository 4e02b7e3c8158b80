"""The same stretch of an evening three times: by mouse alone, by keyboard alone, by touch alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.actions import OpenMeeting, RequestSpeech
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.phrases import built_in_phrases
from tests.gui.evening import Evening, make_evening

FINGER: QPointingDevice = QTest.createTouchDevice()
Point = Callable[[QWidget, QPoint], None]


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    made = make_evening(qtbot, window, village)
    made.came(28)
    made.do(OpenMeeting())
    made.hall.back_to_minutes()
    made.settle()
    return made


def mouse(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)


def finger(widget: QWidget, at: QPoint) -> None:
    """A real touch; what takes no touch itself gets the mouse that Qt makes of it."""
    window = widget.window()
    spot = widget.mapTo(window, at)
    handle = window.windowHandle()
    QTest.touchEvent(handle, FINGER).press(0, spot, handle).commit()
    QTest.touchEvent(handle, FINGER).release(0, spot, handle).commit()


def by_pointer(evening: Evening, point: Point) -> None:
    hands, hall = Hands(evening.window), evening.hall

    def press(button: QAbstractButton) -> None:
        assert button.isVisible()
        point(button, button.rect().center())
        hands.settle()

    def tap(view: QListWidget, row: int) -> None:
        place = view.visualItemRect(view.item(row))
        assert place.height() >= 44
        point(view.viewport(), place.center())
        hands.settle()

    hands.settle()
    press(hall.next.main)
    current = evening.state.meeting.current
    assert current is not None
    press(hall.speakers.request)
    tap(hall.request.present, 2)
    assert [one.person for one in evening.state.queue] == [evening.members[2]]
    press(hall.speakers.next)
    press(hall.speakers.more)
    press(hall.minutes.phrases)
    tap(hall.minutes.offers.list, 0)
    press(hall.minutes.write)
    (line,) = evening.state.meeting.lines
    assert (line.text, line.person, line.item) == (built_in_phrases()[0], evening.members[2], current.id)
    press(hall.speakers.pause)
    press(hall.speakers.end)
    assert len(evening.state.meeting.speeches) == 1
    tap(hall.agenda.list, 2)
    press(hall.agenda.up)
    assert evening.state.meeting.items[1].title == "自来水水费标准调整"
    press(hands.button("别的结果"))
    press(hall.stage.outcome.buttons["delayed"])
    assert evening.state.meeting.items[0].state == "delayed"
    press(hands.button("撤销"))
    assert evening.state.meeting.current is not None
    press(hands.button("重做"))
    assert evening.state.meeting.items[0].state == "delayed"
    assert hands.keys == 0


def test_by_mouse_alone(evening: Evening) -> None:
    by_pointer(evening, mouse)


def test_by_touch_alone(evening: Evening) -> None:
    by_pointer(evening, finger)


def test_by_keyboard_alone(evening: Evening) -> None:
    hands, hall = Hands(evening.window), evening.hall

    def tab_to(wanted: Callable[[QWidget], bool]) -> None:
        for _ in range(60):
            focused = QApplication.focusWidget()
            if focused is not None and wanted(focused):
                return
            hands.press("Tab")
        raise AssertionError("Tab never comes there")

    def alt(key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or hall, key, Qt.KeyboardModifier.AltModifier)
        hands.settle()

    hands.press("F6")
    tab_to(lambda one: one is hall.next.main)
    hands.press("Enter")
    hands.press("F4")
    hands.write("wf")
    hands.press("Enter")
    alt(Qt.Key.Key_X)
    assert evening.state.meeting.floor is not None
    alt(Qt.Key.Key_A)
    hands.press(";")
    hands.press("1")
    hands.press("Enter")
    (line,) = evening.state.meeting.lines
    assert (line.text, evening.state.meeting.label(line.person)) == (built_in_phrases()[0], "王芳")
    alt(Qt.Key.Key_E)
    hands.press("F3")
    hands.press("Down")
    hands.press("Down")
    alt(Qt.Key.Key_Up)
    assert evening.state.meeting.items[1].title == "自来水水费标准调整"
    hands.press("F6")
    tab_to(lambda one: isinstance(one, QAbstractButton) and one.text() == "别的结果")
    hands.press("Enter")
    hands.press("5")
    assert evening.state.meeting.items[0].state == "delayed"
    hands.press("z", ctrl=True)
    assert evening.state.meeting.items[0].state == "open"
    hands.press("y", ctrl=True)
    assert evening.state.meeting.items[0].state == "delayed"
    assert hands.clicks == 0


def test_what_cannot_be_is_refused_in_a_sentence_that_says_what_to_do(evening: Evening) -> None:
    hands, hall = Hands(evening.window), evening.hall
    hands.press("F4")
    hands.write("wf")
    hands.press("Enter")
    evening.do(RequestSpeech(person=evening.state.queue[0].person))
    assert "已经在等候" in hall.notice.text
    assert hall.notice.text.count("。") <= 2
    hands.press("F4")
    hands.write("没有这人")
    hands.press("Enter")
    assert "在场的人里没有" in hall.request.notice.text
