"""委托: who cannot come, then who stands in; both from one field or by a tap on the seat."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from desktop.gui.hall.check_in.who import Who
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders
from desktop.gui.hall.proxies.words import may_send, may_stand_in, standing_in, what_is_allowed
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.touch import touch_style
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.words import _, show


class ProxiesPanel(Over):
    """Esc goes back a step: to who cannot come, then out."""

    def __init__(self) -> None:
        super().__init__(_("委托"))
        self.setStyleSheet(touch_style())
        self._state: HallState | None = None
        self.absent = ""
        """Id of the one who cannot come; empty while that is being asked."""
        self.law = Words("", "hall")
        self.step = Words("", "hall-head")
        self.written = BigButton("", kind="tab")
        self.written.setCheckable(True)
        self.written.toggled.connect(self._name_written)
        give_key(self.written, "Ctrl+W")
        self._name_written()
        self.another = BigButton(_("换委托人"), self._begin, kind="quiet")
        self.who = Who(_("姓名、拼音、首字母、户号或手机尾号"), self._wanted)
        self.who.chosen.connect(self._chosen)
        self.who.typed.connect(self._typed)
        self.who.left.connect(self._leave)
        self.who.undo.connect(self.undo)
        self._given = QVBoxLayout()
        self._given.setContentsMargins(0, 0, 0, 0)
        self.taking_back: dict[str, BigButton] = {}
        self._holder = QWidget()
        self._holder.setLayout(self._given)
        row = QHBoxLayout()
        row.addWidget(self.step, 1)
        row.addWidget(self.written)
        row.addWidget(self.another)
        self.body.addWidget(self.law)
        self.body.addWidget(self._holder)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.who, 1)
        self._room = QWidget()
        """Below the law, where it is silent and there is nothing to do here."""
        self.body.addWidget(self._room, 1)
        self.setFocusProxy(self.who)

    def opened(self) -> None:
        self.notice.clear()
        self._begin()

    def know(self, finders: Finders) -> None:
        self.who.know(finders)

    def draw(self, state: HallState) -> None:
        self._state = state
        allowed = state.rule.proxy.allowed
        self.law.put(what_is_allowed(state.rule), "hall" if allowed else "warning-hall")
        for widget in (self.step, self.who, self._holder):
            widget.setVisible(allowed)
        self._room.setVisible(not allowed)
        self.written.setVisible(allowed and state.rule.proxy.written)
        if self.absent and not may_send(state.meeting, self.absent):
            self.notice.clear()  # it is on disk
            self._begin()
        if self.isVisible():
            self._show(state)

    def _show(self, state: HallState) -> None:
        name = state.meeting.label(self.absent)
        self.step.setText(_("第二步：谁代 {name}？", name=name) if self.absent else _("第一步：谁不能来？"))
        self.another.setVisible(bool(self.absent))
        self.who.draw(state.meeting)
        self._list(state.meeting)

    def _begin(self) -> None:
        self.absent = ""
        self.written.setChecked(False)
        if self._state is not None:
            self._show(self._state)
        self.who.begin()

    def _wanted(self, meeting: Meeting, person: str) -> bool:
        assert self._state is not None
        if not self.absent:
            return may_send(meeting, person)
        return may_stand_in(meeting, self._state.rule, self.absent, person)

    def _chosen(self, person: str) -> None:
        self.notice.clear()
        if self.absent:
            self.act.emit(a.GiveProxy(person=self.absent, to=person, written=self.written.isChecked()))
        else:
            self.absent = person
        if self._state is not None:
            self._show(self._state)
        self.who.begin()

    def _typed(self, text: str) -> None:
        """Nobody who may: told why; of the same household somebody who is on no list may be named."""
        if self._state is None:
            return
        if self.absent and self._state.rule.proxy.same_household and not self.who.known(text):
            self.act.emit(a.GiveProxy(person=self.absent, family=text, written=self.written.isChecked()))
        elif not self.absent:
            self.notice.tell(_("应到名单上没有到会的“{text}”可以委托：也许已经签到，或者已经委托。", text=text))
        elif self._state.rule.proxy.same_household:
            self.notice.tell(_("“{text}”没有签到，或者不是同一户。受托人要先签到，只能是同一户的家人。", text=text))
        else:
            self.notice.tell(_("“{text}”没有签到，或者不在名单上。受托人要先签到。", text=text))

    def _name_written(self, _on: bool = False) -> None:
        here = self.written.isChecked()
        self.written.rename(_("书面委托书：已收到 ✓ Ctrl+W") if here else _("书面委托书：没收到 Ctrl+W"))

    def _leave(self) -> None:
        if self.absent:
            self._begin()
        else:
            self.closed.emit()

    def _list(self, meeting: Meeting) -> None:
        while (item := self._given.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.taking_back = {}
        for person, told in standing_in(meeting):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Words(show(told), "hall", wrap=False))
            back = BigButton(_("收回"), partial(self.act.emit, a.TakeBackProxy(person=person)))
            back.setAccessibleName(_("收回 {name} 的委托", name=meeting.label(person)))
            self.taking_back[person] = back
            row.addWidget(back)
            row.addStretch(1)
            self._given.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
