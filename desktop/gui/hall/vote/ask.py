"""Before a vote: the question in full, the base and the need, and how it is held."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, HANDS
from desktop.gui.hall.state import HallState, need_if_opened
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.buttons import BigButton
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
        self.hands = BigButton(_("举手表决"), lambda: self._open(HANDS), kind="main")
        self.ballot = BigButton(_("无记名投票"), lambda: self._open(BALLOT))
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.hands)
        row.addWidget(self.ballot)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Words(_("表决事项（照这样念，也照这样印）"), "hall"))
        column.addWidget(self.question)
        column.addWidget(self.need)
        column.addLayout(row)
        column.addStretch(1)

    def draw(self, state: HallState) -> None:
        current = state.meeting.current
        if current is not None and current.id != self._item:
            self._item = current.id
            self.question.setPlainText(_("是否同意：{title}", title=current.text or current.title))
        self.need.setText(show(need_if_opened(state)))

    def opened(self) -> None:
        """Enter takes a show of hands."""
        self.hands.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, method: str) -> None:
        self.act.emit(a.OpenPoll(question=self.question.toPlainText(), method=method))
