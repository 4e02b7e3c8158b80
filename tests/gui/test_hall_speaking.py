"""Speakers by a procedure that alternates: the side is typed, points of order have ranks, the list is closed, time is added and summed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.actions import EndSpeaker, Observe, OpenItem, RequestSpeech, StartSpeaker
from desktop.gui.hall.asked import Asked, asked
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    return make_evening(qtbot, window, village, procedure="village-consultation").begun()


def name(evening: Evening, person: str) -> str:
    return evening.state.meeting.label(person)


def alt(evening: Evening, key: Qt.Key) -> None:
    QTest.keyClick(evening.hall.minutes.field, key, Qt.KeyboardModifier.AltModifier)
    evening.settle()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wf", Asked(name="wf")),
        ("wf+", Asked(name="wf", side="for")),
        ("王芳 －", Asked(name="王芳", side="against")),
        ("王芳 反对", Asked(name="王芳", side="against")),
        ("wf!", Asked(name="wf", rank=0)),
        ("wf！2", Asked(name="wf", rank=2)),
        ("8800", Asked(name="8800")),
        ("+", Asked(name="+")),
    ],
)
def test_what_is_typed_behind_a_name(typed: str, meant: Asked) -> None:
    assert asked(typed) == meant


def test_sides_and_ranks_are_typed_behind_the_name_or_tapped(evening: Evening) -> None:
    hands, request = Hands(evening.window), evening.hall.request
    only = [one.label for one in evening.state.meeting.eligible.values() if one.label == one.name]
    first, second, third, fourth = only[:4]
    for typed in (f"{first}+", f"{second}+", f"{third} 反对"):
        hands.press("F4")
        hands.write(typed)
        hands.press("Enter")
    waiting = [name(evening, one.person) for one in evening.state.queue]
    assert waiting == [first, third, second], "赞成 and 反对 in turn"
    assert "反对" in str(evening.state.queue[1].reason)
    hands.press("F4")
    hands.click(request.sides["against"])
    hands.write(fourth)
    hands.press("Enter")
    assert [r.side for r in evening.state.meeting.requests if name(evening, r.person) == fourth] == ["against"]
    hands.press("F4")
    hands.write(f"{second}!2")
    hands.press("Enter")
    hands.press("F4")
    assert request.sides["for"].isVisible()
    hands.click(request.kind)
    assert not request.sides["for"].isVisible()
    hands.click(request.ranks[1])
    hands.write(fourth)
    hands.press("Enter")
    points = [(name(evening, one.person), str(one.reason)) for one in evening.state.queue if one.point_of_order]
    assert [who for who, _why in points] == [fourth, second]
    assert "第 1 级" in points[0][1]


def test_the_first_place_is_safe_and_a_closed_list_stops_all_but_the_chair(evening: Evening) -> None:
    hands, speakers, request = Hands(evening.window), evening.hall.speakers, evening.hall.request
    first, second, third = evening.members[:3]
    evening.do(StartSpeaker(person=second), EndSpeaker(), RequestSpeech(person=first), RequestSpeech(person=second, side="for"))
    assert evening.state.queue[0].person == first
    assert "不再插到前面" in str(evening.state.queue[0].reason)
    hands.click(hands.button("截止报名", speakers))
    assert evening.state.meeting.list_closed
    hands.press("F4")
    hands.write(name(evening, third))
    hands.press("Enter")
    assert "主持人点名" in evening.hall.notice.text
    hands.press("F4")
    hands.click(request.chair)
    hands.write(name(evening, third))
    hands.press("Enter")
    assert evening.state.queue[-1].person == third
    hands.click(hands.button("开放报名", speakers))
    assert not evening.state.meeting.list_closed


def test_a_minute_is_added_and_the_floor_is_run_by_keys_alone(evening: Evening) -> None:
    speakers = evening.hall.speakers
    first, second = evening.members[:2]
    evening.do(RequestSpeech(person=first), RequestSpeech(person=second, point_of_order=True))
    evening.do(StartSpeaker(person=first))
    evening.clock.seconds += 160
    evening.hall.tick()
    assert speakers.signal.text() == "还有 20 秒"
    alt(evening, Qt.Key.Key_A)
    evening.hall.tick()
    assert speakers.signal.text() == "限时 4:00"
    alt(evening, Qt.Key.Key_P)
    assert evening.state.meeting.floor is not None
    assert not evening.state.meeting.floor.running_since
    alt(evening, Qt.Key.Key_P)
    alt(evening, Qt.Key.Key_I)
    assert evening.state.meeting.floor.person == second
    alt(evening, Qt.Key.Key_E)
    alt(evening, Qt.Key.Key_E)
    assert evening.state.meeting.floor is None
    evening.do(RequestSpeech(person=second))
    alt(evening, Qt.Key.Key_X)
    evening.hall.tick()
    assert evening.state.meeting.floor is not None
    assert "第 2 次，共" in speakers.now.sum.text()


def test_who_has_spoken_how_long_by_person_role_and_sex(evening: Evening) -> None:
    first, second = evening.members[:2]
    evening.do(Observe(name="陈镇长", office="镇里"))
    guest = next(iter(evening.state.meeting.observers))
    for person, seconds in ((first, 60), (second, 90), (first, 45), (guest, 30)):
        evening.do(StartSpeaker(person=person))
        evening.clock.seconds += seconds
        evening.do(EndSpeaker())
    alt(evening, Qt.Key.Key_T)
    shares = evening.hall.stage.shares
    assert evening.hall.front is shares
    assert [(row[0], row[2], row[3]) for row in shares.table.rows] == [
        (name(evening, first), "2", "1:45"),
        (name(evening, second), "1", "1:30"),
        ("陈镇长", "1", "0:30"),
    ]
    assert "列席 1 次 0:30" in shares.roles.text()
    assert "女" in shares.sexes.text() or "男" in shares.sexes.text()
    evening.do(OpenItem(item=evening.state.meeting.items[2].id))
    hands = Hands(evening.window)
    hands.click(hands.button("整场", shares))
    assert shares.table.rows == ()
    hands.press("Esc")
    assert evening.hall.minutes.isVisible()
