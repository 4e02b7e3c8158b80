"""发文字号: the 代字 of this PC and the next number, for a village that numbered by hand before or has a second PC."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.words import _
from desktop.services.document_number import HIGHEST, LONGEST, Series


class NumberForm(QWidget):
    """`keep` is given the code and the number as they stand in the fields."""

    def __init__(self, keep: Callable[[str, int], object]) -> None:
        super().__init__()
        self.code = fields.line(_("如：柳溪村"), 14)
        self.code.setMaxLength(LONGEST)
        self.next = QSpinBox()
        self.next.setRange(1, HIGHEST)
        self.next.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.shown = Words("", "quiet")
        self.button = BigButton(_("存好字号"), lambda: keep(self.code.text(), self.next.value()))
        form = fields.form()
        fields.add(form, _("代字"), self.code)
        fields.add(form, _("下一个号"), self.next)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.shown, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = _("决议、协商意见和纪要按年编号。今年已经手写编过号的，从下一个号接着编；村里有两台电脑的，两台的代字要不一样。")
        column.addWidget(Words(hint, narrow=True))
        column.addLayout(form)
        column.addLayout(row)

    def fill(self, series: Series) -> None:
        self.code.setText(series.code)
        self.next.setValue(series.next)
        number = f"{series.code}〔{series.year}〕{series.next}号"
        self.shown.put(_("下一份是 {number}", number=number))
