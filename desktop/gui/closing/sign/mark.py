"""One who cannot write: who read it aloud, and the two who witness the fingerprint on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.meeting import Meeting
from desktop.domain.signing import WITNESSES
from desktop.gui.hall.people import Finders, in_short, matches
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import px
from desktop.gui.words import _


class MarkPane(QWidget):
    """`taken` carries who read it aloud and the ids of the witnesses; `left` when it is not to be."""

    taken = Signal(str, tuple)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._meeting: Meeting | None = None
        self._finders: Finders | None = None
        self.witnesses: tuple[str, ...] = ()
        self.who = Words("", "hall-head")
        self.reader = QLineEdit()
        self.reader.setPlaceholderText(_("谁念给本人听、代写姓名？"))
        self.field = PersonField(self._find, _("见证人：姓名、拼音或首字母"), "hall")
        self.field.list.setFixedHeight(px(68))
        self.field.chosen.connect(self._chosen)
        self.field.left.connect(self.left)
        self.named = Words("", "hall")
        self.keep = BigButton(_("记下指印"), self._keep)
        self.again = BigButton(_("重选见证人"), self._again)
        self.back = BigButton(_("不记了"), self.left.emit, kind="quiet")
        row = QHBoxLayout()
        for button in (self.keep, self.again, self.back):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for part in (self.who, self.reader, self.field, self.named):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

    def know(self, finders: Finders) -> None:
        self._finders = finders

    def ask(self, meeting: Meeting, name: str) -> None:
        """Begin anew, for `name`."""
        self._meeting = meeting
        self.who.put(_("{name}：当面念过全文，在纸上按指印，程序不存指印。", name=name))
        self.reader.setText(self.reader.text() or meeting.recorder)
        self._again()

    def _find(self, text: str) -> Sequence[Choice]:
        if self._meeting is None:
            return []
        there = self._meeting.presence
        return matches(self._finders, text, self._meeting, lambda person: person in there, self.witnesses)

    def _chosen(self, person: str) -> None:
        self.witnesses = (*self.witnesses, person)[-WITNESSES:]
        self._tell()
        if len(self.witnesses) == WITNESSES:
            self.keep.setFocus()

    def _again(self) -> None:
        self.witnesses = ()
        self._tell()
        self.field.line.setFocus()

    def _tell(self) -> None:
        assert self._meeting is not None
        names = "、".join(in_short(self._meeting, one) for one in self.witnesses)
        lacking = WITNESSES - len(self.witnesses)
        if not names:
            self.named.put(_("还要 {n} 位见证人，都要在场，不是当事人，也不是一户。", n=lacking))
        elif lacking:
            self.named.put(_("见证人：{names}；还要 {n} 位。", names=names, n=lacking))
        else:
            self.named.put(_("见证人：{names}。", names=names))

    def _keep(self) -> None:
        self.taken.emit(self.reader.text(), self.witnesses)
