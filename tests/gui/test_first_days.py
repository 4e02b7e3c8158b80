"""The first days: an empty program, the village, the roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from desktop.gui.home.page import HomePage
from desktop.gui.roster.page import RosterPage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.name_village import named_village
from tests.gui.conftest import SAMPLE

Settled = Callable[[MainWindow], None]


def home(window: MainWindow) -> HomePage:
    window.go("home")
    assert isinstance(window.page, HomePage)
    return window.page


def roster(window: MainWindow) -> RosterPage:
    window.go("roster")
    assert isinstance(window.page, RosterPage)
    return window.page


def test_the_first_day_begins_with_the_village_and_says_what_is_wrong_with_its_code(
    empty_window: MainWindow, desk: Desk, settled: Settled
) -> None:
    page = home(empty_window)
    settled(empty_window)
    assert page.village is not None
    assert page.main is not None
    page.village.name.setText("柳溪村")
    page.village.code.setText("32068210421")
    page.main.click()
    settled(empty_window)
    assert "12 位数字" in page.notice.text
    assert named_village(desk) is None
    page.village.code.setText("３２０６８２１０４２１５")
    page.main.click()
    settled(empty_window)
    village = named_village(desk)
    assert village is not None
    assert (village.name, village.code) == ("柳溪村", "320682104215")
    page.main.click()
    settled(empty_window)
    assert isinstance(empty_window.page, RosterPage)


def test_the_roster_shows_what_is_wrong_before_anything_is_kept(
    empty_window: MainWindow, desk: Desk, settled: Settled
) -> None:
    page = roster(empty_window)
    settled(empty_window)
    page.look_at(SAMPLE)
    settled(empty_window)
    rows = {row[1]: row for row in page.look.table.rows}
    assert rows["449"][3] == "1968-13-40"
    assert "13" in rows["449"][4]
    with desk.store.read() as work:
        assert work.roster.people() == ()
    page.keep.click()
    settled(empty_window)
    assert len(page.people) == 1103
    assert len(page.table.rows) == 1103


@pytest.mark.parametrize(
    ("typed", "name", "found"), [("张伟", "张伟", 4), ("zhangwei", "张伟", 4), ("𬱖", "陈𬱖", 1), ("没有这个人", "", 0)]
)
def test_the_list_filters_while_one_types(
    window: MainWindow, settled: Settled, typed: str, name: str, found: int
) -> None:
    page = roster(window)
    settled(window)
    page.search.setText(typed)
    names = [row[1] for row in page.table.rows]
    assert [one.split("（")[0] for one in names[:found]] == [name] * found
    assert len(set(names)) == len(names) < 50, "two of one name look alike"


def test_ages_without_a_day_ask_for_it(
    empty_window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "性别", "年龄"), ("王芳", "女", "52"), ("李强", "男", 33)):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    page = roster(empty_window)
    settled(empty_window)
    page.look_at(tmp_path / "a.xlsx")
    settled(empty_window)
    assert not page.look.ages.isHidden()
    page.look.day.set_day("2026年5月31日")
    page.look.reread.click()
    settled(empty_window)
    assert page.look.ages.isHidden()
    assert page.look.read is not None
    assert {person.age_as_of for person in page.look.read.people} == {"2026-05-31"}


def test_a_file_that_is_no_roster_is_refused_with_what_to_do(
    empty_window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"not a workbook")
    page = roster(empty_window)
    settled(empty_window)
    page.look_at(tmp_path / "b.xlsx")
    settled(empty_window)
    assert page.notice.text
    assert page.stack.currentWidget() is page.empty


















