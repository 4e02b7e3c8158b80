"""记录意见: who found the minutes wrong, and what was said, minuted as it was raised."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.gui.closing.state import ClosingState
from desktop.gui.hall.people import Finders, matches
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import px
from desktop.gui.words import _


class ObjectPane(QWidget):
    act = Signal(object)
    told = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ClosingState | None = None
        self._finders: Finders | None = None
        self.person = ""
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field = PersonField(self._find, _("谁提出的？姓名、拼音或首字母"), "hall")
        self.field.list.setFixedHeight(px(150))
        self.field.chosen.connect(self._chosen)
        self.who = Words("", "hall-head")
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(_("意见原话"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(96))
        self._undo_keys = (
            UndoKey(self.text, lambda: not self.text.toPlainText(), self.undo.emit),
            UndoKey(self.field.line, lambda: not self.field.line.text(), self.undo.emit),
        )
        self.keep = BigButton(_("记下意见"), self._keep)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addWidget(self.field)
        left.addWidget(self.who)
        left.addWidget(self.text)
        left.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(Words(_("已记下的意见"), "hall-head"))
        right.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addLayout(right, 1)

    def know(self, finders: Finders) -> None:
        self._finders = finders

    def draw(self, state: ClosingState) -> None:
        self._state = state
        self.list.clear()
        meeting = state.meeting
        for line in meeting.lines:
            if line.kind == "objection":
                who = meeting.label(line.person)
                self.list.addItem(QListWidgetItem(_("{at} {who}：{text}", at=line.at[11:16], who=who, text=line.text)))
        self.setEnabled(meeting.stage == "adjourned" and bool(meeting.read_back_at) and not state.sealed)

    def done(self) -> None:
        """What was typed is on disk."""
        self.person = ""
        self.who.setText("")
        self.text.setPlainText("")
        self.field.line.setFocus()

    def _find(self, text: str) -> Sequence[Choice]:
        if self._state is None:
            return []
        return matches(self._finders, text, self._state.meeting, lambda _person: True)

    def _chosen(self, person: str) -> None:
        assert self._state is not None
        self.person = person
        self.who.setText(_("{name} 提出：", name=self._state.meeting.label(person)))
        self.text.setFocus()

    def _keep(self) -> None:
        if not self.person:
            self.told.emit(_("先选是谁提出的，再写意见。"))
            self.field.line.setFocus()
            return
        self.act.emit(a.Object(person=self.person, text=self.text.toPlainText()))
