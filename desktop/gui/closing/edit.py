"""补充改正: the lines of the minutes, one of which is put right, struck, or followed by another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from desktop.gui.closing.state import ClosingState
from desktop.gui.hall.timeline import timeline
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show

LINE = Qt.ItemDataRole.UserRole


class EditPane(QWidget):
    """`act` carries what is to be done with a line."""

    act = Signal(object)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self._meeting: Meeting | None = None
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.itemActivated.connect(lambda _item: self.change())
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.title = Words(_("补写一条"), "hall-head")
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(px(84))
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("补写或改正"))
        self.field.installEventFilter(self)
        self._undo_key = UndoKey(self.field, lambda: not self.field.toPlainText(), self.undo.emit)
        self.change_button = BigButton(_("改这一条"), self.change)
        self.strike_button = BigButton(_("删去这一条"), self._strike)
        self.keep = BigButton(_("存这一条"), self._keep)
        self.leave = BigButton(_("不改了"), self._new)
        buttons = QHBoxLayout()
        for button in (self.change_button, self.strike_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.field, 1)
        side = QVBoxLayout()
        side.addWidget(self.keep)
        side.addWidget(self.leave)
        below.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addWidget(self.title)
        column.addLayout(below)
        self._new()

    def draw(self, state: ClosingState) -> None:
        self._meeting = state.meeting
        before = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for row in timeline(state.meeting):
            item = QListWidgetItem(show(row.text))
            item.setData(LINE, row.line)
            if not row.line:
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(min(before, self.list.count() - 1))
        self.list.blockSignals(False)
        self._offer()
        self.setEnabled(state.meeting.stage == "adjourned" and not state.sealed)

    def done(self) -> None:
        """What was typed is on disk."""
        self._new()

    @property
    def marked(self) -> str:
        """Id of the line that is marked, empty for none."""
        return str(self.list.currentItem().data(LINE)) if self.list.currentRow() >= 0 else ""

    def change(self) -> None:
        """Put the marked line into the field."""
        line = next((one for one in self._meeting.lines if one.id == self.marked), None) if self._meeting else None
        if line is None:
            return
        self._line = line.id
        self.title.setText(_("改 {at} 这一条", at=line.at[11:16]))
        self.leave.show()
        self.field.setPlainText(line.text)
        self.field.setFocus()
        self.field.selectAll()

    def _offer(self) -> None:
        for button in (self.change_button, self.strike_button):
            button.setEnabled(bool(self.marked))

    def _new(self) -> None:
        self._line = ""
        self.title.setText(_("补写一条"))
        self.leave.hide()
        self.field.setPlainText("")

    def _keep(self) -> None:
        text = self.field.toPlainText()
        if text.strip():
            self.act.emit(a.AmendLine(line=self._line, text=text) if self._line else a.WriteLine(text=text))

    def _strike(self) -> None:
        if self.marked:
            self.act.emit(a.StrikeLine(line=self.marked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._new()
                return True
        return super().eventFilter(watched, event)
