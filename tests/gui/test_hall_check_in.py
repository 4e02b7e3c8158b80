"""Check-in: from one field, with few keys, in the order in which people came, and nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import median

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.actions import CheckIn, WriteLine
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import Evening, make_evening
from tests.pinyin import pinyin_of


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    return make_evening(qtbot, window, village)


def initials(name: str) -> str:
    """What the keys can type of a name; a character that no table reads is left out."""
    return "".join(syllable[0] for syllable in pinyin_of(name).split() if syllable.isascii())


def keys_for(evening: Evening, person: str) -> int:
    """Check this person in with real keys as a recorder does: initials until the person stands first, else down; then Enter."""
    field = evening.hall.check_in.field
    name = evening.state.meeting.eligible[person].name
    pressed = 0

    def shown() -> list[str]:
        return [field.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(field.list.count())]

    for letter in initials(name):
        QTest.keyClicks(field.line, letter)
        pressed += 1
        if shown()[:1] == [person]:
            break
    for _row in range(shown().index(person)):
        QTest.keyClick(field.line, Qt.Key.Key_Down)
        pressed += 1
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    return pressed + 1


@pytest.mark.parametrize("order", range(2))
def test_41_people_take_a_median_of_three_keys_each(
    evening: Evening, order: int, record_property: Callable[[str, object], None]
) -> None:
    """Enter is counted; people come in any order; no mouse."""
    people = evening.members
    assert len(people) == 41
    random.Random(order).shuffle(people)
    evening.press("F2")
    pressed = [keys_for(evening, person) for person in people]
    evening.settle()
    record_property("keys", {"median": median(pressed), "sum": sum(pressed), "most": max(pressed)})
    print(f"keys for 41 people, order {order}: median {median(pressed)}, mean {sum(pressed) / 41:.2f}, most {max(pressed)}")
    assert median(pressed) <= 3
    assert evening.state.meeting.inside == tuple(people)


def test_whoever_types_all_initials_needs_few_keys_too(evening: Evening) -> None:
    """One who never looks at the list while typing: all initials, then Enter, or down where another stands first."""
    evening.press("F2")
    field = evening.hall.check_in.field
    pressed = []
    for person in evening.members:
        typed = initials(evening.state.meeting.eligible[person].name)
        QTest.keyClicks(field.line, typed)
        place = [field.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(field.list.count())].index(person)
        for _row in range(place):
            QTest.keyClick(field.line, Qt.Key.Key_Down)
        QTest.keyClick(field.line, Qt.Key.Key_Return)
        pressed.append(len(typed) + place + 1)
    evening.settle()
    print(f"all initials typed: median {median(pressed)}, mean {sum(pressed) / 41:.2f}")
    assert len(evening.state.meeting.inside) == 41
    assert median(pressed) <= 4


def test_27_of_41_are_one_short_and_28_are_enough_by_the_article(evening: Evening) -> None:
    evening.came(27)
    top = evening.hall.top
    assert top.answer.text() == "到会 27/41，还差 1 人（需 28 人，第三十条）"
    assert top.answer.property("role") == "warning-hall"
    top.toggle()
    assert "第三十条" in top.sentence.text()
    assert "还差 1 人" in top.sentence.text()
    assert evening.hall.next.main.text() == "继续签到"
    evening.do(CheckIn(person=evening.members[27]))
    assert top.answer.text() == "到会 28/41 ✓ 达到三分之二以上"
    assert evening.hall.next.main.text() == "宣布开会"


def test_the_green_line_says_number_name_group_year_and_time(evening: Evening) -> None:
    evening.press("F2")
    evening.clock.seconds = 24 * 60
    third = next(p for p, one in evening.state.meeting.eligible.items() if (one.name, one.group) == ("张伟", "三组"))
    keys_for(evening, third)
    evening.settle()
    said = evening.hall.check_in.done.text()
    assert said.startswith("1 ")
    assert "三组·" in said
    assert said.endswith("已签到 19:26")


def test_two_of_one_name_are_offered_with_what_tells_them_apart(evening: Evening) -> None:
    evening.press("F2")
    field = evening.hall.check_in.field
    field.line.setText("张伟")
    offered = [field.list.item(row).text() for row in range(field.list.count())]
    assert len(offered) == 2
    assert offered[0] != offered[1]
    assert all("组" in text for text in offered)


def test_who_came_in_is_offered_no_more(evening: Evening) -> None:
    evening.press("F2")
    field = evening.hall.check_in.field
    QTest.keyClicks(field.line, "zw")
    first = field.list.item(0).data(Qt.ItemDataRole.UserRole)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    QTest.keyClicks(field.line, "zw")  # before the first has come back from the disk
    assert field.list.item(0).data(Qt.ItemDataRole.UserRole) != first
    evening.settle()


def test_quick_check_ins_are_all_kept_in_their_order(evening: Evening) -> None:
    """Enter follows Enter while the disk is still busy with the first."""
    evening.press("F2")
    people = evening.members
    for person in people:
        keys_for(evening, person)
    assert evening.window.background.waiting > 0
    evening.settle()
    with evening.desk.store.read() as work:
        events = [entry.event for entry in work.journal.read(evening.meeting)]
    assert [event.person for event in events if hasattr(event, "person")] == people


def test_a_scanner_that_sends_enter_twice_counts_once(evening: Evening) -> None:
    evening.press("F2")
    keys_for(evening, evening.members[0])
    QTest.keyClick(evening.hall.check_in.field.line, Qt.Key.Key_Return)
    evening.settle()
    assert list(evening.state.meeting.inside) == evening.members[:1]


def test_backspace_in_the_empty_field_takes_back_the_last(evening: Evening) -> None:
    evening.came(2)
    evening.press("F2")
    line = evening.hall.check_in.field.line
    QTest.keyClicks(line, "z")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    evening.settle()
    assert len(evening.state.meeting.inside) == 2
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    evening.settle()
    assert list(evening.state.meeting.inside) == evening.members[:1]
    assert evening.hall.check_in.done.text().startswith("已撤销")


def test_a_key_held_down_takes_nobody_back(evening: Evening) -> None:
    evening.came(2)
    evening.press("F2")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(evening.hall.check_in.field.line, held)
    evening.settle()
    assert len(evening.state.meeting.inside) == 2


def test_backspace_takes_back_nothing_but_a_coming(evening: Evening) -> None:
    evening.came(1)
    evening.do(WriteLine(text="已发材料"))
    evening.press("F2")
    QTest.keyClick(evening.hall.check_in.field.line, Qt.Key.Key_Backspace)
    evening.settle()
    assert len(evening.state.meeting.lines) == 1
    assert "Ctrl+Z" in evening.hall.check_in.notice.text


def test_a_tap_on_the_seat_list_checks_in_and_turns_grey_after_the_commit(evening: Evening) -> None:
    evening.press("F2")
    seat = evening.hall.check_in.seats.buttons[evening.members[4]]
    seat.click()
    assert not seat.isChecked()
    evening.settle()
    assert seat.isChecked()
    assert seat.text().startswith("✓")
    seat.click()
    evening.settle()
    assert evening.state.meeting.inside == (evening.members[4],)
    assert "已经签到" in evening.hall.check_in.notice.text


def test_leaving_early_and_coming_late_are_times(evening: Evening) -> None:
    evening.came(3)
    evening.hall.check_in.turn()
    evening.clock.seconds = 3600
    keys_for(evening, evening.members[1])
    evening.settle()
    assert evening.state.meeting.presence[evening.members[1]].spans[-1][1] == "2026-06-18T20:02:00"
    evening.press("F2")
    evening.clock.seconds = 4000
    keys_for(evening, evening.members[1])
    evening.settle()
    assert len(evening.state.meeting.presence[evening.members[1]].spans) == 2


def test_an_observer_is_noted_by_a_second_key_and_never_counted(evening: Evening) -> None:
    evening.press("F2")
    line = evening.hall.check_in.field.line
    line.setText("李建明 镇政府")
    QTest.keyClick(line, Qt.Key.Key_Return)
    evening.settle()
    assert "Ctrl+回车" in evening.hall.check_in.notice.text
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    evening.settle()
    (guest,) = evening.state.meeting.observers.values()
    assert (guest.name, guest.office) == ("李建明", "镇政府")
    assert evening.state.meeting.inside == ()


def test_whoever_is_checked_in_already_is_told_so(evening: Evening) -> None:
    evening.came(1)
    evening.press("F2")
    line = evening.hall.check_in.field.line
    line.setText(evening.state.meeting.eligible[evening.members[0]].name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    evening.settle()
    assert "已经签到" in evening.hall.check_in.notice.text


def test_esc_closes_and_the_minutes_keep_what_was_typed(evening: Evening) -> None:
    evening.hall.back_to_minutes()
    evening.hall.minutes.field.insertPlainText("水渠")
    evening.press("F2")
    QTest.keyClick(evening.hall.check_in.field.line, Qt.Key.Key_Escape)
    evening.settle()
    assert evening.hall.front is evening.hall.minutes
    assert evening.hall.minutes.text == "水渠"


def test_what_was_kept_on_paper_keeps_its_own_time_and_is_marked(evening: Evening) -> None:
    evening.clock.seconds = 7200
    evening.press("F2")
    panel = evening.hall.check_in
    panel.paper.click()
    QTest.keyClicks(panel.paper_time, "1965")
    keys_for(evening, evening.members[0])
    evening.settle()
    assert "19:05" in panel.notice.text
    assert evening.state.meeting.inside == ()
    panel.paper_time.setText("19:05")
    panel.field.line.setText("")
    keys_for(evening, evening.members[0])
    evening.settle()
    presence = evening.state.meeting.presence[evening.members[0]]
    assert presence.spans[0][0] == "2026-06-18T19:05:00"
    assert presence.on_paper
