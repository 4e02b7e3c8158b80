"""The line that says what was refused and what to do; it stays until the next action."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from forms.language import Sentence


class Notice(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._words = Words()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What stands there now; empty where nothing does."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, sentence: Sentence | str, kind: str = "warning") -> None:
        """`kind`: warning, or good for something that was done."""
        self._words.put(sentence)
        self.setProperty("kind", kind)
        for one in (self, self._words):
            one.style().unpolish(one)
            one.style().polish(one)
        self.setVisible(bool(self._words.text()))

    def clear(self) -> None:
        self.hide()
