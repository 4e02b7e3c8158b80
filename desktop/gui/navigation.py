"""The places on the left: words under icons, always in the same order; and the stack of pages beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.gui.icons import icon
from desktop.gui.session import Go
from desktop.gui.theme import px
from desktop.gui.words import _

WIDTH, TALL, LOW = 92, 66, 52
PICTURE = 28


class Place(QToolButton):
    """As tall as its picture and words like to be; where eight of them do not fit, the picture becomes smaller."""

    def __init__(self, place: str, words: str) -> None:
        super().__init__()
        self.setObjectName("place")
        self.setText(words)
        self.setIcon(icon(place, px(PICTURE)))
        self.setIconSize(QSize(px(PICTURE), px(PICTURE)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedWidth(px(WIDTH) - 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH) - 1, px(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(WIDTH) - 1, px(LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = min(px(PICTURE), self.height() - (px(TALL) - px(PICTURE)))
        if room != self.iconSize().height():
            self.setIconSize(QSize(room, room))


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
            button = Place(place, words)
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
