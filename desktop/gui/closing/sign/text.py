"""The text that is signed, in large type, from its first word to its last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.gui.theme import HALL, NEXT, px
from desktop.gui.words import _
from desktop.services.papers.sign_paper import Shown

_BOLD = ("title", "level1", "level2", "lead")


class SignedText(QTextEdit):
    """`read` once the end has been in sight: nobody signs what did not stand on the screen."""

    read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("要签名的文字"))
        self.seen = False
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look())

    def show_text(self, shown: Shown) -> None:
        """Another text, from its beginning."""
        self.seen = False
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setBottomMargin(px(6))
        for number, (style, words) in enumerate(shown.paragraphs):
            letters = QTextCharFormat()
            letters.setFontWeight(QFont.Weight.Bold if style in _BOLD else QFont.Weight.Normal)
            letters.setProperty(QTextCharFormat.Property.FontPixelSize, px(NEXT if style == "title" else HALL))
            if number:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(words, letters)
        self.verticalScrollBar().setValue(0)
        self._look()

    def turn_on(self) -> None:
        """A page further, as Page Down does."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() - px(HALL) * 2)

    def _look(self) -> None:
        bar = self.verticalScrollBar()
        if not self.seen and self.isVisible() and bar.value() >= bar.maximum() and self.toPlainText():
            self.seen = True
            self.read.emit()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._look()
