"""Phrases by two keys, last meeting's wording, and lines that are broken as on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.gui.hall.wrapped import _lines
from desktop.gui.hands import Hands
from desktop.gui.settings.page import SettingsPage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.last_wording import alike
from desktop.services.meetings.phrases import built_in_phrases, keep_phrases, phrases
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import seal_meeting
from forms.language import Refused
from tests.gui.evening import ITEMS, Evening, make_evening


@pytest.fixture
def before(village: Desk) -> None:
    """A sealed meeting of the same kind, three months ago."""
    plan = Plan(title="柳溪村第一次村民代表会议", date="2026-03-18", host="赵建国", recorder="许雪梅", convener="村民委员会", place="议事堂")
    running = RunningMeeting(village, plan_meeting(village, plan))
    members = list(running.evening.meeting.eligible)
    running.do(a.DeclareEligible(members=len(members)))
    running.do(a.AddItem(title="第四季度决议落实情况通报"))
    for person in members[:30]:
        running.do(a.CheckIn(person=person))
    running.do(a.OpenMeeting())
    running.do(a.WriteLine(text="推选监票人两名"))
    running.do(a.OpenItem(item=running.evening.meeting.items[0].id))
    for text in ("水渠清淤已经完工", "路灯还差三盏", "路灯还差三盏"):
        running.do(a.WriteLine(text=text))
    running.do(a.CloseItem())
    running.do(a.Adjourn())
    running.do(a.ReadBack())
    running.do(a.ConfirmMinutes())
    seal_meeting(village, running.meeting_id)


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk, before: None) -> Evening:
    return make_evening(qtbot, window, village).begun(item=0)


def lines(evening: Evening) -> list[str]:
    return [line.text for line in evening.state.meeting.lines]


def test_two_keys_put_a_phrase_in_and_the_list_of_them_is_in_sight(evening: Evening) -> None:
    hands, minutes = Hands(evening.window), evening.hall.minutes
    first, second, *_rest = built_in_phrases()
    hands.press(";")
    assert minutes.offers.isVisible()
    assert minutes.offers.list.item(0).text() == f"1  {first}"
    before = hands.keys
    hands.press("2")
    assert hands.keys - before == 1
    assert minutes.text == second
    assert not minutes.offers.isVisible()
    hands.press("Enter")
    hands.write("水费；1")  # as an input method commits a full-width semicolon and a digit
    assert minutes.text == "水费；1", "what is written in one go is no choice"
    hands.write("，修路；")
    hands.write("再议")
    hands.press("Enter")
    assert lines(evening) == [second, "水费；1，修路；再议"]
    QTest.keyClick(minutes.field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert minutes.text == first
    minutes.put("")
    hands.click(minutes.phrases)
    hands.press("Down")
    hands.press("Enter")
    assert minutes.text == first, "Enter takes what was moved to"
    minutes.put("")
    hands.click(minutes.phrases)
    row = minutes.offers.list.visualItemRect(minutes.offers.list.item(1))
    assert row.height() >= 44
    QTest.mouseClick(minutes.offers.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert minutes.text == second
    minutes.put("")
    hands.press(";")
    hands.press("Esc")
    assert not minutes.offers.isVisible()
    assert minutes.text == ";"


def test_the_wording_of_last_time_is_offered_for_the_item_that_goes_on(evening: Evening) -> None:
    hands, minutes = Hands(evening.window), evening.hall.minutes
    for key in (";", "0"):
        hands.press(key)
    shown = [minutes.offers.list.item(row).text() for row in range(minutes.offers.list.count())]
    assert shown == ["1  水渠清淤已经完工", "2  路灯还差三盏"]
    hands.press("2")
    assert minutes.text == "路灯还差三盏"
    minutes.put("")
    evening.do(a.OpenItem(item=evening.state.meeting.items[1].id))
    hands.settle()
    hands.click(minutes.last)
    assert "没有这一项的记录" in minutes.offers.list.item(0).text()
    evening.do(a.CloseItem())
    assert minutes.offers.last == ("推选监票人两名",)
    assert alike(ITEMS[0]) == alike("第四季度决议落实情况通报") != alike(ITEMS[1])


def test_whom_initials_mean_is_told_before_the_line_is_finished(evening: Evening) -> None:
    hands, minutes = Hands(evening.window), evening.hall.minutes
    hands.write("wf：先修东段")
    assert minutes.who.text() == "记在 王芳 名下"
    hands.press("Enter")
    (line,) = evening.state.meeting.lines
    assert (line.text, evening.state.meeting.label(line.person)) == ("先修东段", "王芳")
    assert "姓名" in minutes.who.text()


def test_the_recorder_writes_phrases_of_her_own(evening: Evening, village: Desk) -> None:
    evening.window.go("settings")
    evening.settle()
    page, hands = evening.window.page, Hands(evening.window)
    assert isinstance(page, SettingsPage)
    hands.write("请各组长通知到户。", page.phrases.lines[0])
    hands.click(page.phrases.button)
    assert phrases(village)[0] == "请各组长通知到户。"
    evening.go("hall")
    hands.press(";")
    hands.press("1")
    assert evening.hall.minutes.text == "请各组长通知到户。"
    with pytest.raises(Refused, match="太长"):
        keep_phrases(village, ("长" * 121,))
    with pytest.raises(Refused, match="最多 9 条"):
        keep_phrases(village, tuple(str(n) for n in range(10)))
    assert keep_phrases(village, ()) == built_in_phrases()


def test_no_line_of_the_minutes_begins_with_a_comma_even_behind_a_rare_character(evening: Evening) -> None:
    font = QFont(evening.hall.minutes.list.font())
    font.setPixelSize(20)
    text = "19:46 " + "李㛃家的菜地在路边，㛃，说先量再定，" * 6
    for width in range(180, 660, 20):
        broken = _lines(text, width, font)
        assert "".join(line for line, _width in broken).replace(" ", "") == text.replace(" ", "")
        assert all(line[0] not in "，。；：" for line, _width in broken)
        assert all(size <= width for _line, size in broken)
