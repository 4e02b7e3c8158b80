"""Check-in: one field that takes anything, the seat list beside it, and what was done last in a big green line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.meeting import Meeting
from desktop.domain.naming import name
from desktop.gui.hall.check_in.lights import Lights
from desktop.gui.hall.check_in.seats import SeatList
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders, in_short, matches
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.speakers import Clock
from desktop.gui.hall.touch import touch_style
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.person_field import Choice, PersonField
from desktop.gui.theme import LARGEST, look, px
from desktop.gui.words import _

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
COMINGS = (e.PersonCheckedIn, e.PersonCheckedOut, e.ObserverCameIn)
"""What Backspace in the empty field may take back."""


class CheckInPanel(Over):
    """`take_back` asks to undo the last coming or leaving."""

    late_entry = Signal(object, str)
    """As `act`, with the time (HH:MM) that stands on the paper sheet."""
    take_back = Signal()
    proxies = Signal()
    """委托 is asked for."""
    sheet = Signal()
    """A whole sheet is to be keyed in."""

    def __init__(self) -> None:
        super().__init__(_("签到"))
        self.setStyleSheet(touch_style())
        self._state: HallState | None = None
        self._finders: Finders | None = None
        self._sent: list[str] = []
        self.leaving = False
        self.field = PersonField(self._find, _("姓名、拼音、首字母、座号、户号或手机尾号"), "hall")
        self.field.list.setMinimumHeight(px(46))
        self.field.list.setMaximumHeight(px(232))
        self.field.chosen.connect(self._chosen)
        self.field.entered.connect(self._nobody)
        self.field.left.connect(self.closed.emit)
        self.field.line.installEventFilter(self)
        self._undo_key = UndoKey(self.field.line, lambda: not self.field.line.text(), self.undo.emit)
        self.done = Words("", "good")
        self.done.setMinimumHeight(px(36))
        self.undo_button = BigButton(_("撤销"), self.take_back.emit, kind="quiet")
        self.undo_button.hide()
        self.guest = BigButton(_("登记为列席 Ctrl+回车"), self._observe)
        self.mode = BigButton(_("改记离场 Ctrl+L"), self.turn)
        give_key(self.mode, "Ctrl+L")
        self.hint = Words(_("回车签第一个，空着按退格撤回。列席的人写“姓名 身份”。"), "hall")
        if look.scale >= LARGEST:
            self.hint.hide()  # there the help alone says it; never shown here, where it would be a window of its own
        self.paper = BigButton(_("补录"), self._turn_paper, kind="quiet")
        self.paper.setToolTip(_("停电时记在纸上的签到，补进来用纸上的时间"))
        self.paper_time = QLineEdit()
        self.paper_time.setInputMask("99:99")
        self.paper_time.setFixedWidth(px(92))
        self.paper_time.setAccessibleName(_("纸上写的时间"))
        self.paper_time.returnPressed.connect(self.field.line.setFocus)
        self.paper_time.hide()
        self.proxy = BigButton(_("委托 Ctrl+T"), self.proxies.emit, kind="quiet")
        give_key(self.proxy, "Ctrl+T")
        self.whole = BigButton(_("补录整张 Ctrl+B"), self.sheet.emit, kind="quiet")
        give_key(self.whole, "Ctrl+B")
        self.lights = Lights()
        self.beside.addWidget(self.paper)
        self.beside.addWidget(self.paper_time)
        self.beside.addWidget(self.lights.why)
        self.seats = SeatList()
        self.seats.tapped.connect(self._tapped)
        self._lay_out()
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(self.done, 1)
        said.addWidget(self.undo_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.guest)
        buttons.addWidget(self.mode)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addWidget(self.field)
        left.addWidget(self.notice)
        left.addLayout(said)
        left.addStretch(1)
        left.addWidget(self.hint)
        left.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addLayout(left, 5)
        row.addWidget(self.seats, 8)
        row.addWidget(self.lights.law, 8)
        self.lights.turned.connect(self.seats.setHidden)
        self.body.addLayout(row, 1)
        below = QHBoxLayout()
        below.addWidget(self.lights, 1)
        below.addWidget(self.proxy)
        below.addWidget(self.whole)
        self.body.addLayout(below)

    def opened(self) -> None:
        """It comes to the front: from the beginning, checking in."""
        if self.leaving:
            self.turn()
        if not self.paper_time.isHidden():
            self._turn_paper()
        self.notice.clear()
        self.done.put("")
        self.hint.setHidden(look.scale >= LARGEST)
        self.undo_button.hide()
        self.field.clear()
        self.field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def know(self, finders: Finders) -> None:
        """The index of names is ready."""
        self._finders = finders
        self.field.refresh()

    def draw(self, state: HallState) -> None:
        before, self._state = self._state, state
        self.seats.draw(state.meeting)
        self.lights.draw(state)
        if before is not None and before.evening.length != state.evening.length:
            self._say_what_was_done(before, state)
        self.field.refresh()

    def floor(self, meeting: Meeting, now: str) -> None:
        """Who speaks meanwhile, and for how long."""
        who = meeting.floor
        came = _("已到 {n} 人", n=len(meeting.inside))
        if meeting.represented:
            came = _("{came}，委托 {n} 人", came=came, n=len(meeting.represented))
        if who is None:
            self.aside.put(came)
        else:
            self.aside.put(f"▶ {meeting.label(who.person)} {Clock.text(who, now)[0]}  {came}")

    def answered(self, person: str) -> None:
        """What was asked for this person is on disk, or was refused."""
        if person in self._sent:
            self._sent.remove(person)

    def turn(self) -> None:
        """From coming to leaving, or back."""
        self.leaving = not self.leaving
        self.heading.setText(_("离场") if self.leaving else _("签到"))
        self.mode.rename(_("改记签到 Ctrl+L") if self.leaving else _("改记离场 Ctrl+L"))
        self.guest.setVisible(not self.leaving)
        self.field.refresh()
        self.field.line.setFocus()

    def _turn_paper(self) -> None:
        """To what was kept on paper during a power cut, or back to now."""
        self.paper_time.setVisible(self.paper_time.isHidden())
        self.paper.rename(_("不补录了") if self.paper_time.isVisible() else _("补录"))
        (self.paper_time if self.paper_time.isVisible() else self.field.line).setFocus()

    def _say_what_was_done(self, before: HallState, state: HallState) -> None:
        last, previous = state.evening.last, before.evening.last
        if last is not None and last.action > before.evening.length:
            if isinstance(last.event, COMINGS):
                self.notice.clear()
                self.done.put(self._sentence(state, last.event))
                self.hint.hide()
                self.undo_button.show()
        elif previous is not None and isinstance(previous.event, COMINGS):
            self.notice.clear()
            self.done.put(_("已撤销：{name}", name=name(previous.event, before.meeting)))
            self.undo_button.hide()

    def _sentence(self, state: HallState, event: e.AnyEvent) -> str:
        meeting = state.meeting
        if isinstance(event, e.ObserverCameIn):
            return _("{name} 已登记列席 {at}", name=event.name, at=meeting.presence[event.person].spans[-1][0][11:16])
        assert isinstance(event, e.PersonCheckedIn | e.PersonCheckedOut)
        came, went = meeting.presence[event.person].spans[-1]
        who = in_short(meeting, event.person)
        if went:
            return _("{name} 已离场 {at}，在场 {n} 人", name=who, at=went[11:16], n=len(meeting.inside))
        return _("{n} {name}已签到 {at}", n=len(meeting.inside), name=who, at=came[11:16])

    def _find(self, text: str) -> Sequence[Choice]:
        if self._state is None:
            return []
        meeting = self._state.meeting
        presence = meeting.presence
        if self.leaving:
            return matches(self._finders, text, meeting, lambda p: p in presence and presence[p].inside, self._sent)
        return matches(self._finders, text, meeting, lambda p: not (p in presence and presence[p].inside), self._sent)

    def _chosen(self, person: str) -> None:
        at = "" if self.paper_time.isHidden() else self.paper_time.text()
        if at and not TIME.fullmatch(at):
            self.notice.tell(_("补录要先写纸上的时间，例如 19:05。"))
            self.paper_time.setFocus()
            return
        self._sent.append(person)
        action = a.CheckOut(person=person) if self.leaving else a.CheckIn(person=person)
        if at:
            self.late_entry.emit(action, at)
        else:
            self.act.emit(action)
        self.field.line.setFocus()

    def _tapped(self, person: str) -> None:
        presence = self._state.meeting.presence.get(person) if self._state is not None else None
        inside = presence is not None and presence.inside
        if self.leaving or not inside:
            self._chosen(person)
            return
        assert self._state is not None
        self.notice.tell(_("{name} 已经签到。要记离场，请先点“改记离场”。", name=self._state.meeting.label(person)))
        self.field.line.setFocus()

    def _nobody(self, text: str) -> None:
        if self.leaving:
            self.notice.tell(_("在场的人里没有“{text}”。", text=text))
            return
        known = self._state is not None and matches(self._finders, text, self._state.meeting, lambda _person: True)
        if known:
            self.notice.tell(_("“{text}”已经签到，不用再签。", text=text))
        else:
            self.notice.tell(_("应到名单里没有“{text}”。列席的人请按 Ctrl+回车登记。", text=text))

    def _observe(self) -> None:
        guest, _blank, office = self.field.line.text().strip().partition(" ")
        if not guest:
            self.notice.tell(_("先写列席人的姓名，再按 Ctrl+回车。"))
            self.field.line.setFocus()
            return
        self.field.clear()
        self.act.emit(a.Observe(name=guest, office=office.strip()))
        self.field.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace and not self.field.line.text():
                if not event.isAutoRepeat():  # a key held down to clear the field takes nobody back
                    self.take_back.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not self.leaving:
                    self._observe()
                return True
        return super().eventFilter(watched, event)
