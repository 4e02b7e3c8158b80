"""A pile of scans is read beside everything else: the meeting goes on meanwhile, and the pile can be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.actions import Adjourn, OpenMeeting
from desktop.gui.closing.pile import in_words
from desktop.gui.closing.state import EDIT, PRINT, SCAN
from desktop.gui.printing import ToFile
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.papers.bind_scans import Pile
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    """Adjourned, with one paper printed; the closing page in front."""
    made = make_evening(qtbot, window, village)
    made.came(28)
    made.do(OpenMeeting(), Adjourn())
    made.go("closing")
    return made


def test_while_a_pile_is_read_the_minutes_can_be_written_and_the_pile_be_stopped(
    evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    page = evening.closing
    page.turn(PRINT)
    page.papers.choose("sign-in")
    evening.settle()
    page.papers.printing.print_to(ToFile(tmp_path / "sign-in.pdf"))
    evening.settle()
    evening.settle()
    Image.effect_noise((900, 1200), 90).save(tmp_path / "holiday.png")
    files = [str(tmp_path / "holiday.png")] * 300
    page.turn(SCAN)
    assert page.scans.choose.isEnabled()
    assert not page.scans.stop.isVisible()
    page.scans.sort.emit(files)
    assert page.scans.stop.isVisible()
    assert not page.scans.choose.isEnabled()
    page.turn(EDIT)
    page.edit.field.setPlainText("散会后补记：钥匙交李㛃")
    QTest.keyClick(page.edit.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.state is not None and len(page.state.meeting.lines) == 1, timeout=60_000)
    assert page.scans.job is not None
    page.turn(SCAN)
    page.scans.stop.click()
    assert not page.scans.stop.isEnabled()
    qtbot.waitUntil(lambda: page.scans.job is None, timeout=60_000)
    evening.settle()
    assert "停下了，还有" in page.notice.text
    assert page.scans.choose.isEnabled()
    assert not page.scans.stop.isVisible()


def test_of_a_heap_of_bad_files_each_is_told_and_the_list_goes_with_the_next_pile(
    evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    page = evening.closing
    page.turn(SCAN)
    for number in range(6):
        (tmp_path / f"{number}.jpg").write_bytes(b"no picture" if number else b"")
    files = [*(str(tmp_path / f"{number}.jpg") for number in range(6)), str(tmp_path), str(tmp_path / "gone.jpg")]
    page.scans.sort.emit(files)
    qtbot.waitUntil(lambda: page.scans.job is None, timeout=60_000)
    evening.settle()
    assert "有 8 处，都写在上面的单子里" in page.notice.text
    lines = page.scans.faults.toPlainText().splitlines()
    assert page.scans.faults.isVisible()
    assert len(lines) == 8
    assert "“0.jpg”是空的" in lines[0]
    assert "“5.jpg”不是扫描件" in lines[5]
    assert "文件夹" in lines[6]
    assert "找不到文件" in lines[7]
    page.scans.sort.emit(files[:1])
    qtbot.waitUntil(lambda: page.scans.job is None, timeout=60_000)
    evening.settle()
    assert not page.scans.faults.isVisible()
    assert "是空的" in page.notice.text


def test_empty_backs_are_told_as_such(window: MainWindow) -> None:
    assert in_words(Pile(files=1, bound=(), told=(), blank=3)) == "空白页 3 页，跳过了。"
