"""The four steps above: which one is open, which are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.theme import px


class Steps(QWidget):
    def __init__(self, names: Sequence[str], turn: Callable[[int], object]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._group = QButtonGroup(self)
        self.buttons: list[BigButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for place, name in enumerate(self._names):
            button = BigButton(f"{place + 1} {name}", partial(turn, place), kind="tab")
            button.setCheckable(True)
            self._group.addButton(button)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)

    def mark(self, step: int) -> None:
        self.buttons[step].setChecked(True)

    def done(self, done: Sequence[bool]) -> None:
        for place, (button, finished) in enumerate(zip(self.buttons, done, strict=True)):
            button.rename(f"{place + 1} {self._names[place]}" + (" ✓" if finished else ""))
