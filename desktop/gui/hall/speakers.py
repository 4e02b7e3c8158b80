"""Right: who speaks and for how long, who waits and why in that place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.queue import Place
from desktop.gui.hall.floor import LIMIT, WARNING, Clock, FloorBox
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.keys import bind
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

__all__ = ["LIMIT", "WARNING", "Clock", "SpeakersPanel"]
"""The timer of the one who speaks, for whoever shows it elsewhere."""

WIDTH = 296


class SpeakersPanel(QWidget):
    """`act` carries an action to be done, `ask` is F4, `shares` asks for who has spoken how long."""

    act = Signal(object)
    ask = Signal()
    shares = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self._closed = False
        self.now = FloorBox()
        self.now.act.connect(self.act)
        self.time, self.signal = self.now.time, self.now.signal
        self.pause, self.more, self.end = self.now.pause, self.now.more, self.now.end
        self.interrupt = bind(BigButton(_("先听程序问题 Alt+I"), lambda: self.act.emit(a.Interrupt())), "Alt+I")
        self.next = bind(BigButton(_("下一位发言 Alt+X"), lambda: self.act.emit(a.StartSpeaker())), "Alt+X")
        self._places = QVBoxLayout()
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(px(6))
        holder = QWidget()
        holder.setLayout(self._places)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(px(36))
        area.setWidget(holder)
        self.request = BigButton(_("+ 要求发言"), self.ask.emit, key="F4")
        self.who = bind(BigButton(_("用时"), self.shares.emit, kind="quiet"), "Alt+T")
        self.list_ends = BigButton("", self._turn, kind="quiet")
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(Words(_("发言"), "hall-head", wrap=False))
        top.addStretch(1)
        top.addWidget(self.who)
        top.addWidget(self.list_ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(top)
        column.addWidget(self.now)
        column.addWidget(area, 1)
        column.addWidget(self.interrupt)
        column.addWidget(self.next)
        column.addWidget(self.request)
        for button in (self.who, self.list_ends, self.interrupt, self.next):
            button.hide()

    def draw(self, state: HallState) -> None:
        meeting = state.meeting
        self.now.draw(meeting)
        self.request.setEnabled(meeting.stage == "open")
        self.next.setVisible(bool(state.queue))
        waits = bool(state.queue) and state.queue[0].point_of_order
        self.interrupt.setVisible(waits and meeting.floor is not None and not meeting.floor.point_of_order)
        self._closed = meeting.list_closed
        self.list_ends.rename(_("开放报名") if self._closed else _("截止报名"))
        self.list_ends.setVisible(meeting.stage == "open" and meeting.current is not None)
        self.who.setVisible(meeting.floor is not None or bool(meeting.speeches))
        self._fill(state)

    def tick(self, now: str) -> None:
        """Show the time spoken at `now` (ISO)."""
        self.now.tick(now)

    def _turn(self) -> None:
        self.act.emit(a.ReopenList() if self._closed else a.CloseList())

    def _fill(self, state: HallState) -> None:
        while (item := self._places.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        if self._closed:
            self._places.addWidget(Words(_("报名已截止，主持人还可以点名。"), "hall"))
        for number, place in enumerate(state.queue, 1):
            self._places.addWidget(self._row(number, place, state.meeting.label(place.person)))
        if not state.queue and state.meeting.stage == "open" and not self._closed:
            self._places.addWidget(Words(_("没有人等候。举手的人按 F4 记下，先后由规则排。"), "hall"))
        self._places.addStretch(1)

    def _row(self, number: int, place: Place, label: str) -> QWidget:
        """Name, the way to give the floor or to drop out, and below it why this place."""
        row = QWidget()
        name = BigButton(_("{number}  {name}", number=number, name=label), partial(self._start, place), kind="seat")
        name.setToolTip(_("请这人发言"))
        drop = BigButton("×", partial(self._drop, place), kind="quiet")
        drop.setAccessibleName(_("{name}不发言了", name=label))
        drop.setToolTip(_("不发言了"))
        drop.setFixedWidth(px(44))
        top = QHBoxLayout()
        top.setSpacing(px(2))
        top.addWidget(name, 1)
        top.addWidget(drop)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Words(place.reason, "hall"))
        return row

    def _start(self, place: Place) -> None:
        self.act.emit(a.StartSpeaker(person=place.person))

    def _drop(self, place: Place) -> None:
        self.act.emit(a.WithdrawSpeech(person=place.person, point_of_order=place.point_of_order))
