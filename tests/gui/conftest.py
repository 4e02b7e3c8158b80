"""A real desk in a temporary folder (database, keys, rules), a named village with its roster, and a real window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.bootstrap import open_desk
from desktop.gui import theme
from desktop.gui.background import Background
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.gui.words import tongue
from desktop.services.desk import Desk
from forms.language import CHINESE
from tests.gui.evening import Evening, make_evening
from tests.pc import settle

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = HOUSE / "resources" / "sample" / "roster.xlsx"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An empty desk: no village named, no roster."""
    monkeypatch.setenv("YISHITANG_PASSPHRASE", "一点红灯照夜")
    opened = open_desk(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def village(desk: Desk) -> Desk:
    """The desk of a village with its name and the roster of resources/sample."""
    return settle(desk)


@pytest.fixture
def empty_window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    """The window as it stands on the first day."""
    yield from _window(qtbot, desk)


@pytest.fixture
def window(qtbot: QtBot, village: Desk) -> Iterator[MainWindow]:
    """The window of the named village, 1366 by 768, at home."""
    yield from _window(qtbot, village)


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """The recorder's hands on the window."""
    return Hands(window)


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    """28 of 41 are in the hall, the second item is open."""
    return make_evening(qtbot, window, village).begun()


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Wait until everything that was asked of the desk has come back."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.background.waiting == 0, timeout=60_000)

    return wait


def _window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    tongue.current = CHINESE
    theme.load_fonts()
    theme.dress(app, 1.0)
    background = Background()
    window = MainWindow(background)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.opened(desk)
    qtbot.waitUntil(lambda: background.waiting == 0, timeout=60_000)
    yield window
    qtbot.waitUntil(lambda: background.waiting == 0, timeout=60_000)
    if isValid(window):  # pytest-qt may have closed and deleted it
        window.close()
    background.close()
    tongue.current = CHINESE
    theme.look.scale = 1.0
