"""One field for a person: type characters, pinyin or initials; at most five matches; Enter takes the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.gui.theme import px

MATCHES = 5
ID = Qt.ItemDataRole.UserRole


class Choice:
    """Someone who matches: what is returned, and what is shown."""

    __slots__ = ("id", "text")

    def __init__(self, id: str, text: str) -> None:
        self.id, self.text = id, text


class PersonField(QWidget):
    """`find` gives the matches for what was typed, best first; it must be quick. `chosen` carries the id.

    Up and down move in the list, Enter takes the marked one (the first, if none was moved to), Esc empties the field.
    """

    chosen = Signal(str)
    left = Signal()
    """Esc in an empty field."""
    entered = Signal(str)
    """Enter where nobody matches: the text as typed."""

    def __init__(self, find: Callable[[str], Sequence[Choice]], placeholder: str = "", size: str = "") -> None:
        super().__init__()
        self._find = find
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setProperty("size", size)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.refresh)
        self.list = QListWidget()
        self.list.setProperty("size", size)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(px(44 if size == "hall" else 38) * MATCHES)
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)

    def refresh(self) -> None:
        """Look again for what stands in the field."""
        self.list.clear()
        text = self.line.text().strip()
        for choice in list(self._find(text))[:MATCHES] if text else ():
            item = QListWidgetItem(choice.text)
            item.setData(ID, choice.id)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def clear(self) -> None:
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._take(item)
            elif self.line.text().strip():
                self.entered.emit(self.line.text().strip())
            return True
        if key == Qt.Key.Key_Escape:
            if self.line.text():
                self.line.clear()
            else:
                self.left.emit()
            return True
        return False

    def _take(self, item: QListWidgetItem) -> None:
        chosen: str = item.data(ID)
        self.line.clear()
        self.chosen.emit(chosen)
