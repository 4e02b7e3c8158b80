"""The room of mediation, walked by keyboard; and what is tracked, seen and written on from its list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from desktop.gui.cases.case.page import WAY, CasePage
from desktop.gui.cases.mediation.page import MediationPage
from desktop.gui.cases.page import CasesPage
from desktop.gui.cases.sheet import SheetPage
from desktop.gui.cases.tracking import TrackingPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.mediate import read_room
from desktop.services.cases.open_case import open_case
from desktop.services.cases.route import route_case
from desktop.services.cases.track import list_tracked
from desktop.services.desk import Desk
from desktop.services.meetings.prepare_meeting import put_on_agenda
from forms.language import Refused

SAID = ("一楼说招牌挡不得", "相邻关系", "远亲不如近邻", "请人量尺寸", "降四十公分", "两家握手")


def room_of(window: MainWindow) -> MediationPage:
    assert isinstance(window.page, MediationPage)
    return window.page


def test_six_steps_are_walked_by_keyboard_to_the_agreement(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="商住楼广告牌挡窗", proposer="方兰", request="牌子降下来").id
    window.go("case", case=case)
    hands.settle()
    page = window.page
    assert isinstance(page, CasePage)
    page.pages.setCurrentIndex(WAY)
    hands.click(page.way.routes["neighbours"])
    hands.click(page.way.sheet)
    room = room_of(window)
    assert room.facts is not None
    assert room.private.isVisible()
    hands.wait_for(room.facts.isVisible, "the room")
    assert room.facts.entries["parties"].get() == ["方兰"]
    clicks = hands.clicks
    hands.write("方兰、钱有田", room.facts.entries["parties"].widget)
    hands.write("张文", room.facts.entries["mediators"].widget)
    hands.press("F5")
    for number, words in enumerate(SAID):
        assert room.steps is not None
        assert room.steps.list.currentRow() == number
        assert room.steps.here.hasFocus()
        hands.write(words)
        hands.press("F5")
    assert len(read_room(village, case).done) == 6
    outcome = room.facts.entries["outcome"].widget
    assert isinstance(outcome, QComboBox)
    assert outcome.hasFocus()
    hands.press("Down")
    hands.press("F5")
    sheet = window.page
    assert isinstance(sheet, SheetPage)
    assert hands.clicks == clicks
    assert sheet.view is not None
    values = sheet.view.values()
    assert [row["name"] for row in values["parties"]] == ["方兰", "钱有田"]
    assert values["mediators"] == ["张文"]
    hands.wait_for(lambda: sheet.paper.pages == 2, "the agreement as it will be printed")
    hands.click(sheet.back)
    assert room_of(window).case == case
    with pytest.raises(Refused, match="不能列入会议议程"):
        put_on_agenda(village, case, "none")
    window.go("cases")
    hands.settle()
    assert isinstance(window.page, CasesPage)
    hands.wait_for(lambda: isinstance(window.page, CasesPage) and len(window.page.list.table.rows) == 1, "the list")
    assert [row[2] for row in window.page.list.table.rows] == ["不公开"]


def test_what_is_typed_in_the_room_is_there_again_and_days_do_not_run_backwards(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="三组晒场占地", proposer="张伟").id
    route_case(village, case, "neighbours")
    window.go("mediation", case=case)
    hands.settle()
    room = room_of(window)
    assert room.steps is not None
    room.steps.go("listen")
    hands.write("各说各的")
    window.go("home")
    hands.settle()
    window.go("mediation", case=case)
    hands.settle()
    assert room.steps.values()["listen"] == "各说各的"
    room.steps.entries["listen-day"].put("2026-06-18")
    room.steps.go("discern")
    hands.write("查了地契")
    room.steps.entries["discern-day"].put("2026-06-17")
    hands.press("F4")
    assert "早于“听：各方陈述”" in room.notice.text
    assert read_room(village, case).record is None
    window.go("mediation")
    hands.settle()
    assert [line.case.id for line in room.lines] == [case]
    hands.press("Enter")
    assert room.case == case


def test_a_department_is_tracked_from_the_list_and_a_deadline_is_refused_under_its_field(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="古田路公交绕行").id
    route_case(village, case, "department")
    save_sheet(village, case, "route-tracking", {"unit": "交通局", "asked": "2020-06-01", "due": "2020-06-20"})
    (late,) = list_tracked(village)
    assert late.late
    assert any("督办：交通局" in str(due.words) for due in what_is_due(village))
    window.go("tracking")
    hands.settle()
    page = window.page
    assert isinstance(page, TrackingPage)
    assert page.table.rows[0][2] == "交通局"
    assert "过期 1" in page.sum.text()
    hands.press("F5")
    sheet = window.page
    assert isinstance(sheet, SheetPage)
    assert sheet.view is not None
    due = sheet.view.entries["due"].widget
    hands.write("2020-05-20", due.line)  # type: ignore[attr-defined]
    assert not sheet.view.wrong["due"].isVisible()
    hands.press("Tab")
    assert "早于交办日期" in sheet.view.wrong["due"].text()
    assert sheet.view.wrong["due"].isVisible()
    hands.write("2020-07-20", due.line)  # type: ignore[attr-defined]
    hands.press("Tab")
    assert not sheet.view.wrong["due"].isVisible()
    rows = sheet.view.entries["checks"].rows  # type: ignore[union-attr]
    hands.write("2020-06-15", rows[0]["day"].widget)
    hands.write("正在研究", rows[0]["progress"].widget)
    hands.press("F4")
    hands.click(sheet.back)
    assert isinstance(window.page, TrackingPage)
    assert page.table.rows[0][5] == "2020-06-15　正在研究"
    hands.press("F3")
    assert page.lines == ()
    assert page.nothing.isVisible()
