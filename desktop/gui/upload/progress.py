"""How far a delivery has come, and how long it will take, told as time."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

LONG = 60
"""Seconds from which on the recorder is told that the screen may be switched off."""


class ProgressLine(QWidget):
    """`stop` is what the button does; `now` is a clock in seconds that never goes back."""

    def __init__(self, stop: Callable[[], object], now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._began = 0.0
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.words = Words("")
        self.stop = BigButton(_("停下"), stop)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.words)
        self.hide()

    def begin(self) -> None:
        self._began = self._now()
        self.bar.setValue(0)
        self.bar.setFormat(_("上报中"))
        self.words.put(_("正在连接县里……"))
        self.stop.setEnabled(True)
        self.show()

    def tell(self, through: tuple[int, int]) -> None:
        """(bytes that are through, bytes in all)."""
        done, total = through
        if total <= 0:
            return
        self.bar.setValue(min(1000, 1000 * done // total))
        self.bar.setFormat(_("上报中 {n} %", n=min(100, 100 * done // total)))
        spent = self._now() - self._began
        if done and spent > 2:
            self.words.put(_left(spent * (total - done) / done))

    def stopping(self) -> None:
        self.stop.setEnabled(False)
        self.words.put(_("正在停下……"))


def _left(seconds: float) -> str:
    if seconds < LONG:
        return _("很快就好。")
    return _("网络慢，约 {n} 分钟，可以关掉屏幕。", n=round(seconds / 60))
