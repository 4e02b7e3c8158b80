"""The places on the left: words under icons, always in the same order; and the stack of pages beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.gui.icons import icon
from desktop.gui.session import Go
from desktop.gui.theme import px
from desktop.gui.words import _

WIDTH = 92


class Navigation(QWidget):
    def __init__(self, go: Go) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(WIDTH))
        places = {
            "home": _("首页"),
            "roster": _("名册"),
            "cases": _("事项"),
            "registers": _("台账"),
            "meetings": _("会议"),
            "shelf": _("文书"),
            "upload": _("上报"),
            "settings": _("设置"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, px(8))
        column.setSpacing(px(2))
        self.buttons: dict[str, QToolButton] = {}
        for place, words in places.items():
            if place == "settings":
                column.addStretch(1)
            button = QToolButton()
            button.setObjectName("place")
            button.setText(words)
            button.setIcon(icon(place, px(28)))
            button.setIconSize(QSize(px(28), px(28)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFixedSize(px(WIDTH) - 1, px(66))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, place=place: go(place))
            column.addWidget(button)
            self.buttons[place] = button

    def mark(self, place: str) -> None:
        """Show which place the page in front belongs to."""
        if place in self.buttons:
            self.buttons[place].setChecked(True)


class Pages(QStackedWidget):
    """Takes the room that the page in front needs, not that of the largest one."""

    resized = Signal()

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.minimumSizeHint() if front else QSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
