"""The steps above the page: which one is open, which are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self._columns = 0
        for place in range(len(self._names)):
            button = BigButton("", partial(turn, place), kind="tab")
            button.setCheckable(True)
            self._group.addButton(button)
            self.buttons.append(button)
        self.done((False,) * len(names))
        self._arrange(-(-len(names) // 2))

    def showEvent(self, event: QShowEvent) -> None:
        """Only now do the buttons have the letters of the page."""
        longest = sum(
            button.sizeHint().width() + button.fontMetrics().horizontalAdvance(self._words(place, done=True))
            - button.fontMetrics().horizontalAdvance(button.text()) + px(6)
            for place, button in enumerate(self.buttons)
        )  # fmt: skip
        room = SCREEN - px(BESIDE)
        self._arrange(len(self._names) if longest <= room else -(-len(self._names) // 2))
        super().showEvent(event)

    def _arrange(self, columns: int) -> None:
        if columns != self._columns:
            for place, button in enumerate(self.buttons):
                self._grid.removeWidget(button)
                self._grid.addWidget(button, place // columns, place % columns)
            self._grid.setColumnStretch(self._columns, 0)
            self._grid.setColumnStretch(columns, 1)
            self._columns = columns

    def mark(self, step: int) -> None:
        self.buttons[step].setChecked(True)

    def done(self, done: Sequence[bool]) -> None:
        for place, (button, finished) in enumerate(zip(self.buttons, done, strict=True)):
            button.rename(self._words(place, done=finished))

    def _words(self, place: int, *, done: bool) -> str:
        return f"{place + 1} {self._names[place]}" + (" ✓" if done else "")
