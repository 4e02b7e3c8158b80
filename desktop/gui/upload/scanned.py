"""Codes that come from a scanner which types like a keyboard: whole once the typing pauses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

PAUSE = 300
"""Milliseconds without a letter after which a scanner has come to its end; the slowest leave 30 between two."""


class Scanned(QObject):
    """Watches a field for what begins as `begins` says, and gives the whole text to `came`. Typing by hand is left alone."""

    def __init__(
        self, field: QLineEdit | QPlainTextEdit, begins: Callable[[str], bool], came: Callable[[str], object]
    ) -> None:
        super().__init__(field)
        self._field, self._begins, self._came = field, begins, came
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._paused)
        field.textChanged.connect(self._changed)

    @property
    def reading(self) -> bool:
        """Whether what stands in the field is a scanner's: Enter at its end presses nothing then."""
        return self._begins(self._text())

    def _changed(self, *_text: object) -> None:
        if self.reading:
            self._timer.start()
        else:
            self._timer.stop()

    def _paused(self) -> None:
        if self.reading:
            self._came(self._text())

    def _text(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()
