"""After a power cut: what time was lost, and whether the minutes are to say so. It stays in sight until that is answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.domain.meeting import seconds_between
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.meetings.alive import Gap
from forms.language import Sentence, say


class GapBar(QFrame):
    """One gap after the other."""

    minute = Signal(object)
    """The minutes are to say that nothing was noted in this `Gap`."""
    leave = Signal(object)
    """They need not."""
    again = Signal()
    """The clock was put right: look again how long it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.gap: Gap | None = None
        self.words = Words("", "hall")
        self.write = BigButton("", self._write)
        self.skip = BigButton("", self._skip)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(12), px(4))
        row.setSpacing(px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.write)
        row.addWidget(self.skip)
        self.hide()

    def tell(self, gaps: tuple[Gap, ...]) -> None:
        """The first of those that have not been answered."""
        self.gap = gaps[0] if gaps else None
        self.setVisible(self.gap is not None)
        if self.gap is None:
            return
        self.words.put(what_was_lost(self.gap))
        self.write.rename(_("时间调好了 Alt+G") if self.gap.backwards else _("记进记录 Alt+G"))
        self.skip.rename(_("先接着开 Alt+N") if self.gap.backwards else _("不用记 Alt+N"))
        self.write.setShortcut("Alt+G")  # a new text takes the key away
        self.skip.setShortcut("Alt+N")

    def _write(self) -> None:
        if self.gap is not None:
            if self.gap.backwards:
                self.again.emit()
            else:
                self.minute.emit(self.gap)

    def _skip(self) -> None:
        if self.gap is not None:
            self.leave.emit(self.gap)


def what_was_lost(gap: Gap) -> Sentence:
    """In a sentence, with what to do. Days are named where they are not the same. Pure."""
    same = gap.since[:10] == gap.until[:10]
    since = Sentence(gap.since[11:19]) if same else _moment(gap.since, 19)
    if gap.backwards:
        return say(
            "电脑时钟是 {now}，比上次存好的 {since} 还早，停了多久算不出来。请先把电脑的时间调对。",
            now=Sentence(gap.until[11:19]) if same else _moment(gap.until, 19),
            since=since,
        )
    return say(
        "上次 {since} 存好；停了 {length}，{until} 接着开。停的这段时间没有记下的，请补录。",
        since=since,
        length=_length(seconds_between(gap.since, gap.until)),
        until=Sentence(gap.until[11:16]) if same else _moment(gap.until, 16),
    )


def _moment(at: str, end: int) -> Sentence:
    day = datetime.fromisoformat(at)
    return say("{month} 月 {day} 日 {time}", month=day.month, day=day.day, time=at[11:end])


def _length(seconds: int) -> Sentence:
    if seconds < 60:
        return say("{n} 秒", n=seconds)
    minutes = round(seconds / 60)
    if minutes < 60:
        return say("{n} 分钟", n=minutes)
    if minutes < 48 * 60:
        return say("{hours} 小时 {n} 分钟", hours=minutes // 60, n=minutes % 60)
    return say("{n} 天", n=minutes // (24 * 60))
