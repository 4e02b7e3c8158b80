"""The one who speaks: name, time, how much of it is left, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout

from desktop.domain import actions as a
from desktop.domain.meeting import Floor, Meeting
from desktop.domain.spoken import spoken
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.keys import bind
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import Sentence, say

LIMIT = 120
"""Seconds of a speech where the procedure says nothing: two minutes."""
WARNING = 30
"""Seconds before the limit at which the quiet signal is given."""
MORE = 60
"""Seconds that one press adds."""


class Clock:
    """What the timer says. Pure."""

    @staticmethod
    def text(floor: Floor, now: str) -> tuple[str, Sentence, bool]:
        """(1:42, a sentence beside it, whether it is time to end)."""
        spoken = floor.spoken(now)
        limit = (floor.limit or LIMIT) + floor.added
        left = limit - spoken
        clock = minutes_and_seconds(spoken)
        if not floor.running_since:
            return clock, say("已暂停"), left <= WARNING
        if left < 0:
            return clock, say("已超 {n} 秒", n=-left), True
        if left <= WARNING:
            return clock, say("还有 {n} 秒", n=left), True
        if limit != LIMIT:
            return clock, say("限时 {clock}", clock=minutes_and_seconds(limit)), False
        return clock, say("限时 2 分钟"), False


def minutes_and_seconds(seconds: int) -> str:
    """1:42."""
    return f"{seconds // 60}:{seconds % 60:02d}"


class FloorBox(QFrame):
    """`act` carries an action to be done."""

    act = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._meeting: Meeting | None = None
        self.current = Elided("", "title")
        self.time = Words("", "time", wrap=False)
        self.signal = Words("", "hall", wrap=False)
        self.sum = Words("", "hall", wrap=False)
        self.pause = bind(BigButton(_("暂停"), self._toggle), "Alt+P")
        self.more = bind(BigButton(_("加 1 分"), lambda: self.act.emit(a.AddTime(seconds=MORE))), "Alt+A")
        self.end = bind(BigButton(_("结束"), lambda: self.act.emit(a.EndSpeaker())), "Alt+E")
        buttons = QHBoxLayout()
        buttons.setSpacing(px(4))
        for button in (self.pause, self.more, self.end):
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(px(8), px(4), px(8), px(6))
        grid.setSpacing(px(4))
        name = QHBoxLayout()
        name.addWidget(self.current, 1)
        name.addWidget(self.sum)
        grid.addLayout(name, 0, 0, 1, 2)
        grid.addWidget(self.time, 1, 0)
        grid.addWidget(self.signal, 1, 1)
        grid.addLayout(buttons, 2, 0, 1, 2)
        self.hide()

    def draw(self, meeting: Meeting) -> None:
        self._meeting = meeting
        floor = meeting.floor
        self.setVisible(floor is not None)
        if floor is None:
            return
        mark = _("{name}（程序问题）", name=meeting.label(floor.person)) if floor.point_of_order else ""
        self.current.setText(f"▶ {mark or meeting.label(floor.person)}")
        self.pause.rename(_("暂停") if floor.running_since else _("继续"))

    def tick(self, now: str) -> None:
        """Show the time spoken at `now` (ISO)."""
        floor = self._meeting.floor if self._meeting is not None else None
        if floor is None or self._meeting is None:
            return
        clock, sentence, late = Clock.text(floor, now)
        self.time.put(clock, "time-warning" if late else "time")
        self.signal.put(sentence, "warning-hall" if late else "hall")
        share = spoken(self._meeting, now).people[floor.person]
        more = share.speeches > 1
        self.sum.setText(
            _("第 {n} 次，共 {clock}", n=share.speeches, clock=minutes_and_seconds(share.seconds)) if more else ""
        )
        self.sum.setVisible(more)

    def _toggle(self) -> None:
        floor = self._meeting.floor if self._meeting is not None else None
        self.act.emit(a.PauseSpeaker() if floor is not None and floor.running_since else a.ResumeSpeaker())
