"""Naming a person: one field that takes name, pinyin, initials or a number, and beside it the seats, for those who tap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.meeting import Meeting
from desktop.gui.hall.check_in.seats import SeatList
from desktop.gui.hall.people import Finders, matches
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import px


class Who(QWidget):
    """`chosen` carries an id, `typed` a name that nobody of this evening bears. `wanted` says who is offered."""

    chosen = Signal(str)
    typed = Signal(str)
    left = Signal()
    undo = Signal()

    def __init__(self, placeholder: str, wanted: Callable[[Meeting, str], bool], *, seats: bool = True) -> None:
        super().__init__()
        self._wanted = wanted
        self._meeting: Meeting | None = None
        self._finders: Finders | None = None
        self.field = PersonField(self._find, placeholder, "hall")
        self.field.list.setMinimumHeight(px(46))
        self.field.list.setMaximumHeight(px(138))
        self.field.chosen.connect(self.chosen)
        self.field.entered.connect(self.typed)
        self.field.left.connect(self.left)
        self._undo_key = UndoKey(self.field.line, lambda: not self.field.line.text(), self.undo.emit)
        self.seats = SeatList(marks=False)
        self.seats.tapped.connect(self.chosen)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.field)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 5)
        row.addWidget(self.seats, 7)
        self.seats.setVisible(seats)
        self.setFocusProxy(self.field)

    def draw(self, meeting: Meeting) -> None:
        self._meeting = meeting
        if not self.seats.isHidden():
            self.seats.draw(meeting, lambda person: self._wanted(meeting, person))
        self.field.refresh()

    def know(self, finders: Finders | None) -> None:
        self._finders = finders
        self.field.refresh()

    def begin(self) -> None:
        self.field.clear()
        self.field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def known(self, text: str) -> bool:
        """Whether somebody of this evening matches, wanted or not."""
        return self._meeting is not None and bool(matches(self._finders, text, self._meeting, lambda _person: True))

    def _find(self, text: str) -> Sequence[Choice]:
        if self._meeting is None:
            return []
        meeting = self._meeting
        return matches(self._finders, text, meeting, lambda person: self._wanted(meeting, person))
