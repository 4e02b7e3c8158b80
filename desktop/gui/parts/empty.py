"""An empty page teaches: one sentence and one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px


class Empty(QWidget):
    def __init__(self, sentence: str, verb: str = "", clicked: Callable[[], object] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(36), 0, px(36))
        column.setSpacing(px(20))
        column.addWidget(Words(sentence, "next", narrow=True))
        self.button = BigButton(verb, clicked, kind="main")
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        if not verb:
            self.button.hide()
        column.addStretch(1)
