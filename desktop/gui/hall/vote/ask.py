"""Before a vote: the question in full, the base and the need, and how it is held."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.gui.hall.state import HallState, need_if_opened
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show


class AskForm(QWidget):
    act = Signal(object)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item = ""
        self.question = QPlainTextEdit()
        self.question.setFixedHeight(px(112))
        self.question.setTabChangesFocus(True)
        self.question.setAccessibleName(_("表决事项"))
        UndoKey(self.question, lambda: not self.question.toPlainText(), self.undo.emit)
        self.need = Words("", "hall-head")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Words(_("表决事项（照这样念，也照这样印）"), "hall"))
        column.addWidget(self.question)
        column.addWidget(self.need)
        column.addStretch(1)

    def draw(self, state: HallState) -> None:
        current = state.meeting.current
        if current is not None and current.id != self._item:
            self._item = current.id
            self.question.setPlainText(_("是否同意：{title}", title=current.text or current.title))
        self.need.setText(show(need_if_opened(state)))

    def open_poll(self, method: str) -> None:
        """Begin the vote on the question as it stands in the field; `method`: hands or ballot."""
        self.act.emit(a.OpenPoll(question=self.question.toPlainText(), method=method))
