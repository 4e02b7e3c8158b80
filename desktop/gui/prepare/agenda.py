"""Third step: the agenda. An item is added by Enter, moved by drag, Alt+Up and Alt+Down or a button, or taken from the cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.actions import AddItem, AnyAction, MoveItem, PlanMinutes, RemoveItem
from desktop.domain.case import Case
from desktop.domain.decide.agenda import LONGEST_ITEM
from desktop.domain.meeting import Item
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.reorder import Reorder
from desktop.gui.theme import px
from desktop.gui.words import _


class Agenda(QWidget):
    """`act` does a clerk action, `from_case` puts a case on the agenda, `invite` opens who takes part in it; `edited` tells
    that something was typed."""

    edited = Signal()

    def __init__(
        self,
        act: Callable[[AnyAction], object],
        from_case: Callable[[str], object],
        invite: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._act = act
        self.items: tuple[Item, ...] = ()
        self.list = QListWidget()
        self.list.setProperty("size", "hall")
        self.list.setWordWrap(True)
        self.order = Reorder(self.list, lambda _row: True)
        self.order.moved.connect(self._move)
        self.up = BigButton(_("上移 Alt+↑"), lambda: self.order.move(-1))
        self.down = BigButton(_("下移 Alt+↓"), lambda: self.order.move(1))
        self.remove = BigButton(_("删除"), self._remove)
        self.name = fields.line(_("议题，如：村道拓宽方案"))
        self.name.returnPressed.connect(self._add)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(_("要表决的全文：做什么、多少钱、到什么时候（可不填）"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(70))
        self.add = BigButton(_("添加"), self._add)
        self.case = QComboBox()
        self.take = BigButton(_("列入"), lambda: from_case(self.case.currentData()))
        self.who = BigButton(_("请谁参加"), lambda: invite(self.items[self.list.currentRow()].case))
        self.minutes = QSpinBox()
        self.minutes.setRange(0, LONGEST_ITEM)
        self.minutes.setSpecialValueText(_("不定"))
        self.minutes.setSuffix(_(" 分钟"))
        self.minutes.setSingleStep(5)
        self.minutes.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.minutes.setAccessibleName(_("这一项预计"))
        self.minutes.editingFinished.connect(self._plan)
        self.sum = Words("", "quiet", wrap=False)
        planning = QHBoxLayout()
        planning.addWidget(Words(_("这一项预计"), wrap=False))
        planning.addWidget(self.minutes)
        planning.addWidget(self.sum)
        planning.addStretch(1)
        planning.addWidget(self.who)
        buttons = QHBoxLayout()
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        adding = QHBoxLayout()
        adding.addWidget(self.name, 1)
        adding.addWidget(self.add)
        self.cases = QWidget()
        taking = QHBoxLayout(self.cases)
        taking.setContentsMargins(0, 0, 0, 0)
        taking.addWidget(Words(_("从事项里选"), wrap=False))
        taking.addWidget(self.case, 1)
        taking.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(adding)
        column.addWidget(self.text)
        column.addWidget(self.cases)
        column.addWidget(self.list, 1)
        column.addLayout(planning)
        column.addLayout(buttons)
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.text.textChanged.connect(self.edited.emit)
        self.list.currentRowChanged.connect(lambda _row: self._marked())

    def fill(self, items: Sequence[Item], cases: Sequence[Case]) -> None:
        """Show this agenda, and the cases that can be taken."""
        row = self.list.currentRow()
        self.items = tuple(items)
        self.list.clear()
        for number, item in enumerate(self.items, 1):
            self.list.addItem(_row(number, item))
        if self.items:
            self.list.setCurrentRow(min(max(row, 0), len(self.items) - 1))
        planned = sum(item.minutes for item in self.items)
        self.sum.setText(_("全部 {n} 分钟", n=planned) if planned else "")
        self.case.clear()
        for case in cases:
            self.case.addItem(case.title, case.id)
        self.cases.setVisible(bool(cases))
        self._marked()

    def added(self) -> None:
        """What was typed is on the agenda: room for the next one."""
        self.name.clear()
        self.text.clear()
        self.name.setFocus()

    @property
    def typed(self) -> bool:
        """Whether an item is typed that has not been added."""
        return bool(self.name.text().strip())

    def _add(self) -> None:
        self._act(AddItem(title=self.name.text(), text=self.text.toPlainText()))

    def _marked(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self.items) - 1)
        self.remove.setEnabled(row >= 0)
        self.who.setVisible(0 <= row < len(self.items) and bool(self.items[row].case))
        self.minutes.setEnabled(row >= 0)
        self.minutes.blockSignals(True)
        self.minutes.setValue(self.items[row].minutes if 0 <= row < len(self.items) else 0)
        self.minutes.blockSignals(False)

    def _move(self, row: int, to: int) -> None:
        """The mark stays on the item that was moved."""
        self.list.setCurrentRow(to)
        self._act(MoveItem(item=self.items[row].id, place=to + 1))

    def _plan(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.items) and self.items[row].minutes != self.minutes.value():
            self._act(PlanMinutes(item=self.items[row].id, minutes=self.minutes.value()))

    def _remove(self) -> None:
        self._act(RemoveItem(item=self.items[self.list.currentRow()].id))


def _row(number: int, item: Item) -> str:
    marks = [_("上次改期")] if item.carried_from else []
    marks += [_("{n} 分钟", n=item.minutes)] if item.minutes else []
    return f"{number}　{item.title}（{'，'.join(marks)}）" if marks else f"{number}　{item.title}"
