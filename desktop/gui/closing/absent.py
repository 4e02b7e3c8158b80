"""缺席: those who did not come, and the reason of each; the minutes and the sign-in sheet print it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.events import Attendee
from desktop.gui.closing.state import ClosingState
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.table import Table
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import say

USUAL = (say("请假"), say("外出"), say("生病"))
"""Reasons on buttons; any other is typed."""


class AbsentPane(QWidget):
    """`act` carries the reason of the person whose row is marked."""

    act = Signal(object)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.absent: tuple[Attendee, ...] = ()
        self.words = Words("", "hall-head")
        self.table = Table((_("姓名"), _("组"), _("身份"), _("缺席原因")), (10, 5, 16))
        self.table.marked.connect(lambda _row: self._offer())
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("别的原因，写好按回车"))
        self.field.returnPressed.connect(lambda: self.keep(self.field.text()))
        self._undo_key = UndoKey(self.field, lambda: not self.field.text(), self.undo.emit)
        self.usual = [BigButton(show(reason), partial(self.keep, show(reason))) for reason in USUAL]
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in self.usual:
            row.addWidget(button)
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def draw(self, state: ClosingState) -> None:
        """The mark goes on to the next one without a reason."""
        meeting = state.meeting
        self.absent = tuple(one for one in meeting.eligible.values() if one.person not in meeting.presence)
        reasons = [meeting.absences.get(one.person, "") for one in self.absent]
        self.words.put(
            _("{n} 人没有来，{m} 人还没有写原因。", n=len(self.absent), m=reasons.count(""))
            if self.absent
            else _("应到的人都来过。")
        )
        before = self.table.row
        self.table.fill(
            [(one.label, one.group, one.office, reason) for one, reason in zip(self.absent, reasons, strict=True)]
        )
        if self.absent:
            self.table.selectRow(reasons.index("") if "" in reasons else max(0, before))
        self.setEnabled(meeting.stage == "adjourned" and not state.sealed)
        self._offer()

    def keep(self, reason: str) -> None:
        """Note the reason for whoever is marked."""
        if reason.strip() and 0 <= self.table.row < len(self.absent):
            self.act.emit(a.NoteAbsence(person=self.absent[self.table.row].person, reason=reason))

    def done(self) -> None:
        """What was typed is on disk."""
        self.field.clear()

    def _offer(self) -> None:
        for button in self.usual:
            button.setEnabled(0 <= self.table.row < len(self.absent))
