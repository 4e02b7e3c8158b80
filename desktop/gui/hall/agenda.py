"""Left: the agenda with what became of each item and how long it took, and the way to check-in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain import actions as a
from desktop.domain.decide.agenda import LONGEST_ITEM
from desktop.domain.meeting import OPEN, PLANNED, Item, Meeting
from desktop.gui.hall.wrapped import wrap_rows
from desktop.gui.hall_state import ITEM_STATES, HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.reorder import Reorder
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Sentence, say

ID = Qt.ItemDataRole.UserRole
WIDTH = 232
TALL = 44
"""Least height of a row in px at scale 1: a finger hits it."""


class AgendaPanel(QWidget):
    """`open_item` carries the id of an item that is to be opened now, `act` an action."""

    open_item = Signal(str)
    act = Signal(object)
    check_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self._state: HallState | None = None
        self._now = ""
        self.list = QListWidget()
        wrap_rows(self.list, least=px(TALL))
        self.list.itemActivated.connect(lambda item: self._open(item.data(ID)))
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.order = Reorder(self.list, self._movable)
        self.order.moved.connect(self._move)
        self._open_button = BigButton(_("打开这一项"), lambda: self._open(self._marked()))
        self.up = BigButton(_("上移"), lambda: self.order.move(-1))
        self.down = BigButton(_("下移"), lambda: self.order.move(1))
        for button in (self._open_button, self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list keeps the row that they are about
            button.hide()
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        self.planned = QLineEdit()
        self.planned.setValidator(QIntValidator(0, LONGEST_ITEM, self.planned))
        self.planned.setAccessibleName(_("这一项预计几分钟，回车"))
        self.planned.setPlaceholderText(_("这一项预计几分钟，回车"))
        self.planned.returnPressed.connect(self._plan)
        self.planned.hide()
        self.times = Words("", "hall")
        moving = QHBoxLayout()
        moving.setSpacing(px(6))
        moving.addWidget(self.up)
        moving.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        head = Words(_("议程 F3"), "hall-head", wrap=False)
        head.setMinimumHeight(px(TALL))
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.planned)
        column.addWidget(self.times)
        column.addWidget(self._open_button)
        column.addLayout(moving)
        column.addWidget(BigButton(_("签到"), self.check_in.emit, key="F2"))

    def draw(self, state: HallState) -> None:
        self._state = state
        marked = self._marked()
        self._now = max(self._now, state.saved_at)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setCurrentRow(-1)
        for number, item in enumerate(state.meeting.items, 1):
            row = QListWidgetItem(_row(number, item, self._now))
            row.setData(ID, item.id)
            if item.state == "open":
                font = row.font()
                font.setBold(True)
                row.setFont(font)
            self.list.addItem(row)
            if item.id == marked:
                self.list.setCurrentItem(row)
        self.list.blockSignals(False)
        self.times.put(times(state.meeting, self._now))
        self._offer()

    def tick(self, now: str) -> None:
        """How long the open item has taken at `now` (ISO), by the minute."""
        if now[:16] == self._now[:16] or self._state is None:
            return
        self._now = now
        meeting = self._state.meeting
        current = meeting.current
        if current is not None:
            number = meeting.number(current.id)
            self.list.item(number - 1).setText(_row(number, current, now))
            self.times.put(times(meeting, now))

    def _marked(self) -> str:
        return str(self.list.currentItem().data(ID)) if self.list.currentRow() >= 0 else ""

    def _offer(self) -> None:
        """Offer to open or move the marked item where that can be done."""
        row = self.list.currentRow()
        here = row >= 0 and (self.list.hasFocus() or self.planned.hasFocus())
        self.planned.setVisible(here and self._plannable(row))
        self._open_button.setVisible(here and self._can_open())
        self.up.setVisible(here and row > 0 and self._movable(row))
        self.down.setVisible(here and row < self.list.count() - 1 and self._movable(row))

    def _can_open(self) -> bool:
        if self._state is None or self._state.meeting.stage != OPEN:
            return False
        item = self._state.meeting.item(self._marked())
        return item is not None and item.state == "pending"

    def _movable(self, row: int) -> bool:
        if self._state is None or self._state.meeting.stage not in (PLANNED, OPEN):
            return False
        items = self._state.meeting.items
        return row < len(items) and items[row].state == "pending"

    def _plannable(self, row: int) -> bool:
        """An item that has not been dealt with; also the open one, for which more time is granted."""
        if self._state is None or self._state.meeting.stage not in (PLANNED, OPEN):
            return False
        items = self._state.meeting.items
        return row < len(items) and items[row].state in ("pending", "open")

    def _plan(self) -> None:
        if self._marked() and self.planned.text():
            self.act.emit(a.PlanMinutes(item=self._marked(), minutes=int(self.planned.text())))
            self.planned.clear()
            self.list.setFocus()

    def _move(self, row: int, to: int) -> None:
        if self._state is not None:
            self.act.emit(a.MoveItem(item=self._state.meeting.items[row].id, place=to + 1))

    def _open(self, item: str) -> None:
        if item:
            self.open_item.emit(item)

    def focus(self) -> None:
        """F3."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._offer()


def _row(number: int, item: Item, now: str) -> str:
    time = show(_time(item, now))
    if item.state in ("pending", "open"):
        mark = " ▶" if item.state == "open" else " "
        carried = _("上次改期") if item.carried_from and item.state == "pending" else ""
        said = _("{a}，{b}", a=carried, b=time) if carried and time else carried or time
        return _("{number}{mark} {title}（{said}）", number=number, mark=mark, title=item.title, said=said) if said else (
            f"{number}{mark} {item.title}"
        )
    said = show(ITEM_STATES[item.state])
    return _(
        "{number} {mark} {title}（{state}）",
        number=number,
        mark=_mark(item),
        title=item.title,
        state=_("{a}，{b}", a=said, b=time) if time else said,
    )


def _time(item: Item, now: str) -> Sentence:
    """Real and planned minutes, what there is of them; more than planned is told, no louder."""
    took = round(item.took(now or item.closed_at or item.opened_at) / 60) if item.opened_at else None
    if took is None:
        return say("{n} 分钟", n=item.minutes) if item.minutes else Sentence("")
    if not item.minutes:
        return say("{n} 分钟", n=took)
    if took > item.minutes:
        return say("{n} 分钟，超 {over}", n=took, over=took - item.minutes)
    return say("{n}/{planned} 分钟", n=took, planned=item.minutes)


def times(meeting: Meeting, now: str) -> Sentence:
    """The sum over the agenda: what was planned, what it took until `now` (ISO), and what that is too much. Pure."""
    planned = sum(item.minutes for item in meeting.items)
    begun = [item for item in meeting.items if item.opened_at]
    took = round(sum(item.took(now) for item in begun) / 60) if now else 0
    over = took - sum(item.minutes for item in begun)
    if not begun:
        return say("计划共 {n} 分钟", n=planned) if planned else Sentence("")
    if not planned:
        return say("已用 {n} 分钟", n=took)
    if over > 0 and all(item.minutes for item in begun):
        return say("已用 {n} / 计划 {planned} 分钟，比计划多 {over}", n=took, planned=planned, over=over)
    return say("已用 {n} / 计划 {planned} 分钟", n=took, planned=planned)


def _mark(item: Item) -> str:
    return "✗" if item.state in ("refused", "withdrawn") else "→" if item.state == "delayed" else "✓"
