"""Papers without a meeting: found by a word, shown as they will be printed, recorded when they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.gui.printing import ToFile
from desktop.gui.shelf.page import ShelfPage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.shelf.kit import USES

Settled = Callable[[MainWindow], None]


def shelf(window: MainWindow, settled: Settled) -> ShelfPage:
    window.go("shelf")
    settled(window)
    page = window.page
    assert isinstance(page, ShelfPage)
    return page


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_every_blank_sheet_is_found_by_its_name_and_shown(
    qtbot: QtBot, window: MainWindow, settled: Settled, village: Desk
) -> None:
    page = shelf(window, settled)
    qtbot.keyClicks(page.search, "")
    assert {one.of for one in page.lying if one.paper == "sheet"} == set(village.pack.sheets)
    page.search.setText("空白 调研记录")
    settled(window)
    assert page.chosen is not None
    assert page.chosen.zh == "调研记录"
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert page.paper.pages == 1
    page.search.setText("没有这样的文书")
    settled(window)
    assert page.chosen is None
    assert not page.printing.print.isEnabled()


def test_the_kit_without_power_is_recorded_sheet_by_sheet(
    window: MainWindow, settled: Settled, village: Desk, tmp_path: Path
) -> None:
    page = shelf(window, settled)
    page.search.setText("停电")
    settled(window)
    page.printing.print_to(ToFile(tmp_path / "kit.pdf"))
    settled(window)
    with village.store.read() as work:
        printed = [row.sealed for row in work.prints.of("")]
    assert [one.paper for one in printed] == ["kit-guide", *USES]
    text = text_of((tmp_path / "kit.pdf").read_bytes())
    for one in printed:
        assert text.count(one.print_id) >= one.pages
    assert "补录" in text


def test_a_public_copy_of_the_board_has_no_telephone_number(
    window: MainWindow, settled: Settled, village: Desk, tmp_path: Path
) -> None:
    with village.store.read() as work:
        phones = {person.phone for person in work.roster.people() if person.phone and person.offices}
    page = shelf(window, settled)
    page.search.setText("人员信息")
    settled(window)
    for public, name in ((False, "own.pdf"), (True, "public.pdf")):
        page.public.setChecked(public)
        page.printing.print_to(ToFile(tmp_path / name))
        settled(window)
    own, public_copy = (text_of((tmp_path / name).read_bytes()) for name in ("own.pdf", "public.pdf"))
    assert any(phone in own for phone in phones)
    assert not any(phone in public_copy for phone in phones)
    assert "公开件" in public_copy
