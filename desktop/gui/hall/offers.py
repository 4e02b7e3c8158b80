"""What can be put into the line by two keys: phrases, and how it was written last time. It opens over the minutes."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _

TEXT = Qt.ItemDataRole.UserRole
MOST = 9
TALL = 44
HEIGHT = 330

_TYPED = re.compile("^[;\uff1b]?(?P<last>0?)(?P<digit>[1-9]?)$")
"""What may stand behind the place where it was opened, while it is open."""


class Offers(QFrame):
    """`taken` carries the text that was chosen."""

    taken = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("panel")
        self.phrases: tuple[str, ...] = ()
        self.last: tuple[str, ...] = ()
        self._opened_for_last = self._shows_last = False
        self.head = Words("", "hall-head")
        self.list = QListWidget()
        wrap_rows(self.list, least=px(TALL))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays in the line
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(8))
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self.hide()

    def open(self, *, last: bool = False) -> None:
        """Show the phrases, or what was written last time."""
        self._opened_for_last = last
        self._fill(last)
        self.show()
        self.raise_()

    def _fill(self, last: bool) -> None:
        self._shows_last = last
        texts = self.last[:MOST] if last else self.phrases
        self.head.setText(_("上次这样写的，按数字放进来") if last else _("短语，按数字放进来；按 0 看上次怎样写的"))
        self.list.clear()
        for digit, text in enumerate(texts, 1):
            item = QListWidgetItem(f"{digit}  {text}")
            item.setData(TEXT, text)
            self.list.addItem(item)
        if not texts:
            self.list.addItem(QListWidgetItem(_("上次这类会议没有这一项的记录。") if last else _("还没有短语。请在“设置”里写。")))

    def place(self, above: QWidget) -> None:
        """As wide as the line and right above it."""
        top_left = above.mapTo(self._over, QPoint(0, 0))
        height = min(px(HEIGHT), top_left.y())
        self.setGeometry(top_left.x(), top_left.y() - height, self._over.width() - top_left.x(), height)

    def typed(self, behind: str) -> str | None:
        """What `behind` the place where it was opened asks for: a text, "" to go on, None where it is something else."""
        found = _TYPED.match(behind)
        if found is None:
            return None
        last = self._opened_for_last or bool(found["last"])
        if found["digit"]:
            texts, place = self.last if last else self.phrases, int(found["digit"]) - 1
            return texts[place] if place < len(texts) else None
        if last != self._shows_last:
            self._fill(last)
        return ""

    def step(self, step: int) -> None:
        """Mark the next (1) or the one before (-1)."""
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))

    @property
    def marked(self) -> str:
        """The text of the row that was moved to; empty where none was."""
        return str(self.list.currentItem().data(TEXT) or "") if self.list.currentRow() >= 0 else ""

    def _take(self, item: QListWidgetItem) -> None:
        text = item.data(TEXT)
        if text:
            self.taken.emit(text)
