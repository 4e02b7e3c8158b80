"""The middle of the page, where her hands are: the lines of the minutes and the one field in which the next is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.gui.hall.state import HallState
from desktop.gui.hall.timeline import Row, timeline
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _, show


class MinutesPanel(QWidget):
    """`entered` carries a finished line as typed, `typing` what stands in the field after each key."""

    entered = Signal(str)
    typing = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.who = Elided("", "hall")
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(px(72))
        self.field.setPlaceholderText(_("在这里记录，回车存一条"))
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("记录"))
        self.field.textChanged.connect(lambda: self.typing.emit(self.text))
        self.field.installEventFilter(self)
        self._undo_key = UndoKey(self.field, lambda: not self.text, self.undo.emit)
        self.write = BigButton(_("存这一条"), self._enter)
        self.write.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside = QVBoxLayout()
        beside.addWidget(self.write)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.field, 1)
        row.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Words(_("记录 F6"), "hall-head"))
        column.addWidget(self.list, 1)
        column.addWidget(self.who)
        column.addLayout(row)
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText()

    def put(self, text: str) -> None:
        """Put this text into the field, the cursor at its end."""
        self.field.setPlainText(text)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def draw(self, state: HallState) -> None:
        rows = timeline(state.meeting)
        kept = len(self._rows) if rows[: len(self._rows)] == self._rows else 0
        if kept == 0:
            self.list.clear()
        for row in rows[kept:]:
            self._add(row)
        if rows != self._rows:
            self.list.scrollToBottom()
        self._rows = rows
        floor = state.meeting.floor
        if floor is not None:
            self.who.setText(_("记在 {name} 名下（先打“：”则记为记录员）", name=state.meeting.label(floor.person)))
        else:
            self.who.setText(_("先写“姓名：”再写内容，就记在那人名下"))
        self.who.setVisible(state.meeting.stage != "planned")

    def _add(self, row: Row) -> None:
        item = QListWidgetItem(show(row.text))
        if not row.line:
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter finishes the line, Shift+Enter goes on with it below."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        if self.text.strip():
            self.entered.emit(self.text)
        self.field.setFocus()
