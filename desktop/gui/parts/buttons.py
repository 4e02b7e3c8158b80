"""Buttons: a verb of two to four characters, with its key on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy


class BigButton(QPushButton):
    """`key` ("F2" … "F9") is dispatched by the window to the visible button that bears it. `kind`: plain, main, quiet."""

    def __init__(
        self,
        text: str,
        clicked: Callable[[], object] | None = None,
        *,
        key: str = "",
        kind: str = "plain",
    ) -> None:
        super().__init__()
        self.key = key
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)
        self.rename(text)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def rename(self, text: str) -> None:
        """Another verb on the same button."""
        self.setText(f"{text}  {self.key}" if self.key else text)
        self.setAccessibleName(text)

    def become(self, kind: str) -> None:
        """Look as another kind from now on."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button as space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
