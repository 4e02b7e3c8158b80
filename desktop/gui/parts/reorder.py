"""Rows of a list put in another order: dragged with mouse or finger, or moved by Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidget

from desktop.gui import theme
from desktop.gui.theme import px


class Reorder(QObject):
    """Stands before the list. It moves nothing itself: `moved` says what is wanted, and the list is drawn anew from what was kept.

    A line shows where the row would come to stand; Esc while dragging leaves everything as it was.
    """

    moved = Signal(int, int)
    """(row, row that it is to have), both from 0."""

    def __init__(self, view: QListWidget, may: Callable[[int], bool]) -> None:
        super().__init__(view)
        self._view, self._may = view, may
        self._from, self._pressed = -1, QPoint()
        self._to = -1
        self.line = QFrame(view.viewport())
        self.line.setStyleSheet(f"background: {theme.ACCENT}; border: none;")
        self.line.hide()
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def dragging(self) -> bool:
        return self.line.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._view:
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            row = self._view.row(item) if (item := self._view.itemAt(at)) is not None else -1
            self._from, self._pressed = (row if row >= 0 and self._may(row) else -1), at
            return False
        if event.type() == QEvent.Type.MouseMove and self._from >= 0 and event.buttons() & Qt.MouseButton.LeftButton:
            if self.dragging or (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._show(at)
            return True  # the list would mark what the pointer passes
        if event.type() == QEvent.Type.MouseButtonRelease and self._from >= 0:
            dragged, row, to = self.dragging, self._from, self._to
            self._stop()
            if dragged and to != row:
                self.moved.emit(row, to)
            return dragged
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self._stop()
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self.move(step)
        return True

    def move(self, step: int) -> None:
        """The marked row up (-1) or down (1), where it may."""
        row = self._view.currentRow()
        if row >= 0 and 0 <= row + step < self._view.count() and self._may(row):
            self.moved.emit(row, row + step)

    def _show(self, at: QPoint) -> None:
        """The line between the rows where it would be let go."""
        gap = self._view.count()
        y = 0
        for row in range(self._view.count()):
            rect = self._view.visualItemRect(self._view.item(row))
            y = rect.bottom()
            if at.y() < rect.center().y():
                gap, y = row, rect.top()
                break
        self._to = gap - 1 if gap > self._from else gap
        self.line.setGeometry(0, max(0, y - px(2)), self._view.viewport().width(), px(4))
        self.line.show()
        self.line.raise_()

    def _stop(self) -> None:
        self.line.hide()
        self._from = self._to = -1
