"""Before a vote: the question in full, the base and the need, and how it is held."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import ACCLAMATION, ROLL_CALL
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall_state import HallState, need_if_opened
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import say

OTHERS = ((ROLL_CALL, say("点名表决")), (ACCLAMATION, say("无异议通过")))


class AskForm(QWidget):
    """The two usual ways stand in the bottom line, the others here. `elect`: several people are to be elected."""

    act = Signal(object)
    undo = Signal()
    elect = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item = ""
        self.question = QPlainTextEdit()
        self.question.setFixedHeight(px(112))
        self.question.setTabChangesFocus(True)
        self.question.setAccessibleName(_("表决事项"))
        UndoKey(self.question, lambda: not self.question.toPlainText(), self.undo.emit)
        self.need = Words("", "hall-head")
        self.ways: dict[str, BigButton] = {}
        others = QHBoxLayout()
        others.addWidget(Words(_("别的方式"), "hall", wrap=False))
        for n, (method, words) in enumerate(OTHERS, 3):
            self.ways[method] = BigButton(_("{name}  Ctrl+{n}", name=words, n=n), partial(self.open_poll, method))
        self.ways["election"] = BigButton(_("选举几个人  Ctrl+5"), self.elect.emit)
        for n, button in enumerate(self.ways.values(), 3):
            give_key(button, f"Ctrl+{n}")
            others.addWidget(button)
        others.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(Words(_("表决事项（照这样念，也照这样印）"), "hall"))
        column.addWidget(self.question)
        column.addWidget(self.need)
        column.addLayout(others)
        column.addStretch(1)

    def draw(self, state: HallState) -> None:
        current = state.meeting.current
        if current is not None and current.id != self._item:
            self._item = current.id
            self.question.setPlainText(_("是否同意：{title}", title=current.text or current.title))
        self.need.setText(show(need_if_opened(state)))

    def open_poll(self, method: str) -> None:
        """Begin the vote on the question as it stands in the field; `method`: hands, ballot, roll-call or acclamation."""
        self.act.emit(a.OpenPoll(question=self.question.toPlainText(), method=method))
