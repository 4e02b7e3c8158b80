"""A meeting is planned in four steps, is changed again, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.case import ON_AGENDA
from desktop.gui.cases.page import CasesPage
from desktop.gui.prepare.page import AGENDA, DECLARE, NOTICE, PreparePage
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import cases
from desktop.services.desk import Desk
from desktop.services.meetings.list_meetings import list_meetings
from desktop.services.meetings.plan_draft import typed_before
from desktop.services.meetings.prepare_meeting import preparation
from desktop.services.meetings.run_meeting import RunningMeeting
from tests.gui.test_first_days import home

Settled = Callable[[MainWindow], None]


def prepare_page(window: MainWindow) -> PreparePage:
    window.go("prepare")
    assert isinstance(window.page, PreparePage)
    return window.page


def planned(window: MainWindow, settled: Settled) -> PreparePage:
    page = prepare_page(window)
    settled(window)
    page.facts.date.line.setText("2026年6月18日")
    page.facts.time.setText("1930")
    page.facts.place.setText("村委会")
    page.main.click()
    settled(window)
    return page


def test_a_meeting_is_planned_in_four_steps_with_the_keyboard_alone(
    window: MainWindow, village: Desk, settled: Settled, qtbot: QtBot
) -> None:
    page = planned(window, settled)
    assert page.step == DECLARE
    assert "41 人" in page.eligible.count.text()
    qtbot.keyClicks(page.declare.inputs["members"], "41")
    qtbot.keyClick(page.main, Qt.Key.Key_Return)
    settled(window)
    assert page.step == AGENDA
    page.agenda.name.insert("村道拓宽方案")
    qtbot.keyClick(page.agenda.name, Qt.Key.Key_Return)
    settled(window)
    assert [item.title for item in page.agenda.items] == ["村道拓宽方案"]
    qtbot.keyClick(page.main, Qt.Key.Key_Return)
    assert page.step == NOTICE
    qtbot.waitUntil(lambda: page.papers.view.pages >= 1, timeout=60_000)
    page.notices.day.set_day("2026-06-10")
    qtbot.keyClick(page.notices.day.line, Qt.Key.Key_Return)
    settled(window)
    (line,) = list_meetings(village)
    stands = preparation(village, line.id)
    assert (line.title, line.date, line.time) == ("村民代表会议", "2026-06-18", "19:30")
    assert stands.unsettled is None
    assert stands.meeting.notice_date == "2026-06-10"
    front = home(window)
    settled(window)
    assert front.main is not None
    assert front.main.accessibleName() == "开始签到"


def test_a_declared_number_that_differs_from_the_list_has_to_be_settled(window: MainWindow, settled: Settled) -> None:
    page = planned(window, settled)
    page.declare.inputs["members"].setText("40")
    page.main.click()
    settled(window)
    assert page.step == DECLARE
    assert "40" in page.declare.answer.text()
    assert "41" in page.declare.answer.text()
    page.declare.inputs["members"].setText("四十一")
    page.main.click()
    settled(window)
    assert "数字" in page.notice.text


def test_undo_takes_back_the_last_step_by_its_name(window: MainWindow, village: Desk, settled: Settled) -> None:
    page = planned(window, settled)
    page.declare.inputs["members"].setText("41")
    page.main.click()
    settled(window)
    page.agenda.name.setText("水费")
    page.agenda.add.click()
    settled(window)
    window.strip.take_back()
    settled(window)
    assert page.agenda.items == ()
    (line,) = list_meetings(village)
    assert preparation(village, line.id).meeting.items == ()


def test_changed_facts_are_kept_and_a_meeting_without_a_date_is_refused(
    window: MainWindow, village: Desk, settled: Settled
) -> None:
    page = prepare_page(window)
    settled(window)
    page.main.click()
    settled(window)
    assert "日期" in page.notice.text
    assert list_meetings(village) == ()
    page.facts.date.line.setText("2026-06-18")
    page.main.click()
    settled(window)
    page.turn(0)
    page.facts.name.setText("第四次村民代表会议")
    page.facts.date.line.setText("2026-06-19")
    page.main.click()
    settled(window)
    (line,) = list_meetings(village)
    assert (line.title, line.date) == ("第四次村民代表会议", "2026-06-19")


def test_a_case_becomes_an_agenda_item_of_a_new_meeting(window: MainWindow, village: Desk, settled: Settled) -> None:
    window.go("cases")
    page = window.page
    assert isinstance(page, CasesPage)
    settled(window)
    page.write.click()
    settled(window)
    assert page.notice.text
    page.name.setText("三组水渠堵了")
    page.households.setText("很多")
    page.write.click()
    assert "很多" in page.notice.text
    page.households.setText("12")
    page.write.click()
    settled(window)
    page.put.click()
    settled(window)
    step = window.page
    assert isinstance(step, PreparePage)
    step.facts.date.line.setText("2026-06-18")
    step.main.click()
    settled(window)
    assert [item.title for item in step.agenda.items] == ["三组水渠堵了"]
    (case,) = cases(village)
    assert case.state == ON_AGENDA
    assert case.households == 12


def test_a_group_meeting_lists_the_adults_of_that_group_only(window: MainWindow, settled: Settled) -> None:
    page = prepare_page(window)
    settled(window)
    assert page.facts.group.isHidden()
    page.facts.kind.setCurrentIndex(page.facts.kind.findData("villager-group"))
    assert not page.facts.group.isHidden()
    assert page.facts.name.text() == "村民小组会议"
    page.facts.group.setCurrentText("二组")
    page.facts.date.line.setText("2026-06-18")
    page.main.click()
    settled(window)
    assert page.prepared is not None
    eligible = page.prepared.meeting.eligible.values()
    assert {one.group for one in eligible} == {"二组"}
    assert len(eligible) > 50
    page.turn(0)
    page.main.click()
    settled(window)
    assert page.step == DECLARE
    assert len(page.prepared.meeting.eligible) == len(eligible)


def test_saving_again_takes_the_list_from_the_roster_of_today(
    window: MainWindow, village: Desk, settled: Settled
) -> None:
    page = planned(window, settled)
    assert page.prepared is not None
    line = list_meetings(village)[0].id
    before = RunningMeeting(village, line).evening.length
    page.turn(0)
    page.main.click()
    settled(window)
    assert RunningMeeting(village, line).evening.length == before, "nothing was different, nothing is written"
    with village.store.read() as work:
        people = work.roster.people()
    gone = next(person for person in people if person.holds("村民代表"))
    with village.store.work() as work:
        work.roster.replace([one for one in people if one.id != gone.id], "名册", "2026-06-01T08:00:00", "")
    page.turn(0)
    page.main.click()
    settled(window)
    assert len(page.prepared.meeting.eligible) == 40
    assert gone.id not in page.prepared.meeting.eligible


def test_what_was_typed_is_there_again_after_leaving_the_page(
    window: MainWindow, village: Desk, settled: Settled, qtbot: QtBot
) -> None:
    page = prepare_page(window)
    settled(window)
    qtbot.keyClicks(page.facts.place, "hall 2")
    window.go("roster")
    settled(window)
    page = prepare_page(window)
    settled(window)
    assert page.facts.place.text() == "hall 2"
    page.facts.date.line.setText("2026-06-18")
    page.main.click()
    settled(window)
    window.rebuild()
    settled(window)
    page = prepare_page(window)
    settled(window)
    page.turn(AGENDA)
    qtbot.keyClicks(page.agenda.name, "water")
    qtbot.waitUntil(lambda: typed_before(village, list_meetings(village)[0].id) is not None, timeout=60_000)
    settled(window)
    page.agenda.add.click()
    settled(window)
    assert typed_before(village, list_meetings(village)[0].id) is None
    window.choose_meeting("")
    page = prepare_page(window)
    settled(window)
    assert page.facts.date.day == "", "a new meeting begins empty"
    assert page.facts.place.text() == "hall 2", "but where the last one was"
