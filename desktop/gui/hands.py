"""Hands at the keyboard and eyes on the screen, for the demonstration, the self-test and the tests of whole evenings.

They do what a recorder does: type into the field that has the cursor (Chinese as an input method commits it), press keys,
click buttons that can be seen. What cannot be done with hands, they cannot do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.gui.window import MainWindow

PATIENCE = 60.0
"""Seconds that a single thing may take before the hands give up."""

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Backspace": Qt.Key.Key_Backspace,
    "Tab": Qt.Key.Key_Tab,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}


class HandsFailed(AssertionError):
    """What was wanted is not there, cannot be seen, or did not come in time."""


class Hands:
    """Works one window. `keys` and `clicks` count what it took."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.keys = 0
        self.clicks = 0

    def settle(self) -> None:
        """Wait until everything that was asked for has come back and is drawn."""
        self.wait_for(lambda: self.window.background.waiting == 0, "the answers of the desk")

    def wait_for(self, come: Callable[[], bool], what: str) -> None:
        """Let the window live until `come`. Raises HandsFailed where it does not."""
        end = time.monotonic() + PATIENCE
        self.breathe()
        while not come():
            if time.monotonic() > end:
                raise HandsFailed(f"waited in vain for {what}")
            time.sleep(0.002)
            self.breathe()

    def breathe(self) -> None:
        """Handle all events that are due."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press one key where the cursor is: a name of `KEYS`, or a character."""
        target = self._target()
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        if key in KEYS:
            QTest.keyClick(target, KEYS[key], modifier)
        else:
            QTest.keyClicks(target, key, modifier)
        self.keys += 1
        self.settle()

    def write(self, text: str, widget: QWidget | None = None) -> None:
        """Type `text` into `widget`, or where the cursor is, in place of what stands there if `widget` is named."""
        if widget is not None:
            self.look(widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            select = getattr(widget, "selectAll", None)
            if select is not None:
                select()
        target = widget or self._target()
        if text.isascii():
            QTest.keyClicks(target, text)
            self.keys += len(text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QCoreApplication.sendEvent(target, event)
            self.keys += len(text)
        self.settle()

    def click(self, button: QWidget) -> None:
        """Click something that can be seen and is enabled."""
        self.look(button)
        if not button.isEnabled():
            raise HandsFailed(f"cannot be clicked now: {self.text_of(button)}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1
        self.settle()

    def draw(self, widget: QWidget, points: list[tuple[int, int]]) -> None:
        """One stroke with the mouse held down, along points of the widget."""
        self.look(widget)
        first, *rest = [QPoint(x, y) for x, y in points]
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=first)
        for point in rest:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))
        self.clicks += 1
        self.settle()

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button whose words begin with `text`."""
        place = within or self.window
        found = [
            one for one in place.findChildren(QAbstractButton) if one.isVisible() and self.text_of(one).startswith(text)
        ]
        if not found:
            raise HandsFailed(f"no button “{text}” can be seen")
        return found[0]

    def look(self, widget: QWidget) -> None:
        """Make sure that it can be seen."""
        if not widget.isVisible():
            raise HandsFailed(f"cannot be seen: {self.text_of(widget)}")

    def picture(self, file: Path, widget: QWidget | None = None) -> Path:
        """What the screen shows, as a PNG."""
        self.settle()
        file.parent.mkdir(parents=True, exist_ok=True)
        if not (widget or self.window).grab().save(str(file)):
            raise HandsFailed(f"{file} cannot be written")
        return file

    @staticmethod
    def text_of(widget: QWidget) -> str:
        """What stands on it."""
        text = getattr(widget, "text", None)
        return str(text()) if callable(text) else widget.objectName() or type(widget).__name__

    def _target(self) -> QWidget:
        """What has the cursor; the window is brought to the front first, where another has taken its place."""
        if not self.window.isActiveWindow():
            if QApplication.platformName() != "offscreen":  # which has no order of windows, and complains
                self.window.raise_()
            self.window.activateWindow()
            self.wait_for(self.window.isActiveWindow, "the window to come to the front")
        return QApplication.focusWidget() or self.window
