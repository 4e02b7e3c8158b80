"""A sheet that was kept on paper is keyed in whole, with its real times, and a field finds people by whatever is on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import actions as a
from desktop.gui.hall.check_in import sheet_lines as s
from desktop.gui.hall.check_in.sheet import SheetPanel
from desktop.gui.hall.touch import TARGET
from desktop.gui.hands import Hands
from desktop.gui.parts.buttons import BigButton
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.import_roster import roster
from desktop.services.papers.print_codes import print_codes
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    return make_evening(qtbot, window, village)


def sheet_of(evening: Evening) -> SheetPanel:
    front = evening.hall.front
    assert isinstance(front, SheetPanel)
    return front


def test_one_field_takes_seat_household_phone_and_what_a_scanner_reads(evening: Evening, tmp_path: Path) -> None:
    """A scanner types what stands in the code of the card and sends Enter twice."""
    field = evening.hall.check_in.field
    known = {person.id: person for person in roster(evening.desk)}
    people = evening.members
    evening.press("F2")

    def first(typed: str) -> object:
        field.line.setText(typed)
        return field.list.item(0).data(Qt.ItemDataRole.UserRole)

    assert first("17") == people[16]
    phoned = next(person for person in people if known[person].phone)
    assert first(known[phoned].phone[-4:]) == phoned
    household = known[people[7]].household
    field.line.setText(household)
    offered = [field.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(field.list.count())]
    assert people[7] in offered
    field.line.setText("")
    (tmp_path / "cards.pdf").write_bytes(print_codes(evening.desk, evening.meeting).pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-l", "1", "-png", "cards.pdf", "cards"], cwd=tmp_path, check=True)
    with Image.open(next(tmp_path.glob("cards-*.png"))) as page:
        codes = [code.text for code in zxingcpp.read_barcodes(page)]
    assert set(codes) & set(people) == set(people[:18])
    QTest.keyClicks(field.line, codes[codes.index(people[9])])
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    evening.settle()
    assert evening.state.meeting.inside == (people[9],)
    assert evening.hall.check_in.notice.text == ""


@pytest.mark.long
def test_composition_is_a_light_with_its_article_on_request(evening: Evening) -> None:
    evening.came(27)
    evening.press("F2")
    lights = evening.hall.check_in.lights
    assert lights.lacking.text() == "· 组成人员 27（需 28，还差 1）"
    assert lights.met.text().startswith("✓ 村民代表占组成人员 ")
    assert "妇女代表占组成人员" in lights.met.text()
    assert not lights.law.isVisible()
    lights.why.click()
    assert lights.law.isVisible()
    assert "· 组成人员 27（需 28，还差 1）（村民委员会组织法第三十条）" in lights.law.text()
    assert "（村民委员会组织法第二十九条）" in lights.law.text()
    lights.why.click()
    assert evening.hall.check_in.seats.isVisible()
    evening.do(a.CheckIn(person=evening.members[27]))
    assert not lights.lacking.isVisible()
    assert lights.met.text().startswith("✓ 组成人员 28")


@pytest.mark.long
def test_every_seat_and_button_of_check_in_is_large_enough_for_a_finger(evening: Evening) -> None:
    evening.press("F2")
    buttons = [one for one in evening.hall.check_in.findChildren(BigButton) if one.isVisible()]
    assert [one.text() for one in buttons if one.height() < TARGET] == []


def key_in(hands: Hands, panel: SheetPanel, kind: int, at: str, *typed: str) -> None:
    """One line: Ctrl+kind, the time, then what each field asks for, Enter after each."""
    hands.press(str(kind), ctrl=True)
    hands.write(at, panel.at)
    hands.press("Enter")
    for text in typed:
        if text:
            hands.write(text)
        hands.press("Enter")


def test_a_whole_evening_on_paper_is_keyed_in_by_keyboard_alone(evening: Evening) -> None:
    """The power was out from 19:30 to 20:30; lines come in any order, and nothing is stored before all of it can be."""
    hands = Hands(evening.window)
    evening.came(28)
    late, leaving = evening.members[30], evening.members[2]
    label = evening.state.meeting.label
    hands.press("F2")
    hands.press("b", ctrl=True)
    panel = sheet_of(evening)
    key_in(hands, panel, 3, "1931")
    key_in(hands, panel, 6, "2010", "是否同意：水费", "20", "5", "3")
    key_in(hands, panel, 1, "1935", label(late))
    hands.press("4", ctrl=True)
    hands.write("1932", panel.at)
    hands.press("Enter")
    hands.press("Down")
    hands.press("Enter")
    assert [line.kind for line in panel.lines] == ["began", "voted", "came", "item"]
    key_in(hands, panel, 5, "1940", "1942", label(leaving), "先修东段")
    key_in(hands, panel, 7, "1950", "停电，点蜡烛继续开会")
    key_in(hands, panel, 2, "1930", label(leaving))
    before = evening.journal()
    hands.press("Enter", ctrl=True)
    assert "第 5 行（19:40）不能补录" in panel.notice.text
    assert "整张都没有存" in panel.notice.text
    assert evening.journal() == before
    panel.list.setCurrentRow(6)
    hands.click(panel.drop)
    key_in(hands, panel, 2, "2020", label(leaving))
    hands.press("Enter", ctrl=True)
    assert panel.notice.text == ""
    assert not panel.lines
    meeting = evening.state.meeting
    assert meeting.began_at == "2026-06-18T19:31:00"
    assert meeting.presence[late].spans == (("2026-06-18T19:35:00", ""),)
    assert meeting.presence[late].on_paper
    assert meeting.presence[leaving].spans[-1][1] == "2026-06-18T20:20:00"
    (speech,) = meeting.speeches
    assert (speech.person, speech.seconds, speech.on_paper) == (leaving, 120, True)
    (poll,) = meeting.polls
    assert (poll.present, poll.opened_at, poll.on_paper) == (29, "2026-06-18T20:10:00", True)
    assert [(line.at[11:16], line.text, line.on_paper) for line in meeting.lines] == [
        ("19:40", "先修东段", True),
        ("19:50", "停电，点蜡烛继续开会", True),
    ]


@pytest.mark.long
def test_lines_that_were_not_stored_are_there_again_after_the_program_died(evening: Evening) -> None:
    hands = Hands(evening.window)
    hands.press("F2")
    hands.click(evening.hall.check_in.whole)
    panel = sheet_of(evening)
    hands.write("1905", panel.at)
    hands.click(panel.who.seats.buttons[evening.members[0]])
    assert len(panel.lines) == 1
    evening.qtbot.waitUntil(lambda: evening.hall.drafts.idle, timeout=60_000)
    evening.settle()
    evening.window._pages.clear()
    evening.go("hall")
    assert evening.hall.stage.sheet.lines == panel.lines
    evening.hall.stage.sheet.store_all()
    evening.settle()
    assert evening.state.meeting.presence[evening.members[0]].spans[0][0] == "2026-06-18T19:05:00"


@pytest.mark.long
def test_a_line_that_lacks_something_is_refused_with_what(evening: Evening) -> None:
    hands = Hands(evening.window)
    evening.hall.open(evening.hall.stage.sheet)
    panel = sheet_of(evening)
    hands.click(panel.store)
    assert "还没有一行" in panel.notice.text
    hands.click(panel.add)
    assert "先写纸上的时间" in panel.notice.text
    hands.write("1940", panel.at)
    hands.click(panel.kinds["spoke"])
    hands.write("1940", panel.at)
    panel._person = evening.members[0]
    hands.write("1930", panel.until)
    hands.click(panel.add)
    assert "早于开始" in panel.notice.text
    assert not panel.lines


def test_every_way_of_voting_is_keyed_in_from_a_sheet_with_its_count(evening: Evening) -> None:
    """By ballot, by name and an election stand in the journal as if they had been held on the screen, marked 补录."""
    evening.came(28)
    items = evening.state.meeting.items
    evening.do(a.OpenMeeting(), a.OpenItem(item=items[1].id))
    panel = evening.hall.stage.sheet
    evening.hall.open(panel)
    meeting = evening.state.meeting
    name = [meeting.label(person) for person in evening.members]
    panel.draw(evening.state)
    panel.choose("voted")
    at = "19:40"

    def line(method: str, question: str, listed: str = "", **numbers: int) -> None:
        panel.method.setCurrentIndex(panel.method.findData(method))
        panel.at.setText(at)
        panel.text.setText(question)
        panel.listed.setText(listed)
        for which, number in numbers.items():
            panel.numbers[which].setText(str(number))
        panel.add.click()

    line("ballot", "水费", issued=28, returned=27, yes=20, no=4, abstain=2, invalid=1)
    line("roll-call", "村道", f"同意：{name[0]}；不同意：无名氏")
    assert "名单上没有“无名氏”" in panel.notice.text
    line("roll-call", "村道", f"同意：{name[0]}、{name[1]}；不同意：{name[2]}")
    line("election", "监督委员会", f"{name[3]} 20、{name[4]} 8票", seats=1, issued=28, returned=28)
    assert len(panel.lines) == 3
    assert s.read(s.keep(panel.lines)) == panel.lines
    panel.store_all()
    evening.settle()
    assert panel.notice.text == ""
    assert evening.hall.notice.text == ""
    ballot, called, elected = evening.state.meeting.polls
    assert ballot.count is not None
    assert (ballot.count.yes, ballot.count.issued, ballot.count.invalid, ballot.on_paper) == (20, 28, 1, True)
    assert called.votes == {evening.members[0]: "yes", evening.members[1]: "yes", evening.members[2]: "no"}
    assert elected.elected == (name[3],)
    assert elected.results[name[4]] == 8
    assert not panel.lines
