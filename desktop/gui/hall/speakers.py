"""Right: who speaks and for how long, who waits and why in that place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.meeting import Floor
from desktop.domain.queue import Place
from desktop.gui.hall.state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import Sentence, say

LIMIT = 120
"""Seconds of a speech where the procedure says nothing: two minutes."""
WARNING = 30
"""Seconds before the limit at which the quiet signal is given."""
WIDTH = 304


class Clock:
    """What the timer says. Pure."""

    @staticmethod
    def text(floor: Floor, now: str) -> tuple[str, Sentence, bool]:
        """(1:42, a sentence beside it, whether it is time to end)."""
        spoken = floor.spoken(now)
        limit = (floor.limit or LIMIT) + floor.added
        left = limit - spoken
        clock = f"{spoken // 60}:{spoken % 60:02d}"
        if not floor.running_since:
            return clock, say("已暂停"), left <= WARNING
        if left < 0:
            return clock, say("已超 {n} 秒", n=-left), True
        if left <= WARNING:
            return clock, say("还有 {n} 秒", n=left), True
        if limit != LIMIT:
            return clock, say("限时 {clock}", clock=f"{limit // 60}:{limit % 60:02d}"), False
        return clock, say("限时 2 分钟"), False


class SpeakersPanel(QWidget):
    """`act` carries an action to be done, `ask` is F4."""

    act = Signal(object)
    ask = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self._floor: Floor | None = None
        self._names: dict[str, str] = {}
        self.current = Elided("", "title")
        self.time = Words("", "time", wrap=False)
        self.signal = Words("", "hall", wrap=False)
        self.pause = BigButton(_("暂停"), self._toggle)
        self.end = BigButton(_("结束"), lambda: self.act.emit(a.EndSpeaker()))
        self.now = QFrame()
        self.now.setObjectName("panel")
        grid = QGridLayout(self.now)
        grid.setContentsMargins(px(8), px(4), px(8), px(6))
        grid.setSpacing(px(4))
        grid.addWidget(self.current, 0, 0, 1, 2)
        grid.addWidget(self.time, 1, 0)
        grid.addWidget(self.signal, 1, 1)
        grid.addWidget(self.pause, 2, 0)
        grid.addWidget(self.end, 2, 1)
        self.interrupt = BigButton(_("先听程序问题"), lambda: self.act.emit(a.Interrupt()))
        self.next = BigButton(_("下一位发言"), lambda: self.act.emit(a.StartSpeaker()))
        self._places = QVBoxLayout()
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(px(6))
        holder = QWidget()
        holder.setLayout(self._places)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        self.request = BigButton(_("+ 要求发言"), self.ask.emit, key="F4")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Words(_("发言"), "hall-head"))
        column.addWidget(self.now)
        column.addWidget(area, 1)
        column.addWidget(self.interrupt)
        column.addWidget(self.next)
        column.addWidget(self.request)

    def draw(self, state: HallState) -> None:
        meeting = state.meeting
        self._floor = meeting.floor
        self.now.setVisible(self._floor is not None)
        if self._floor is not None:
            mark = _("{name}（程序问题）", name=meeting.label(self._floor.person)) if self._floor.point_of_order else ""
            self.current.setText(f"▶ {mark or meeting.label(self._floor.person)}")
            self.pause.rename(_("暂停") if self._floor.running_since else _("继续"))
        self.request.setEnabled(meeting.stage == "open")
        self.next.setVisible(bool(state.queue))
        waits = bool(state.queue) and state.queue[0].point_of_order
        self.interrupt.setVisible(waits and self._floor is not None and not self._floor.point_of_order)
        self._fill(state)

    def tick(self, now: str) -> None:
        """Show the time spoken at `now` (ISO)."""
        if self._floor is None:
            return
        clock, sentence, late = Clock.text(self._floor, now)
        self.time.put(clock, "time-warning" if late else "time")
        self.signal.put(sentence, "warning-hall" if late else "hall")

    def _toggle(self) -> None:
        running = self._floor is not None and self._floor.running_since
        self.act.emit(a.PauseSpeaker() if running else a.ResumeSpeaker())

    def _fill(self, state: HallState) -> None:
        while (item := self._places.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, place in enumerate(state.queue, 1):
            self._places.addWidget(self._row(number, place, state.meeting.label(place.person)))
        if not state.queue and state.meeting.stage == "open":
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
        drop.setFixedWidth(px(36))
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
