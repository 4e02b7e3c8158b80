"""唱票: 正 strokes drawn as ballots are called out, by the keys 1 to 4, by mouse or by touch."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.hall.vote.tally import Tally
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Sentence, say

NAMES = (say("同意"), say("不同意"), say("弃权"), say("无效"))

_STROKES = (
    ((0.10, 0.10), (0.90, 0.10)),
    ((0.52, 0.10), (0.52, 0.90)),
    ((0.52, 0.48), (0.84, 0.48)),
    ((0.24, 0.42), (0.24, 0.90)),
    ((0.04, 0.90), (0.96, 0.90)),
)
"""正 in the order in which it is written, in a square of one."""


def strokes(count: int, left: float, top: float, size: float, gap: float, columns: int) -> list[QLineF]:
    """The strokes for `count` ballots, a 正 for each five, `columns` characters in a row."""
    lines = []
    for n in range(count):
        row, column = divmod(n // 5, columns)
        x, y = left + column * (size + gap), top + row * (size + gap)
        (x1, y1), (x2, y2) = _STROKES[n % 5]
        lines.append(QLineF(x + x1 * size, y + y1 * size, x + x2 * size, y + y2 * size))
    return lines


class Marks(QWidget):
    """正正丅 for one kind of ballot."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.setMinimumHeight(px(36))

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(36))

    def show_count(self, count: int) -> None:
        self.count = count
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.INK), max(2, px(3)), c=Qt.PenCapStyle.RoundCap))
        area = QRectF(self.rect())
        size, gap = area.height() - px(10), px(7)
        columns = max(1, int((area.width() - px(8)) // (size + gap)))
        rows = math.ceil(math.ceil(self.count / 5) / columns)
        if rows > 1:  # a large hall: smaller characters, so that all of them stay in sight
            size = (area.height() - px(4)) / rows - px(2)
            gap = px(2)
            columns = max(1, int((area.width() - px(8)) // (size + gap)))
        painter.drawLines(strokes(self.count, px(4), px(5) if rows <= 1 else px(2), size, gap, columns))
        painter.end()


class StrokeBoard(QWidget):
    """`called` is emitted with each change; Backspace takes the last ballot back."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tally = Tally()
        self._marks: list[Marks] = []
        self._numbers: list[Words] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(px(4), px(4), px(4), px(4))
        grid.setVerticalSpacing(px(4))
        grid.setHorizontalSpacing(px(10))
        for n, name in enumerate(NAMES, 1):
            button = BigButton(_("{n}  {name}", n=n, name=name), partial(self.call, n))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            marks, number = Marks(), Words("0", "hall-head", wrap=False)
            row, side = (n - 1) // 2, (n - 1) % 2 * 3
            grid.addWidget(button, row, side)
            grid.addWidget(marks, row, side + 1)
            grid.addWidget(number, row, side + 2)
            self._marks.append(marks)
            self._numbers.append(number)
        for column in (1, 4):
            grid.setColumnStretch(column, 1)
        self.last = Words("", "hall")
        self.back = BigButton(_("退回一票（退格）"), self.take_back)
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.below = QHBoxLayout()
        """Beside the way back, for what is rarely needed."""
        self.below.addWidget(self.back)
        self.below.addWidget(self.last, 1)
        grid.addLayout(self.below, 2, 0, 1, 6)

    def put(self, tally: Tally) -> None:
        """Show this tally, without telling of it: it comes from the disk, or a vote begins."""
        self.tally = tally
        for n, (marks, number) in enumerate(zip(self._marks, self._numbers, strict=True), 1):
            marks.show_count(tally.count(n))
            number.setText(str(tally.count(n)))
        last: Sentence | str = (
            say("第 {n} 票：{name}", n=tally.total, name=NAMES[int(tally.called[-1]) - 1]) if tally.called else ""
        )
        self.last.put(show(last) if last else _("听到一票，按一次 1 到 4。"))

    def call(self, kind: int) -> None:
        """A ballot was called out; `kind` from 1."""
        self.put(self.tally.call(kind))
        self.called.emit(self.tally)
        self.setFocus()

    def take_back(self) -> None:
        self.put(self.tally.take_back())
        self.called.emit(self.tally)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("1", "2", "3", "4") and not event.isAutoRepeat():
            self.call(int(event.text()))
        elif event.key() == Qt.Key.Key_Backspace and not event.isAutoRepeat():
            self.take_back()
        else:
            super().keyPressEvent(event)
