"""`yishitang` alone, or `yishitang window`: the window. It is painted before anything slow is loaded."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    from desktop.gui.opening import Opening
    from desktop.gui.window import MainWindow
    from desktop.services.desk import Desk


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    parser = sub.add_parser("window", help="打开窗口 / open the window", description="Open the window of the program.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Returns the exit status of the window's own loop."""
    from desktop.bootstrap import default_folder

    folder: Path = getattr(parsed, "data", None) or default_folder()
    return open_window(folder, parsed.language)


def open_window(folder: Path, language: str) -> int:
    """Paint the window, then open the data in `folder` behind it. Ends when the window is closed."""
    # The binding first: desktop.gui keeps None alive on Python 3.11 before Qt is called.
    import desktop.gui  # noqa: F401, I001
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.gui import theme
    from desktop.gui.background import Background
    from desktop.gui.opening import Opening
    from desktop.gui.preferences import read_preferences
    from desktop.gui.window import MainWindow
    from desktop.gui.words import tongue
    from forms.language import CHINESE

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    preferences = read_preferences(folder)
    tongue.current = preferences.language if language == CHINESE else language
    theme.load_fonts()
    theme.dress(app, preferences.scale)
    background = Background()
    window = MainWindow(background)
    opening = Opening()
    window.front(opening)
    window.resize(1280, 720)
    window.showMaximized()
    _tell_of_the_unexpected(window)
    desks: list[Desk] = []
    QTimer.singleShot(0, lambda: _open(folder, window, opening, desks))
    status = app.exec()
    background.close()
    for desk in desks:
        desk.close()
    return status


def _open(folder: Path, window: MainWindow, opening: Opening, desks: list[Desk]) -> None:
    """Open the desk on the worker, asking for the passphrase in the window where there is no keyring."""
    from desktop.gui import theme
    from desktop.gui.opening import Asker

    theme.load_fonts(theme.RARE)
    asker = Asker(opening, lambda: not (folder / "keys.json").exists())
    window.on_close = asker.give_up

    def work() -> Desk:
        from desktop.bootstrap import open_desk

        desk = open_desk(folder, asker)
        window.background.keep_log(folder)
        return desk

    def opened(desk: Desk) -> None:
        desks.append(desk)
        window.on_close = None
        window.opened(desk)

    opening.wait()
    window.background.run(
        work,
        then=opened,
        failed=lambda sentence: opening.refuse(sentence, lambda: _open(folder, window, opening, desks)),
        owner=opening,
    )


def _tell_of_the_unexpected(window: MainWindow) -> None:
    """What goes wrong on the window's own thread is logged and shown, and the window stays."""
    from desktop.gui.background import log

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("unexpected, in the window", exc_info=(kind, error, trace))
        window.told(window.background.unexpected(error))

    sys.excepthook = hook
