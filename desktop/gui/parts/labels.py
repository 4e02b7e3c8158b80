"""Labels: running text that wraps at forty characters, one line that is cut with …, a thin rule."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.gui import theme
from desktop.gui.theme import px
from desktop.gui.words import show
from forms.language import Sentence

SIZES = {
    "title": theme.TITLE,
    "head": 18,
    "next": theme.NEXT,
    "hall": theme.HALL,
    "hall-head": theme.HALL,
    "good-hall": theme.HALL,
    "warning-hall": theme.HALL,
}


class Words(QLabel):
    """Plain text that wraps. `role`: "", title, head, next, hall, hall-head, quiet, good, warning, good-hall, warning-hall."""

    def __init__(self, text: Sentence | str = "", role: str = "", *, wrap: bool = True, narrow: bool = False) -> None:
        super().__init__(show(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if narrow:
            self.setMaximumWidth(px(SIZES.get(role, theme.BODY)) * theme.LINE_LENGTH)

    def heightForWidth(self, width: int) -> int:
        """Of a narrow one, that of its own width: layouts ask with the width that there is."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def put(self, text: Sentence | str, role: str | None = None) -> None:
        """Show another text, in another role if one is given."""
        self.setText(show(text))
        if role is not None and role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class Elided(QLabel):
    """One line; what does not fit is cut with …, and the whole stands in the tool tip."""

    def __init__(self, text: Sentence | str = "", role: str = "") -> None:
        super().__init__(show(text))
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def put(self, text: Sentence | str) -> None:
        self.setText(show(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if cut != self.text() else "")
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), cut)
        painter.end()


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    line.setObjectName("rule")
    return line
