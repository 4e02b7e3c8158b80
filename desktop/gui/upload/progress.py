"""How far a delivery has come, how long it will take, told as time, and that nothing moves where nothing does."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

LONG = 60
"""Seconds from which on the recorder is told that the screen may be switched off."""
SILENT = 20
"""Seconds without a byte after which that is said."""
_WINDOW = 90
"""Seconds by which the speed is judged: a line that has become slow is told as slow."""


class ProgressLine(QWidget):
    """For the line. `stop` is what the button does; `now` is a clock in seconds that never goes back."""

    def __init__(self, stop: Callable[[], object], now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._points: deque[tuple[float, int]] = deque()
        self._ending = self._out = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.words = Words("")
        self.stop = BigButton(self.verb(), stop)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self.hide()

    def verb(self) -> str:
        return _("暂停")

    def first_words(self) -> str:
        return _("正在连接县里……")

    def last_words(self) -> str:
        return _("都传出去了，等县里签收……")

    def form(self, percent: int) -> str:
        return _("上报中 {n} %", n=percent)

    def silent_words(self, seconds: int) -> str:
        if seconds >= 2 * LONG:
            return _("已经 {n} 分钟没有动静，可能断网了，程序在等；也可以暂停，下次从断处接着传。", n=seconds // 60)
        return _("已经 {n} 秒没有动静，可能断网了，程序在等；也可以暂停，下次从断处接着传。", n=seconds)

    def late_words(self, seconds: int) -> str:
        """Everything is out, and no answer has come."""
        return _("都传出去了，县里 {n} 秒没有回音，程序在等；没有回执就不算送达。", n=seconds)

    def begin(self) -> None:
        self._ending = self._out = False
        self._points.clear()
        self._points.append((self._now(), 0))
        self.bar.setValue(0)
        self.bar.setFormat(self.form(0))
        self.words.put(self.first_words())
        self.stop.setEnabled(True)
        self.show()
        self._timer.start()
        self.stop.setFocus()

    def end(self) -> None:
        self._timer.stop()
        self.hide()

    def tell(self, through: tuple[int, int]) -> int:
        """(bytes that are through, bytes in all); the percentage that is shown."""
        done, total = through
        if total <= 0:
            return 0
        percent = min(100, 100 * done // total)
        self.bar.setValue(min(1000, 1000 * done // total))
        self.bar.setFormat(self.form(percent))
        now, (_at, before) = self._now(), self._points[-1]
        if done > before:
            if now - self._points[-1][0] > _WINDOW:
                self._points.clear()  # the PC slept, or the line was away: what went before says nothing of its speed
                self.words.put(_("又接上了，接着传……"))
            self._points.append((now, done))
            while len(self._points) > 2 and now - self._points[1][0] > _WINDOW:
                self._points.popleft()
        if not self._ending:
            self._tell_time(now, done, total)
        return percent

    def look(self) -> None:
        """Called every second: a line on which nothing moves is told as such."""
        silent = int(self._now() - self._points[-1][0])
        if silent >= SILENT and not self._ending:
            self.words.put(self.late_words(silent) if self._out else self.silent_words(silent))

    def stopping(self) -> None:
        self._ending = True
        self.stop.setEnabled(False)
        self.words.put(_("正在停下……"))

    def _tell_time(self, now: float, done: int, total: int) -> None:
        since, from_ = self._points[0]
        self._out = done >= total
        if self._out:
            self.words.put(self.last_words())
        elif done > from_ and now - since > 2:
            self.words.put(_left((now - since) * (total - done) / (done - from_)))


class StickProgress(ProgressLine):
    """For the stick: writing, and reading back."""

    def verb(self) -> str:
        return _("停下")

    def first_words(self) -> str:
        return _("正在写 U 盘，请不要拔。")

    def last_words(self) -> str:
        return _("写好了，也读回核对了。")

    def form(self, percent: int) -> str:
        return _("存到 U 盘 {n} %", n=percent)

    def late_words(self, seconds: int) -> str:
        return self.silent_words(seconds)

    def silent_words(self, seconds: int) -> str:
        return _("U 盘已经 {n} 秒没有动静：可能很慢，请不要拔；也可以停下，换一个 U 盘。", n=seconds)


def _left(seconds: float) -> str:
    if seconds < LONG:
        return _("很快就好。")
    minutes = round(seconds / 60)
    if minutes >= 2 * 60:
        return _("网络慢，约 {h} 小时 {n} 分钟，可以关掉屏幕。", h=minutes // 60, n=minutes % 60)
    return _("网络慢，约 {n} 分钟，可以关掉屏幕。", n=minutes)
