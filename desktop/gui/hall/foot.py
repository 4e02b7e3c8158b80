"""The bottom line: the next step in the largest type, and beside it, quieter, what may be done instead."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui.hall.steps import Step, Steps
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _, show


class NextStep(QWidget):
    """`taken` carries the step whose button was pressed."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.steps: Steps | None = None
        self.main = BigButton("", self._main, kind="main")
        self._hint = Elided("", "hall")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._others = QHBoxLayout()
        self._others.setSpacing(px(6))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addLayout(self._others)
        row.addWidget(self._hint, 1)
        row.addWidget(Words(_("下一步"), "hall-head", wrap=False))
        row.addWidget(self.main)
        self.others: list[BigButton] = []

    def draw(self, now: Steps) -> None:
        if now == self.steps:
            return
        self.steps = now
        self.main.rename(show(now.main.label))
        self._hint.setText(show(now.main.hint) if now.main.hint is not None else "")
        while (item := self._others.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.others = []
        for step in now.others:
            button = BigButton(show(step.label), partial(self._take, step), kind="quiet")
            self._others.addWidget(button)
            self.others.append(button)

    def _main(self) -> None:
        if self.steps is not None:
            self._take(self.steps.main)

    def _take(self, step: Step) -> None:
        self.taken.emit(step)
