"""The board of screening: by keys and by dragging; accepted, or refused with an answer on paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.case import REFUSED
from desktop.gui.cases.board import BoardPage
from desktop.gui.cases.case.page import CasePage
from desktop.gui.cases.sheet import SheetPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import open_case
from desktop.services.cases.read import read_case
from desktop.services.desk import Desk


def test_a_key_puts_a_case_on_the_board_and_it_is_accepted(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="村口路灯坏了")
    window.go("board")
    hands.settle()
    page = window.page
    assert isinstance(page, BoardPage)
    assert not page.accept.isEnabled()
    hands.press("1")
    assert page.squares["high", "easy"].count() == 1
    page.procedure.setCurrentIndex(page.procedure.findData("shangcheng"))
    hands.click(page.accept)
    assert "三个工作日" in page.notice.text
    kept = read_case(village, case.id).case
    assert (kept.urgency, kept.difficulty, kept.procedure, kept.stage) == ("high", "easy", "shangcheng", "select")


def test_a_case_is_dragged_to_a_square_with_the_mouse(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="村口路灯坏了")
    window.go("board")
    hands.settle()
    page = window.page
    assert isinstance(page, BoardPage)
    target = page.squares["low", "hard"]
    first = page.pile.visualItemRect(page.pile.item(0)).center()
    drag(
        window,
        page.pile.viewport().mapTo(window, first),
        target.viewport().mapTo(window, target.viewport().rect().center()),
    )
    hands.wait_for(lambda: target.count() == 1, "the case in its square")
    kept = read_case(village, case.id).case
    assert (kept.urgency, kept.difficulty) == ("low", "hard")
    assert page.pile.count() == 0
    # back to the pile it cannot go, and where it lies already nothing happens
    there = target.viewport().mapTo(window, target.visualItemRect(target.item(0)).center())
    drag(window, there, page.pile.viewport().mapTo(window, page.pile.viewport().rect().center()))
    hands.settle()
    assert (page.pile.count(), target.count()) == (0, 1)


def drag(window: MainWindow, start: QPoint, end: QPoint) -> None:
    """Press, move and let go, as the pointer of the system does."""
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for part in range(1, 9):
        QTest.mouseMove(handle, start + (end - start) * part / 8)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_refusing_asks_for_a_reason_and_leads_to_the_answer(hands: Hands, window: MainWindow, village: Desk) -> None:
    case = open_case(village, title="邻居家的鸡")
    window.go("board")
    hands.settle()
    page = window.page
    assert isinstance(page, BoardPage)
    hands.click(page.refuse)
    assert "理由" in page.notice.text
    hands.write("两家的私事", page.reason)
    hands.click(page.refuse)
    shown = window.page
    assert isinstance(shown, SheetPage)
    file = read_case(village, case.id)
    assert file.case.state == REFUSED
    assert [sheet.form for sheet in file.sheets] == ["refusal-answer"]
    assert shown.view is not None
    assert shown.view.values()["reason"] == "两家的私事"
    hands.write("钱立业", shown.view.entries["by"].widget)
    hands.write("张伟", shown.view.entries["to"].widget)
    hands.click(shown.seal)
    assert "已定稿" in shown.notice.text
    hands.wait_for(lambda: shown.paper.pages == 1, "the answer on paper")
    hands.click(shown.back)
    page_of_case = window.page
    assert isinstance(page_of_case, CasePage)
    assert not page_of_case.onward.isVisible()
