"""提出人: letters are the initials or the pinyin of somebody on the roster; anything else stands as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.domain.people import Person
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.cases.proposers import Proposers

MATCHES = 5


class Proposer(QLineEdit):
    """Leaving the field takes the person who is offered; up and down offer another. `offered` carries who, in words."""

    offered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("姓名或首字母"))
        self.setMaximumWidth(px(16) * 10 + px(24))
        self._known: Proposers | None = None
        self._matches: tuple[Person, ...] = ()
        self._at = 0
        self.textChanged.connect(self._look)

    @property
    def version(self) -> int:
        """Which roster is searched; -1 for none yet."""
        return self._known.version if self._known else -1

    @property
    def offer(self) -> Person | None:
        """Who would be taken now."""
        return self._matches[self._at] if self._matches else None

    def know(self, people: Proposers | None) -> None:
        """Search this roster from now on; None leaves it as it is."""
        if people is not None:
            self._known = people
            if self.hasFocus():
                self._look(self.text())

    def take(self) -> None:
        """Write out the name of the one who is offered."""
        person = self.offer
        if person is not None:
            self.setText(person.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._matches:
            self._at = (self._at + step) % len(self._matches)
            self._tell()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.take()
        super().focusOutEvent(event)

    def _look(self, typed: str) -> None:
        text = typed.strip()
        spelled = text.isascii() and text.isalpha()
        self._matches = self._known.find(text)[:MATCHES] if self._known and spelled else ()
        self._at = 0
        self._tell()

    def _tell(self) -> None:
        if not self._matches:
            self.offered.emit("")
            return
        each = [_label(person) for person in self._matches]
        first, others = each[self._at], "、".join(each[self._at + 1 :] + each[: self._at])
        told = _("回车取：{person}", person=first)
        self.offered.emit(_("{told}　按 ↓ 换：{others}", told=told, others=others) if others else told)


def _label(person: Person) -> str:
    more = " ".join(part for part in (person.group, person.birth_year) if part)
    return f"{person.name}（{more}）" if more else person.name
