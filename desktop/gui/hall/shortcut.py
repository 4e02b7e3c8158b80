"""A key for a button, at once: Qt's own for buttons first shows them pressed for a tenth of a second, and is lost with each new text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton


def give_key(button: QAbstractButton, sequence: str) -> None:
    """`sequence` clicks the button from anywhere in the window, while it can be seen and is enabled."""
    key = QShortcut(QKeySequence(sequence), button)
    key.setContext(Qt.ShortcutContext.WindowShortcut)
    key.activated.connect(button.click)
