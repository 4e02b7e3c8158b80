"""The list of cases on the screen: long ones are read row by row, an answer that came too late is not shown."""

from __future__ import annotations

import random

import pytest

from desktop.gui.cases.list import Rows
from desktop.gui.cases.page import CasesPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.bench.cases import cases, measured

MANY = 500


@pytest.fixture
def page(window: MainWindow, village: Desk) -> CasesPage:
    with village.store.work() as work:
        for case in cases(random.Random(7), MANY):
            work.cases.add(case)
    window.go("cases")
    Hands(window).settle()
    assert isinstance(window.page, CasesPage)
    return window.page


def test_only_rows_in_view_are_read_and_late_answers_are_not_shown(page: CasesPage, window: MainWindow) -> None:
    hands = Hands(window)
    hands.wait_for(lambda: bool(page.funnel.text), "the funnel")
    rows = page.table.rows
    assert isinstance(rows, Rows)
    assert (len(rows), len(page.cases)) == (MANY, MANY)
    assert 0 < rows.written < 60
    page.table.scrollToBottom()
    hands.settle()
    assert rows.written < 120
    assert rows[MANY - 1][1] == page.cases[MANY - 1].title
    page.search.setText("水渠")
    page.look_up()
    page.search.setText("没有的事")
    page.look_up()
    assert page.looking_up
    hands.settle()
    assert len(page.cases) == 0
    assert page.nothing.isVisible()
    _the_bench_measures_each_way_of_looking(page, window)


def _the_bench_measures_each_way_of_looking(page: CasesPage, window: MainWindow) -> None:
    class Here:
        def __init__(self) -> None:
            self.window = window

        def settle(self, _more: float = 0.0) -> None:
            Hands(window).settle()

    seen = measured(Here(), 2)  # type: ignore[arg-type]
    assert {"open", "filter", "search, two characters", "search, pinyin", "search, initials"} <= set(seen)
    assert all(one.whole.count == 2 for one in seen.values())
    assert page.search.text() == "没有的事"
