"""The steps above the page: which one is open, which are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.theme import px

SCREEN, BESIDE = 1366, 132
"""Pixels: the width of the smallest screen, whatever the scale; navigation and margins of a page, at scale 1."""


class Steps(QWidget):
    """In one row, or in two where the words are too long for it."""

    def __init__(self, names: Sequence[str], turn: Callable[[int], object]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._group = QButtonGroup(self)
        self.buttons: list[BigButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(6))
        for place in range(len(self._names)):
            button = BigButton(self._words(place, done=True), partial(turn, place), kind="tab")
            button.setCheckable(True)
            button.ensurePolished()  # else it is measured without its style
            self._group.addButton(button)
            self.buttons.append(button)
        wide = sum(button.sizeHint().width() + px(6) for button in self.buttons)
        columns = len(names) if wide <= SCREEN - px(BESIDE) else -(-len(names) // 2)
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        self.done((False,) * len(names))

    def mark(self, step: int) -> None:
        self.buttons[step].setChecked(True)

    def done(self, done: Sequence[bool]) -> None:
        for place, (button, finished) in enumerate(zip(self.buttons, done, strict=True)):
            button.rename(self._words(place, done=finished))

    def _words(self, place: int, *, done: bool) -> str:
        return f"{place + 1} {self._names[place]}" + (" ✓" if done else "")
