"""What opens over the middle of the page: a title, a way back, and its own line for what was refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.gui.hall.people import Finders
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.notice import Notice
from desktop.gui.theme import px
from desktop.gui.words import _


class Over(QFrame):
    """A subclass fills `body`. Esc closes it and leaves nothing half done; `closed` is emitted."""

    closed = Signal()
    act = Signal(object)
    """Carries a clerk action that is to be done."""
    undo = Signal()
    """Ctrl+Z in an empty field."""
    brief = False
    """Whether it closes once what it asked for is done."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.heading = Words(title, "title", wrap=False)
        self.aside = Elided("", "hall")
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.notice = Notice()
        back = BigButton(_("回到记录 Esc"), self.closed.emit, kind="quiet")
        self.beside = QHBoxLayout()
        """Beside the title, for what is rarely needed."""
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addLayout(self.beside)
        top.addWidget(self.aside, 1)
        top.addWidget(back)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(4), px(14), px(8))
        column.setSpacing(px(6))
        column.addLayout(top)
        column.addLayout(self.body, 1)

    def opened(self) -> None:
        """It comes to the front."""

    def draw(self, state: HallState) -> None:
        """The evening as it stands."""

    def know(self, finders: Finders) -> None:
        """The index of names is ready."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
