"""What comes after: responsibilities, what is due on the home page, the figures of a period."""

from __future__ import annotations

from pathlib import Path

from desktop.gui import printing
from desktop.gui.cases.duties import DutiesPage
from desktop.gui.cases.sheet import SheetPage
from desktop.gui.figures.page import FiguresPage
from desktop.gui.hands import Hands
from desktop.gui.home.page import HomePage
from desktop.gui.parts.labels import Words
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import open_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from tests.story.case_days import fill


def test_a_responsibility_is_followed_up_and_leaves_the_home_page(
    hands: Hands, window: MainWindow, village: Desk
) -> None:
    case = open_case(village, title="三组水渠清淤").id
    place_case(village, case, "middle", "middle")
    accept_case(village, case, "nantong")
    row = {"matter": "清淤", "unit": "三组", "person": "张伟", "due": "2020-01-31"}
    fill(village, case, "duties", items=[row], day="2020-01-01")
    window.go("home")
    hands.settle()
    home = window.page
    assert isinstance(home, HomePage)
    assert any("张伟：清淤" in one.text() for one in home.findChildren(Words))
    window.go("duties")
    hands.settle()
    page = window.page
    assert isinstance(page, DutiesPage)
    hands.click(page.states["done"])
    assert "结果" in page.notice.text
    hands.write("清了两里地", page.note)
    hands.click(page.states["done"])
    assert page.lines[0].duty.result == "清了两里地"
    window.go("home")
    hands.settle()
    assert not any("张伟：清淤" in one.text() for one in home.findChildren(Words) if one.isVisible())


def test_figures_of_a_period_stand_beside_the_form_of_the_county(
    hands: Hands, window: MainWindow, village: Desk, tmp_path: Path
) -> None:
    open_case(village, title="三组水渠清淤")
    window.go("figures")
    hands.settle()
    page = window.page
    assert isinstance(page, FiguresPage)
    assert page.figures is not None
    assert page.figures.funnel.collected == 1
    hands.wait_for(lambda: page.paper.pages > 1, "the report")
    page.which.setCurrentIndex(1)
    hands.wait_for(lambda: page.paper.pages == 1, "the form of the county")
    assert "收集" in page.charts["funnel"].text
    file = tmp_path / "figures.pdf"
    page.deliver(printing.ToFile(file))
    hands.settle()
    assert file.is_file(), page.notice.text
    assert file.read_bytes().startswith(b"%PDF")
    page.export(tmp_path / "figures.xlsx")
    hands.settle()
    assert (tmp_path / "figures.xlsx").read_bytes().startswith(b"PK")
    assert "figures.xlsx" in page.notice.text
    hands.write("2019-05-01", page.day.line)
    hands.press("Enter")
    assert page.figures.funnel.collected == 0
    page.kind.setCurrentIndex(2)
    hands.settle()
    assert (page.figures.first, page.figures.last) == ("2019-01-01", "2019-12-31")


def test_a_list_that_needs_a_second_sheet_of_paper_is_told_of(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="三组水渠清淤").id
    window.go("sheet", case=case, form="suggestions")
    hands.settle()
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.view is not None
    items = page.view.entries["items"]
    items.put([{"number": 1, "content": "清淤"}])
    hands.wait_for(lambda: page.paper.pages == 1, "one page")
    items.put([{"number": n, "content": "先清东段，再清西段，六月底以前清完"} for n in range(1, 20)])
    hands.wait_for(lambda: "一张 A4" in page.notice.text, "the remark")
