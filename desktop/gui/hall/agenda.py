"""Left: the agenda with what became of each item, and the way to check-in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.meeting import OPEN, Item
from desktop.gui.hall.state import ITEM_STATES, HallState
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show

ID = Qt.ItemDataRole.UserRole
WIDTH = 232


class AgendaPanel(QWidget):
    """`open_item` carries the id of an item that is to be opened now."""

    open_item = Signal(str)
    check_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self._state: HallState | None = None
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.itemActivated.connect(lambda item: self._open(item.data(ID)))
        self.list.currentRowChanged.connect(self._offer)
        self._open_button = BigButton(_("打开这一项"), lambda: self._open(self._marked()))
        self._open_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Words(_("议程 F3"), "hall-head"))
        column.addWidget(self.list, 1)
        column.addWidget(self._open_button)
        column.addWidget(BigButton(_("签到"), self.check_in.emit, key="F2"))

    def draw(self, state: HallState) -> None:
        self._state = state
        marked = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for number, item in enumerate(state.meeting.items, 1):
            row = QListWidgetItem(_row(number, item))
            row.setData(ID, item.id)
            if item.state == "open":
                font = row.font()
                font.setBold(True)
                row.setFont(font)
            self.list.addItem(row)
        self.list.setCurrentRow(marked)
        self.list.blockSignals(False)
        self._offer(marked)

    def _marked(self) -> str:
        return str(self.list.currentItem().data(ID)) if self.list.currentRow() >= 0 else ""

    def _offer(self, row: int) -> None:
        """Offer to open the marked item where that can be done."""
        self._open_button.setVisible(row >= 0 and self._can_open() and self.list.hasFocus())

    def _can_open(self) -> bool:
        if self._state is None or self._state.meeting.stage != OPEN:
            return False
        item = self._state.meeting.item(self._marked())
        return item is not None and item.state == "pending"

    def _open(self, item: str) -> None:
        if item:
            self.open_item.emit(item)

    def focus(self) -> None:
        """F3."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._offer(self.list.currentRow())


def _row(number: int, item: Item) -> str:
    if item.state == "pending":
        return f"{number}  {item.title}"
    if item.state == "open":
        return f"{number} ▶ {item.title}"
    return _("{number} {mark} {title}（{state}）", number=number, mark=_mark(item), title=item.title, state=show(ITEM_STATES[item.state]))


def _mark(item: Item) -> str:
    return "✗" if item.state in ("refused", "withdrawn") else "→" if item.state == "delayed" else "✓"
