"""The second window: full screen where there is a second screen, and always the evening as it is on disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.hall_state import HallState
from desktop.gui.projector.canvas import Canvas
from desktop.gui.projector.view import Shown, shown
from desktop.gui.words import _

TICK = 250
"""Milliseconds between two looks at the clock."""


class Projector(QWidget):
    """Follows the evening. Space or R turns black on white around; Esc and F8 close the window."""

    def __init__(self, now: Callable[[], str], page: QWidget) -> None:
        """`now` says the time (ISO); `page` is the page whose window this one closes with."""
        super().__init__(page, Qt.WindowType.Window)
        self.setWindowTitle(_("议事堂 投影"))
        self.resize(1280, 720)
        self._now = now
        self._shown = Shown()
        self.canvas = Canvas(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK)
        self._ticking.timeout.connect(self._draw)

    def follow(self, state: HallState) -> None:
        """Show this moment of the evening."""
        self._shown = shown(state)
        self._draw()
        running = self._shown.floor is not None
        if running and not self._ticking.isActive():
            self._ticking.start()
        elif not running:
            self._ticking.stop()

    def _draw(self) -> None:
        self.canvas.show_moment(self._shown, self._now())

    def put_on(self, main: QWidget) -> None:
        """Open on the screen that the main window is not on; in a window of its own where there is only one."""
        other = second_screen(main.screen(), QGuiApplication.screens())
        if other is None:
            self.show()
            return
        self.setGeometry(other.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_R):
            self.canvas.reverse()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.close()
        else:
            super().keyPressEvent(event)


def second_screen(first: QScreen, screens: list[QScreen]) -> QScreen | None:
    """The first screen that is another one; None where there is but one."""
    return next((screen for screen in screens if screen is not first), None)
