"""The agenda on the pages: what became of an item, how long it took, its order by pointer and keys, what the next meeting takes over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desktop.domain.actions import Adjourn, CloseItem, OpenItem, OpenMeeting, PlanMinutes
from desktop.gui.hands import Hands
from desktop.gui.prepare.page import AGENDA, PreparePage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import ITEMS, Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    made = make_evening(qtbot, window, village)
    made.came(28)
    made.hall.back_to_minutes()
    return made


def titles(evening: Evening) -> list[str]:
    return [item.title for item in evening.state.meeting.items]


def drag(view: QListWidget, row: int, to: int, *, give_up: bool = False) -> None:
    """The pointer takes a row by its middle and lets it go beyond the middle of another."""
    start, end = (view.visualItemRect(view.item(one)).center() for one in (row, to))
    end += QPoint(0, 8 if to > row else -8)
    pointer = view.viewport()
    QTest.mousePress(pointer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(pointer, start + (end - start) * part / 4)
    if give_up:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(pointer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_items_are_put_in_order_by_pointer_by_keys_and_by_buttons(evening: Evening) -> None:
    view, hands = evening.hall.agenda.list, Hands(evening.window)
    drag(view, 2, 0)
    evening.settle()
    assert titles(evening) == [ITEMS[2], ITEMS[0], ITEMS[1]]
    drag(view, 0, 2, give_up=True)
    evening.settle()
    assert titles(evening) == [ITEMS[2], ITEMS[0], ITEMS[1]], "Esc leaves it where it was"
    drag(view, 0, 1)
    evening.settle()
    assert titles(evening) == [ITEMS[0], ITEMS[2], ITEMS[1]]
    hands.press("F3")
    view.setCurrentRow(2)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    evening.settle()
    assert titles(evening) == list(ITEMS)
    assert view.currentRow() == 1, "the mark goes along"
    hands.click(hands.button("上移", evening.hall.agenda))
    assert titles(evening) == [ITEMS[1], ITEMS[0], ITEMS[2]]
    assert "调整议程" in evening.window.strip._undo.text()
    evening.do(OpenMeeting(), OpenItem(item=evening.state.meeting.items[0].id))
    drag(view, 0, 2)
    evening.settle()
    assert titles(evening)[0] == ITEMS[1], "what is being discussed stays where it is"


def test_every_state_of_an_item_and_its_minutes_stand_in_the_list(evening: Evening) -> None:
    items = [item.id for item in evening.state.meeting.items]
    evening.do(PlanMinutes(item=items[0], minutes=10), PlanMinutes(item=items[1], minutes=20))
    agenda, hands = evening.hall.agenda, Hands(evening.window)
    assert agenda.times.text() == "计划共 30 分钟"
    evening.do(OpenMeeting(), OpenItem(item=items[0]))
    evening.clock.seconds += 720
    evening.hall.tick()
    assert agenda.list.item(0).text() == f"1 ▶ {ITEMS[0]}（12 分钟，超 2）"
    assert agenda.times.text() == "已用 12 / 计划 30 分钟，比计划多 2"
    hands.settle()
    hands.click(hands.button("别的结果"))
    hands.press("3")
    hands.write("先修东段，秋后动工")
    hands.press("Enter")
    first = evening.state.meeting.items[0]
    assert (first.state, first.adopted) == ("amended", "先修东段，秋后动工")
    assert agenda.list.item(0).text() == f"1 ✓ {ITEMS[0]}（修改后通过，12 分钟，超 2）"
    assert evening.hall.front is evening.hall.minutes
    outcomes = {"1": "已听取", "2": "通过", "4": "未通过", "5": "改期", "6": "撤回"}
    for digit, said in outcomes.items():
        evening.do(OpenItem(item=items[1]))
        hands.settle()
        hands.click(hands.button("别的结果"))
        hands.press(digit)
        assert f"（{said}，" in agenda.list.item(1).text()
    assert agenda.list.item(2).text() == f"3  {ITEMS[2]}"


def test_what_was_put_off_stands_on_the_agenda_of_the_next_meeting_that_is_planned_in_the_window(evening: Evening) -> None:
    evening.do(OpenMeeting(), OpenItem(item=evening.state.meeting.items[1].id), CloseItem(state="delayed"), Adjourn())
    evening.window.choose_meeting("")
    evening.window.go("prepare")
    evening.settle()
    page, hands = evening.window.page, Hands(evening.window)
    assert isinstance(page, PreparePage)
    hands.write("2026-07-18", page.facts.date.line)
    hands.write("第三次村民代表会议", page.facts.name)
    hands.click(page.main)
    assert page.prepared is not None
    page.turn(AGENDA)
    evening.settle()
    assert [page.agenda.list.item(row).text() for row in range(page.agenda.list.count())] == [f"1　{ITEMS[1]}（上次改期）"]
    hands.write("自来水水费标准调整", page.agenda.name)
    hands.press("Enter")
    drag(page.agenda.list, 1, 0)
    evening.settle()
    page.agenda.list.setFocus()
    QTest.keyClick(page.agenda.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    evening.settle()
    assert [item.title for item in page.agenda.items] == [ITEMS[1], "自来水水费标准调整"]
    drag(page.agenda.list, 0, 1)
    evening.settle()
    assert [item.title for item in page.agenda.items] == ["自来水水费标准调整", ITEMS[1]]
    hands.write("25", page.agenda.minutes)
    hands.press("Tab")
    assert [item.minutes for item in page.agenda.items] == [0, 25]
    assert page.agenda.sum.text() == "全部 25 分钟"


def test_how_long_an_item_is_planned_to_take_is_set_in_the_hall_by_keys(evening: Evening) -> None:
    panel, hands = evening.hall.agenda, Hands(evening.window)
    assert not panel.planned.isVisible()
    hands.press("F3")
    panel.list.setCurrentRow(1)
    assert panel.planned.isVisible()
    hands.press("Tab")
    assert panel.planned.hasFocus()
    QTest.keyClicks(panel.planned, "25")
    QTest.keyClick(panel.planned, Qt.Key.Key_Return)
    evening.settle()
    assert [item.minutes for item in evening.state.meeting.items][1] == 25
    assert "25 分钟" in panel.list.item(1).text()
    assert panel.list.currentRow() == 1
