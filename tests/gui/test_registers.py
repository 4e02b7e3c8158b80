"""The page of registers and the page of an entry: add, find, pick a name, go from state to state, tie to a case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from desktop.gui.cases.sheet import SheetPage
from desktop.gui.hands import Hands
from desktop.gui.home.page import HomePage
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.printing import ToFile
from desktop.gui.registers.entry import EntryPage
from desktop.gui.registers.page import RegistersPage
from desktop.gui.sheet.rows import Rows
from desktop.gui.tour import text_of
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import open_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from desktop.services.registers.fill_entry import save_entry
from desktop.services.registers.read_register import read_register
from tests.exchange.books import save


def registers(hands: Hands, window: MainWindow, register: str) -> RegistersPage:
    window.go("registers", register=register)
    hands.settle()
    page = window.page
    assert isinstance(page, RegistersPage)
    return page


def entry(window: MainWindow) -> EntryPage:
    page = window.page
    assert isinstance(page, EntryPage)
    return page


def field(page: EntryPage, name: str) -> QLineEdit:
    assert page.view is not None
    widget = page.view.entries[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def type_and_take(hands: Hands, line: QLineEdit, typed: str) -> None:
    """Initials into a field that offers names, and Enter."""
    hands.write(typed, line)
    hands.press("Enter")


def test_a_member_is_entered_and_then_picked_by_initials_where_another_sheet_asks(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    page = registers(hands, window, "members")
    assert page.nothing.isVisible()
    hands.click(page.add)
    form = entry(window)
    hands.write("高玉兰", field(form, "name"))
    hands.write("农业界", field(form, "sector"))
    hands.write("水渠", field(form, "skills"))
    hands.write("三组", field(form, "grid"))
    hands.click(form.keep)
    assert "已存好" in form.notice.text
    hands.click(form.back)
    page = registers(hands, window, "members")
    assert [row[0] for row in page.table.rows] == ["高玉兰"]
    assert "全员入室" in page.behind.text()
    hands.write("zzz", page.search)
    hands.wait_for(lambda: not page.table.rows, "nobody of that name")
    hands.write("gyl", page.search)
    hands.wait_for(lambda: len(page.table.rows) == 1, "the member by her initials")

    page = registers(hands, window, "five-ones")
    assert [row[:2] for row in page.counters.rows] == [("高玉兰", "0（还差 1）")]
    hands.click(page.add)
    form = entry(window)
    member = field(form, "member")
    type_and_take(hands, member, "gyl")
    assert (member.text(), field(form, "grid").text()) == ("高玉兰", "三组")
    assert form.view is not None
    form.view.entries["kind"].put("talk")
    form.view.entries["content"].put("在三组座谈")
    form.view.entries["day"].put(village.clock().at[:10])
    hands.click(form.keep)
    hands.click(form.seal)
    assert "已定稿" in form.notice.text
    page = registers(hands, window, "five-ones")
    assert page.counters.rows[0][3] == "1"
    assert not page.seal.isVisible()
    paper = tmp_path / "five-ones.pdf"
    page.deliver(ToFile(paper))
    page.export(tmp_path / "five-ones.xlsx")
    hands.settle()
    assert paper.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "five-ones.xlsx").exists()
    page = registers(hands, window, "members")
    hands.click(page.seal)
    assert "定稿 1 条" in page.notice.text
    hands.click(page.open)
    form = entry(window)
    hands.wait_for(lambda: "举行一次座谈 1" in form.did.text(), "what she did this year")
    assert not form.keep.isVisible()


def test_a_proposal_is_led_through_its_states_and_told_of_when_its_topic_is_not_new(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    year = village.clock().at[:4]
    values = {"by": ["高玉兰"], "analysis": "堵", "advice": "清", "day": f"{year}-01-02"}
    one = save_entry(village, "proposals", {"title": "关于整治三组水渠的提案", **values})
    page = registers(hands, window, "proposals")
    hands.click(page.add)
    form = entry(window)
    hands.write("整治三组水渠", field(form, "title"))
    hands.wait_for(lambda: "撞题" in form.alike.text(), "the same topic is told of")
    window.go("entry", register="proposals", entry=one.id)
    hands.settle()
    form = entry(window)
    assert not form.states.buttons["assigned"].isEnabled()
    hands.click(form.states.buttons["filed"])
    form = entry(window)
    assert form.view is not None
    for name, value in (("number", "12"), ("decision", "filed"), ("by", "老周"), ("day", f"{year}-01-20")):
        form.view.entries[name].put(value)
    hands.click(form.keep)
    assert form.states.buttons["assigned"].isEnabled()
    hands.click(form.states.buttons[""])
    assert entry(window).opened is not None
    page = registers(hands, window, "proposals")
    assert [row[4] for row in page.table.rows] == [f"立案 {year}-01-20"]


def test_a_member_tied_to_a_case_stands_on_its_list_of_participants_and_another_is_picked_with_the_side(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="三组水渠清淤").id
    place_case(village, case, "middle", "middle")
    accept_case(village, case, "nantong")
    for name in ("高玉兰", "单雄"):
        save_entry(village, "members", {"name": name, "sector": "农业界", "skills": "水渠", "day": "2022-03-01"})
    window.go("entry", register="members", entry=read_register(village, "members").lines[0].entry.id)
    hands.settle()
    form = entry(window)
    hands.click(form.ties.buttons["takes-part"])
    assert form.opened is not None
    assert [tie.title for tie in form.opened.ties] == ["三组水渠清淤"]
    window.go("sheet", case=case, form="participants")
    hands.settle()
    sheet = window.page
    assert isinstance(sheet, SheetPage)
    assert sheet.view is not None
    said = [words.text() for words in sheet.view.findChildren(Words) if "有意参与" in words.text()]
    assert said == ["有意参与：高玉兰　可能合适：单雄（水渠）"]
    rows = sheet.view.entries["people"]
    assert isinstance(rows, Rows)
    assert rows.get() == [{"name": "高玉兰", "side": "member"}]
    second = rows.rows[1]["name"].widget
    assert isinstance(second, QLineEdit)
    type_and_take(hands, second, "sx")
    assert (rows.get() or [])[1] == {"name": "单雄", "side": "member"}


def test_the_first_page_leads_to_the_register_that_reminds(hands: Hands, window: MainWindow, village: Desk) -> None:
    today = village.clock().at
    save_entry(village, "proposals", {"title": "修路", "by": ["高玉兰"], "day": f"{today[:4]}-01-02"})
    save_entry(village, "plenaries", {"name": "全会", "day": today[:10]})
    window.go("home")
    hands.settle()
    home = window.page
    assert isinstance(home, HomePage)

    def leads() -> list[BigButton]:
        return [one for one in home.findChildren(BigButton) if one.text() == "打开" and one.isVisible()]

    hands.wait_for(lambda: bool(leads()), "what is due")
    hands.click(leads()[0])
    assert isinstance(window.page, RegistersPage)


def test_entries_are_taken_in_from_excel_and_what_is_wrong_is_told_by_row(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    head = ("姓名", "界别", "担任委员起")
    good = ("周敏", "农业界", "2024-01-05")
    window.go("registers", register="members")
    hands.settle()
    page = window.page
    assert isinstance(page, RegistersPage)
    page.take_in.take(save(tmp_path, ("委员", [head, good, ("王芳", "教育界", "去年")])))
    hands.settle()
    assert page.take_in.isVisible()
    assert [row[:2] for row in page.take_in.table.rows] == [("3", "C 担任委员起")]
    assert page.view is not None
    assert page.view.lines == ()
    save(tmp_path, ("委员", [head, good, ("王芳", "教育界", "2025-02-01")]))
    hands.click(page.take_in.again)
    assert not page.take_in.isVisible()
    assert "导入了 2 条" in page.notice.text
    view = page.view
    assert {line.name for line in view.lines} == {"周敏", "王芳"}


def test_a_list_is_looked_at_before_it_is_printed_and_what_no_font_has_is_named_beside_it(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    values = {"by": ["高玉兰"], "analysis": "堵", "advice": "清", "day": f"{village.clock().at[:4]}-01-02"}
    save_entry(village, "proposals", {"title": "关于堂前修路的提案", **values})
    page = registers(hands, window, "proposals")
    hands.press("F9")
    assert page.paper.isVisible()
    assert page.paper.note.isHidden()
    assert "关于堂前修路的提案" in text_of(page.paper.pdf).replace("\r\n", "")
    assert not page.table.isVisible()
    assert not any(button.isVisible() for button in (page.print, page.open, page.add, page.seal, page.sheet))
    page.deliver(ToFile(tmp_path / "list.pdf"))
    hands.settle()
    with village.store.read() as work:
        assert [one.sealed.paper for one in work.prints.of("proposals")] == ["register-proposals"], "what was only looked at is no print"
    save_entry(village, "proposals", {"title": "关于\U0003134a堂前修路的提案", **values})
    hands.click(page.back)
    assert page.table.isVisible()
    page = registers(hands, window, "proposals")
    hands.press("F9")
    assert "\U0003134a" in page.paper.note.text()
