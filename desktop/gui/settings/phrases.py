"""短语: what the recorder inserts by two keys, nine of them, in her own words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.words import _
from desktop.services.meetings.phrases import LONGEST, MOST


class PhraseForm(QWidget):
    """`keep` is given the texts as they stand in the fields."""

    def __init__(self, keep: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._keep = keep
        self.lines = tuple(QLineEdit() for _place in range(MOST))
        form = fields.form()
        for digit, line in enumerate(self.lines, 1):
            line.setMaxLength(LONGEST)
            fields.add(form, f"；{digit}", line)
        self.button = BigButton(_("存好短语"), self._kept)
        self.usual = BigButton(_("换回原来的"), lambda: keep(()), kind="quiet")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.usual)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(_("在会场记录时，打分号再打数字，短语就放进来；也可以按 Alt 和数字。"), narrow=True))
        column.addLayout(form)
        column.addLayout(row)

    def fill(self, texts: tuple[str, ...]) -> None:
        for place, line in enumerate(self.lines):
            line.setText(texts[place] if place < len(texts) else "")

    def _kept(self) -> None:
        self._keep(tuple(line.text() for line in self.lines))
