"""What is being typed goes to disk within a second, and is not asked for twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

WAIT = 300
"""Milliseconds from the first key that is not kept yet; keys that follow do not put it off."""


class Drafts(QObject):
    """`keep(field, text)` is called with the newest text of each field."""

    def __init__(self, keep: Callable[[str, str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._newest: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.flush)

    @property
    def idle(self) -> bool:
        """Whether everything that was typed has been handed to the worker."""
        return not self._newest

    def note(self, field: str, text: str) -> None:
        """This stands in the field now."""
        self._newest[field] = text
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, field: str) -> None:
        """What stood there has become an action, which clears its draft itself."""
        self._newest.pop(field, None)

    def flush(self) -> None:
        """Keep at once whatever is waiting."""
        newest, self._newest = self._newest, {}
        for field, text in newest.items():
            self._keep(field, text)
