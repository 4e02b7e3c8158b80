"""F4: someone raised a hand. One field over the minutes; it closes by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.domain import actions as a
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders, matches
from desktop.gui.hall.state import HallState
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import px
from desktop.gui.words import _


class RequestPanel(Over):
    def __init__(self) -> None:
        super().__init__(_("要求发言"))
        self._state: HallState | None = None
        self._finders: Finders | None = None
        self.field = PersonField(self._find, _("谁举手？姓名、拼音或首字母"), "hall")
        self.field.list.setMinimumHeight(px(80))
        self.field.list.setMaximumHeight(px(184))
        self.field.chosen.connect(self._chosen)
        self.field.entered.connect(self._nobody)
        self.field.left.connect(self.closed.emit)
        self._undo_key = UndoKey(self.field.line, lambda: not self.field.line.text(), self.undo.emit)
        self.order = False
        self.kind = BigButton("", self.turn)
        self.kind.setShortcut("Ctrl+P")
        self.body.addWidget(self.field)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Words(_("回车记下第一个。排在哪里由规则定，名单上写着为什么。"), "hall"))
        self.body.addStretch(1)
        self.setFocusProxy(self.field)

    def opened(self) -> None:
        self.notice.clear()
        self.order = False
        self._name_kind()
        self.field.clear()
        self.field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self) -> None:
        """From an ordinary request to a point of order, or back."""
        self.order = not self.order
        self._name_kind()
        self.field.refresh()
        self.field.line.setFocus()

    def _name_kind(self) -> None:
        self.kind.rename(_("程序问题：是（优先） Ctrl+P") if self.order else _("程序问题：否 Ctrl+P"))
        self.kind.setShortcut("Ctrl+P")

    def know(self, finders: Finders) -> None:
        self._finders = finders
        self.field.refresh()

    def draw(self, state: HallState) -> None:
        self._state = state

    def _find(self, text: str) -> Sequence[Choice]:
        if self._state is None:
            return []
        meeting = self._state.meeting
        waiting = [one.person for one in meeting.requests if one.point_of_order == self.order]
        return matches(
            self._finders, text, meeting, lambda p: p in meeting.presence and meeting.presence[p].inside, waiting
        )

    def _chosen(self, person: str) -> None:
        self.act.emit(a.RequestSpeech(person=person, point_of_order=self.order))
        self.closed.emit()

    def _nobody(self, text: str) -> None:
        known = self._state is not None and matches(self._finders, text, self._state.meeting, lambda _person: True)
        if known:
            self.notice.tell(_("“{text}”还没有签到，或已经在等候。请先签到。", text=text))
        else:
            self.notice.tell(_("在场的人里没有“{text}”。", text=text))
