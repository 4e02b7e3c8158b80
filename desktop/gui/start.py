"""The window comes up: it is painted first; then the desk is opened on the worker, with the passphrase asked in the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.gui import first, theme
from desktop.gui.background import Background, log
from desktop.gui.opening import Asker, Opening
from desktop.gui.preferences import read_preferences
from desktop.gui.window import MainWindow
from desktop.gui.words import tongue
from forms.language import CHINESE

if TYPE_CHECKING:
    from types import TracebackType

    from desktop.services.desk import Desk

OpenDesk = Callable[[Callable[[], str]], "Desk"]
"""Opens the data; is given what asks for the passphrase. Runs on the worker."""


class Start:
    """`first_time` says whether the passphrase is a new one. `run` ends when the window is closed."""

    def __init__(self, folder: Path, language: str, open_desk: OpenDesk, first_time: Callable[[], bool]) -> None:
        self._folder, self._open_desk, self._first_time = folder, open_desk, first_time
        self._desk: Desk | None = None
        first.begin()
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        self._app = app
        preferences = read_preferences(folder)
        tongue.current = preferences.language if language == CHINESE else language
        theme.load_fonts()
        theme.dress(app, preferences.scale)
        self.window = MainWindow(Background())
        self.opening = Opening()

    def run(self) -> int:
        """Returns the exit status of the window's own loop."""
        self.window.front(self.opening)
        self.window.resize(1280, 720)
        self.window.showMaximized()
        sys.excepthook = self._unexpected
        QTimer.singleShot(0, self.open)
        status = self._app.exec()
        self.window.background.close()
        if self._desk is not None:
            self._desk.close()
        return status

    def open(self) -> None:
        """Open the desk; what stands in the way is shown, with a button to try again."""
        theme.load_fonts(theme.RARE)
        asker = Asker(self.opening, self._first_time)
        self.window.on_close = asker.give_up
        self.opening.wait()
        self.window.background.run(
            self._open_desk,
            asker,
            then=self._opened,
            failed=lambda sentence: self.opening.refuse(sentence, self.open),
            owner=self.opening,
        )

    def _opened(self, desk: Desk) -> None:
        self._desk = desk
        self.window.on_close = None
        self.window.background.keep_log(desk.folder)
        self.window.opened(desk)
        # Behind the loading of pages on the one thread, and of fonts on the other.
        self.window.background.run(first.keep)
        self.window.background.send(first.keep)

    def _unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What goes wrong on the window's own thread is logged and shown, and the window stays."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("unexpected, in the window", exc_info=(kind, error, trace))
        self.window.told(self.window.background.unexpected(error))
