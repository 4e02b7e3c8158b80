"""A key that presses a button from wherever the cursor is, as long as the button can be seen."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from desktop.gui.parts.buttons import BigButton


def bind(button: BigButton, key: str) -> BigButton:
    """Unlike QPushButton's own shortcut it outlives another text on the button."""
    shortcut = QShortcut(QKeySequence(key), button)
    shortcut.activated.connect(lambda: button.click() if button.isVisible() else None)
    if not button.toolTip():
        button.setToolTip(key)
    return button
