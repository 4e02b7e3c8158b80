"""Cases in the window: slips without the mouse, a case through its stages and sheets, a photograph on a record."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.domain.case import CLOSED
from desktop.gui.cases.board import BoardPage
from desktop.gui.cases.case.page import NOW, CasePage
from desktop.gui.cases.duties import DutiesPage
from desktop.gui.cases.page import CasesPage
from desktop.gui.cases.sheet import SheetPage
from desktop.gui.hands import Hands
from desktop.gui.parts.labels import Words
from desktop.gui.window import MainWindow
from desktop.services.cases.move import move_case, plan_day
from desktop.services.cases.open_case import cases, open_case
from desktop.services.cases.print_sheet import print_sheet
from desktop.services.cases.read import read_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from tests.story.case_days import fill, people


def front(window: MainWindow, kind: type) -> object:
    assert isinstance(window.page, kind)
    return window.page


def test_a_pile_of_slips_is_keyed_in_without_the_mouse(hands: Hands, window: MainWindow, village: Desk) -> None:
    window.go("cases")
    hands.settle()
    page = window.page
    assert isinstance(page, CasesPage)
    for title, proposer, households in (("三组水渠堵了", "张伟", "38"), ("村口路灯坏了", "王芳", "60")):
        for text in (title, proposer, households):
            hands.write(text)
            hands.press("Enter")
    assert hands.clicks == 0
    assert {(case.title, case.proposer, case.households) for case in cases(village)} == {
        ("三组水渠堵了", "张伟", 38),
        ("村口路灯坏了", "王芳", 60),
    }
    assert page.name.hasFocus()
    assert {case.title for case in page.cases} == {"村口路灯坏了", "三组水渠堵了"}


def test_what_is_alike_shows_while_the_title_is_typed(hands: Hands, window: MainWindow, village: Desk) -> None:
    first = open_case(village, title="三组水渠清淤", proposer="张伟")
    window.go("cases")
    page = window.page
    assert isinstance(page, CasesPage)
    hands.write("三组的水渠要清淤", page.name)
    hands.wait_for(lambda: "三组水渠清淤" in page.intake.alike.text(), "the case that is alike")
    hands.click(page.intake.look)
    case = window.page
    assert isinstance(case, CasePage)
    assert case.case == first.id


def test_the_list_is_found_by_pinyin_and_by_state(hands: Hands, window: MainWindow, village: Desk) -> None:
    open_case(village, title="三组水渠清淤")
    open_case(village, title="村道拓宽方案")
    window.go("cases")
    page = window.page
    assert isinstance(page, CasesPage)
    hands.write("cdtk", page.search)
    hands.wait_for(lambda: [case.title for case in page.cases] == ["村道拓宽方案"], "the case that was looked for")
    hands.write("没有的事", page.search)
    hands.wait_for(lambda: not page.cases, "an empty list")
    assert "没有找到" in page.nothing.text()
    page.search.clear()
    hands.wait_for(lambda: len(page.cases) == 2, "all cases")
    page.filter.setCurrentIndex(2)
    hands.settle()
    assert not page.cases


def investigated(desk: Desk) -> str:
    """A case before its investigation, by the procedure of 南通."""
    case = open_case(desk, title="三组水渠清淤", proposer="张伟", households=38).id
    place_case(desk, case, "middle", "middle")
    accept_case(desk, case, "nantong")
    fill(desk, case, "platform", kind="village", name="议事堂", place="村部", fixed=["网格长"], convener_party="钱立业",
         convener_member="周敏")  # fmt: skip
    move_case(desk, case, "topic")
    fill(desk, case, "topic")
    move_case(desk, case, "participants")
    fill(desk, case, "participants", people=people(masses=4, interested=2, notable=1))
    move_case(desk, case, "investigation")
    plan_day(desk, case, "2099-01-10")
    return case


def test_the_gate_says_what_is_missing_and_the_sheet_opens_it(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = investigated(village)
    window.go("case", case=case)
    hands.settle()
    page = window.page
    assert isinstance(page, CasePage)
    assert "▶ 商前调研" in page.stages.text()
    shown = [one.text() for one in page.now.findChildren(Words)]
    assert any(text.startswith("□ 不调研不协商") for text in shown)
    hands.click(page.onward)
    assert "还不能往下走" in page.notice.text
    hands.click(hands.button("填写", page.now))
    sheet = window.page
    assert isinstance(sheet, SheetPage)
    assert sheet.view is not None
    given = {
        "place": "三组",
        "by": "周敏、钱立业",
        "asked": "38 户",
        "policy": "条例",
        "facts": "淤了",
        "opinions": "都要清",
    }
    for name, text in given.items():
        hands.write(text, sheet.view.entries[name].widget)
    hands.click(sheet.keep)
    assert "已存好" in sheet.notice.text
    hands.wait_for(lambda: sheet.paper.pages == 1, "the page as it will be printed")
    hands.click(sheet.back)
    assert page.pages.currentIndex() == NOW
    hands.click(page.onward)
    assert read_case(village, case).case.stage == "deliberation"
    kept = next(one for one in read_case(village, case).sheets if one.form == "investigation")
    assert kept.values["by"] == ["周敏", "钱立业"]


def test_a_shut_gate_is_passed_with_a_reason_and_a_name_only(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = investigated(village)
    window.go("case", case=case)
    hands.settle()
    page = window.page
    assert isinstance(page, CasePage)
    hands.click(page.pass_)
    assert "理由和批准人" in page.notice.text
    hands.write("汛期来了", page.reason)
    hands.write("钱立业", page.name)
    hands.click(page.pass_)
    file = read_case(village, case)
    assert file.case.stage == "deliberation"
    assert {(line.name, line.note) for line in file.lines if line.kind == "passed"} == {("钱立业", "汛期来了")}
    assert any("钱立业" in row[2] for row in page.history.rows)
    sheet = next(one for one in file.sheets if one.form == "topic")
    pages = PdfReader(BytesIO(print_sheet(village, sheet.id).pdf)).pages
    text = "".join("".join(one.extract_text().split()) for one in pages)
    assert "特殊情况放行" in text
    assert "批准人：钱立业；理由：汛期来了" in text


def test_what_is_typed_into_a_sheet_is_there_again(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = investigated(village)
    window.go("sheet", case=case, form="investigation")
    hands.settle()
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.view is not None
    hands.write("淤了四十公分", page.view.entries["facts"].widget)
    window.go("home")
    hands.settle()
    window.go("sheet", case=case, form="investigation")
    hands.settle()
    assert page.view.values()["facts"] == "淤了四十公分"
    assert [sheet.form for sheet in read_case(village, case).sheets].count("investigation") == 0


def test_a_deadline_before_the_meeting_is_refused_on_the_page(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    case = investigated(village)
    window.go("sheet", case=case, form="duties")
    hands.settle()
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.view is not None
    rows = page.view.entries["items"].rows  # type: ignore[union-attr]
    for name, text in {
        "matter": "清淤",
        "unit": "三组",
        "person": "张伟",
        "due": "2099-01-09",
        "money": "1200.5",
    }.items():
        hands.write(text, rows[0][name].widget)
    assert page.view.wrong["items"].text() == "第 1 行的期限 2099-01-09 早于会议日期 2099-01-10，请核对。"
    assert page.view.wrong["items"].isVisible()
    hands.click(page.keep)
    assert "早于会议日期" in page.notice.text
    hands.write("2099-02-01", rows[0]["due"].widget)
    page.view.entries["day"].put("2099-01-11")
    hands.click(page.keep)
    assert "已存好" in page.notice.text
    sheet = read_case(village, case).sheets[-1]
    assert sheet.values["items"] == [
        {"matter": "清淤", "unit": "三组", "person": "张伟", "due": "2099-02-01", "money": 120050}
    ]
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8")
    hands.click(page.seal)
    assert "已定稿" in page.notice.text
    assert not page.keep.isVisible()
    hands.write("金额写错", page.why)
    hands.click(page.correct)
    assert page.keep.isVisible()


def test_pages_without_a_case_say_where_to_begin(hands: Hands, window: MainWindow) -> None:
    for place, kind in (("case", CasePage), ("sheet", SheetPage), ("duties", DutiesPage), ("board", BoardPage)):
        window.go(place)
        hands.settle()
        page = front(window, kind)
        assert isinstance(page, CasePage | SheetPage | DutiesPage | BoardPage)
        assert page.notice.text == ""
    QApplication.processEvents()


def test_a_closed_case_can_be_sent_back_from_its_page(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = investigated(village)
    with village.store.work() as work:
        from msgspec.structs import replace

        kept = work.cases.get(case)
        assert kept is not None
        work.cases.update(replace(kept, stage="evaluation", state=CLOSED), "2099-03-01T09:00:00")
    window.go("case", case=case)
    hands.settle()
    page = window.page
    assert isinstance(page, CasePage)
    hands.click(page.back)
    assert "理由" in page.notice.text
    hands.write("又堵了", page.reason)
    hands.click(page.back)
    assert read_case(village, case).case.stage == "topic"


def test_a_photograph_is_attached_to_a_record_seen_there_and_travels_with_it(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = investigated(village)
    photo = tmp_path / "渠底.png"
    picture = QPixmap(60, 40)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(photo))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all, **_more: (str(photo), ""))
    window.go("sheet", case=case, form="investigation")
    hands.settle()
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.view is not None
    hands.wait_for(page.view.isVisible, "the form")
    hands.write("淤了四十公分", page.view.entries["facts"].widget)
    hands.click(hands.button("附上照片或文件", page.view.entries["photo"].widget.parentWidget()))
    hands.wait_for(
        lambda: page.view is not None and page.view.pictures["photo"].isVisible(), "the picture under its field"
    )
    assert page.view.entries["photo"].get() == "渠底.png"
    kept = next(one for one in read_case(village, case).sheets if one.form == "investigation")
    assert kept.values["facts"] == "淤了四十公分"
    with village.store.read() as work:
        assert work.blobs.read(kept.files["photo"]) == photo.read_bytes()


def test_an_evaluation_before_its_result_is_refused_where_its_day_stands(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="三组水渠清淤").id
    window.go("sheet", case=case, form="evaluation-four")
    hands.settle()
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.view is not None
    hands.wait_for(page.view.isVisible, "the form")
    assert "还没有结果反馈" in page.view.wrong["day"].text()
    window.go("sheet", case=case, form="share-of-topics")
    hands.settle()
    assert page.view is not None
    for name, text in (("whole", "34"), ("part", "35")):
        hands.write(text, page.view.entries[name].widget)
    hands.press("Tab")
    assert "超过百分之百" in page.view.wrong["part"].text()
    hands.write("22", page.view.entries["part"].widget)
    hands.press("Tab")
    assert page.view.wrong["part"].text() == ""


def test_the_theme_of_a_case_is_changed_on_its_page_and_counted(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="三组水渠清淤", proposer="张伟").id
    window.go("case", case=case)
    hands.settle()
    page = window.page
    assert isinstance(page, CasePage)
    assert "主题" not in page.facts.text()
    hands.click(hands.button("去向"))
    page.way.theme.setEditText("环境整治")
    hands.click(page.way.name)
    assert "主题：环境整治" in page.facts.text()
    assert any(row[1] == "主题：环境整治" for row in page.history.rows)
    page.way.theme.setEditText("字" * 21)
    hands.click(page.way.name)
    assert "主题太长" in page.notice.text
    assert read_case(village, case).case.theme == "环境整治"
