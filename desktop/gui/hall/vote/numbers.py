"""The numbers of a count, typed in one row; what they add up to stands behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.domain.meeting import BALLOT
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import show
from forms.language import say

TITLES = {
    "issued": say("发出"),
    "returned": say("收回"),
    "yes": say("同意"),
    "no": say("不同意"),
    "abstain": say("弃权"),
    "invalid": say("无效"),
}
HANDS_ROW = ("yes", "no", "abstain")
BALLOT_ROW = ("issued", "returned", "yes", "no", "abstain", "invalid")
MOST = 9_999


class NumberRow(QWidget):
    """`changed` after each key; `entered` when Enter was pressed in the last field, or all fields are filled."""

    changed = Signal()
    entered = Signal()
    undo = Signal()

    def __init__(self, method: str) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(2))
        for column, name in enumerate(BALLOT_ROW if method == BALLOT else HANDS_ROW):
            field = QLineEdit()
            field.setValidator(QIntValidator(0, MOST, field))
            field.setFixedWidth(px(92))
            field.setAccessibleName(show(TITLES[name]))
            field.textChanged.connect(lambda _text: self.changed.emit())
            field.returnPressed.connect(self._enter)
            UndoKey(field, partial(_is_empty, field), self.undo.emit)
            grid.addWidget(Words(TITLES[name], "hall", wrap=False), 0, column)
            grid.addWidget(field, 1, column)
            self.fields[name] = field
        grid.setColumnStretch(len(self.fields), 1)

    def numbers(self) -> dict[str, int]:
        """What was typed so far."""
        return {name: int(field.text()) for name, field in self.fields.items() if field.text().isdecimal()}

    def put(self, numbers: Mapping[str, int]) -> None:
        """Fill these fields."""
        for name, number in numbers.items():
            if name in self.fields and self.fields[name].text() != str(number):
                self.fields[name].setText(str(number))

    def empty(self) -> None:
        for field in self.fields.values():
            field.setText("")

    def begin(self) -> None:
        """The cursor into the first field that is empty."""
        fields = list(self.fields.values())
        field = next((one for one in fields if not one.text()), fields[0])
        field.setFocus()
        field.selectAll()

    def _enter(self) -> None:
        empty = [field for field in self.fields.values() if not field.text()]
        if empty:
            empty[0].setFocus()
        else:
            self.entered.emit()


def _is_empty(field: QLineEdit) -> bool:
    return not field.text()
