"""The frame: places, keys, help, language and size of text, backup, the passphrase before the first page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.background import Background
from desktop.gui.opening import Asker, Opening
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.preferences import Preferences, read_preferences
from desktop.gui.roster.page import RosterPage
from desktop.gui.settings.page import SettingsPage
from desktop.gui.window import MainWindow
from desktop.gui.words import tongue
from desktop.services.desk import Desk
from forms.language import ENGLISH
from tests.gui.conftest import HOUSE

Settled = Callable[[MainWindow], None]


def test_places_are_reached_by_clicking_and_stay_marked(window: MainWindow, settled: Settled) -> None:
    window.navigation.buttons["roster"].click()
    settled(window)
    assert isinstance(window.page, RosterPage)
    assert window.navigation.buttons["roster"].isChecked()
    window.go("prepare")
    settled(window)
    assert window.navigation.buttons["meetings"].isChecked()


def test_help_opens_and_closes_with_f1_and_is_there_for_every_place(
    window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not window.help.isHidden()
    for place in window.navigation.buttons:
        window.go(place)
        settled(window)
        assert QApplication.activeWindow() is window, "something flashed up as a window of its own"
        assert "没有帮助" not in window.help.text.toPlainText()
        assert len(window.help.text.toPlainText()) > 40
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isHidden()


def test_language_and_size_change_at_once_and_are_remembered(window: MainWindow, desk: Desk, settled: Settled) -> None:
    window.go("settings")
    settled(window)
    page = window.page
    assert isinstance(page, SettingsPage)
    page.languages.buttons()[1].click()
    settled(window)
    assert tongue.current == ENGLISH
    assert window.navigation.buttons["home"].text() == "Home"
    page = window.page
    assert isinstance(page, SettingsPage)
    page.scales.buttons()[1].click()
    settled(window)
    assert theme.px(16) == 20
    assert read_preferences(desk.folder) == Preferences(language=ENGLISH, scale=1.25)


def test_pages_are_wholly_in_english(window: MainWindow, settled: Settled) -> None:
    tongue.current = ENGLISH
    window.rebuild()
    for place in window.navigation.buttons:
        window.go(place)
        settled(window)
        assert window.page is not None
        said = [label.text() for label in window.page.findChildren(QLabel)]
        chinese = [text for text in said if any("\u4e00" <= sign <= "\u9fff" for sign in text)]
        assert [text for text in chinese if "柳溪村" not in text] == [], place


def test_a_broken_preferences_file_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"scale": 9, "language": "zh"}', encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences()
    (tmp_path / "window.json").write_bytes(b"\xff")
    assert read_preferences(tmp_path) == Preferences()


def test_a_backup_is_written_where_it_was_asked_for(
    window: MainWindow, settled: Settled, tmp_path: Path
) -> None:
    window.go("settings")
    settled(window)
    page = window.page
    assert isinstance(page, SettingsPage)
    page.first.setText("一")
    page.again.setText("二")
    page.back_up.click()
    assert "不一样" in page.notice.text
    (tmp_path / "stick").mkdir()
    page.back_up_to(tmp_path / "stick")
    settled(window)
    (file,) = (tmp_path / "stick").iterdir()
    assert file.name in page.notice.text


def test_a_new_passphrase_is_asked_for_twice_and_both_must_agree(qtbot: QtBot) -> None:
    background, opening = Background(), Opening()
    qtbot.addWidget(opening)
    opening.show()
    asker = Asker(opening, lambda: True)
    given: list[str] = []
    background.run(asker, then=given.append)
    qtbot.waitUntil(opening.second.isVisible, timeout=60_000)
    opening.first.setText("灯笼")
    opening.second.setText("灯")
    opening.button.click()
    assert "不一样" in opening.notice.text
    opening.second.setText("灯笼")
    qtbot.keyClick(opening.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: given == ["灯笼"], timeout=60_000)
    background.close()


def test_what_stood_in_the_way_of_opening_is_shown_and_can_be_tried_again(qtbot: QtBot) -> None:
    from forms.language import say

    opening = Opening()
    qtbot.addWidget(opening)
    opening.show()
    tried: list[bool] = []
    opening.refuse(say("口令不能空着。"), lambda: tried.append(True))
    assert opening.notice.text == "口令不能空着。"
    opening.button.click()
    assert tried == [True]


@pytest.mark.parametrize(("keys", "chosen"), [((), "a"), ((Qt.Key.Key_Down,), "b")])
def test_enter_takes_the_first_match_and_the_arrows_another(
    qtbot: QtBot, keys: tuple[Qt.Key, ...], chosen: str
) -> None:
    field = PersonField(lambda _text: [Choice("a", "张伟（一组）"), Choice("b", "张伟（三组）")])
    qtbot.addWidget(field)
    taken: list[str] = []
    field.chosen.connect(taken.append)
    qtbot.keyClicks(field.line, "zw")
    assert field.list.count() == 2
    for key in keys:
        qtbot.keyClick(field.line, key)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert taken == [chosen]
    assert field.line.text() == ""


def test_the_first_paint_needs_nothing_slow() -> None:
    program = """
import sys
from pathlib import Path
from desktop.gui.start import Start
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

slow = {"sqlalchemy", "alembic", "reportlab", "openpyxl", "httpx", "keyring"}

class Stopped(Start):
    def open(self):
        QApplication.processEvents()
        assert self.window.isVisible() and self.opening.isVisible()
        print(*slow & set(sys.modules))
        QTimer.singleShot(0, QApplication.quit)

Stopped(Path(sys.argv[1]), "zh", None, None).run()
"""
    words = [sys.executable, "-W", "error", "-c", program, str(HOUSE / "nowhere")]
    run = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, timeout=150)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []


def test_the_program_opens_by_its_command_asks_for_a_passphrase_and_closes(tmp_path: Path) -> None:
    """The whole way, in a process of its own: paint, ask twice, open, first page, close, and the data is there."""
    program = """
import sys
from desktop.__main__ import main
from desktop.gui import start

class Hands(start.Start):
    def open(self):
        super().open()
        self.type()

    def type(self):
        opening = self.opening
        if opening.button.isVisible():
            opening.first.setText("灯笼")
            opening.second.setText("灯笼")
            opening.button.click()
            self.leave()
        else:
            start.QTimer.singleShot(20, self.type)

    def leave(self):
        if self.window.page is not None and not self.window.background.waiting:
            print(type(self.window.page).__name__)
            self.window.close()
        else:
            start.QTimer.singleShot(20, self.leave)

start.Start = Hands
sys.exit(main(["window", "--data", sys.argv[1]]))
"""
    environment = {name: value for name, value in os.environ.items() if name != "YISHITANG_PASSPHRASE"}
    words = [sys.executable, "-c", program, str(tmp_path / "data")]
    run = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, timeout=120, env=environment)
    assert run.returncode == 0, run.stderr
    assert "HomePage" in run.stdout
    assert (tmp_path / "data" / "yishitang.db").exists()
    assert not (tmp_path / "data" / "window.log").exists()


def test_none_stays_alive_on_every_python() -> None:
    """PySide6 6.12 gives back references to None that it never took; thousands of calls must not end the program."""
    program = """
import sys, desktop.gui
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for n in range(2 * min(before, 200_000)):
    label.setText("x")
print("alive")
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout.strip()) == (0, "alive"), run.stderr


def test_the_next_document_number_is_entered_in_the_settings(
    window: MainWindow, settled: Settled
) -> None:
    window.go("settings")
    settled(window)
    page = window.page
    assert isinstance(page, SettingsPage)
    assert page.numbers.code.text() == "柳溪村"
    page.numbers.code.setText("柳村字")
    page.numbers.next.setValue(8)
    page.numbers.button.click()
    settled(window)
    assert "柳村字〔" in page.numbers.shown.text()
    assert page.numbers.shown.text().endswith("〕8号")
