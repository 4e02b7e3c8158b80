"""Every ten minutes the open window looks whether it is time to call the county."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.gui.background import Background
from desktop.services.upload.call_when_due import call_when_due

if TYPE_CHECKING:
    from desktop.services.desk import Desk

LOOK = 10 * 60_000
"""Milliseconds."""


class Calls(QObject):
    """`then` hears that a call was made."""

    def __init__(self, parent: QObject, background: Background, desk: Desk, then: Callable[[], object]) -> None:
        super().__init__(parent)
        self._background = background
        self._desk = desk
        self._then = then
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask on the line's thread; one at a time."""
        if self._busy:
            return
        self._busy = True
        self._background.send(
            call_when_due,
            self._desk,
            then=self._came,
            failed=lambda _sentence: self._came(None),
            progress=lambda _value: None,
            owner=self,
        )

    def _came(self, outcome: object) -> None:
        self._busy = False
        if outcome is not None:
            self._then()
