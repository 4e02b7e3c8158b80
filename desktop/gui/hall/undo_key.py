"""Ctrl+Z in a field: with text in it, it takes back typing; in an empty one, the last action of the evening. Ctrl+Y goes forth."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class UndoKey(QObject):
    """Stands before the field, which would otherwise keep the key even when it has nothing to take back."""

    def __init__(self, field: QWidget, empty: Callable[[], bool], undo: Callable[[], object], key: str = "Ctrl+Z") -> None:
        super().__init__(field)
        self._key = QKeySequence(key)
        self._empty, self._undo = empty, undo
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or QKeySequence(event.keyCombination()) != self._key or not self._empty():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # then it comes back as a key press, here, and not to the window as well
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._undo()
            return True
        return False
