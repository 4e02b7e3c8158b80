"""One square of the board, or the pile beside it: a case is taken up with the pointer and laid down in another square.

The pointer is followed here and not by the system's own drag, so that it works the same with a mouse, with a finger and on
a PC whose window system has no such thing.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from desktop.gui.theme import px

ID = Qt.ItemDataRole.UserRole


class Square(QListWidget):
    """`dropped` carries the id of a case that was laid down here."""

    dropped = Signal(str)
    placed = Signal(int)
    """Keys 1 to 9."""

    def __init__(self, takes: bool) -> None:
        super().__init__()
        self.takes = takes
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumSize(px(120), px(60))
        self._held, self._from = "", QPoint()
        self._carried: QLabel | None = None

    @property
    def case(self) -> str:
        item = self.currentItem()
        return str(item.data(ID)) if self.selectedItems() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._held = str(item.data(ID)) if item is not None and left else ""
        self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._held and self._carried is None:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._take_up()
        if self._carried is not None:
            self._carried.move(self.viewport().mapTo(self.window(), at) + QPoint(px(12), px(12)))
            fits = self._under(at) is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if fits else Qt.CursorShape.ForbiddenCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._carried is None:
            self._held = ""
            super().mouseReleaseEvent(event)
            return
        case, target = self._held, self._under(event.position().toPoint())
        self._put_down()
        if target is not None:
            target.dropped.emit(case)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._carried is not None:
            self._put_down()
            return
        if event.text() in tuple("123456789"):
            self.placed.emit(int(event.text()))
            return
        super().keyPressEvent(event)

    def _take_up(self) -> None:
        item = self.currentItem()
        self._carried = QLabel(item.text(), self.window())
        self._carried.setObjectName("carried")
        self._carried.setAutoFillBackground(True)
        self._carried.setFrameShape(QLabel.Shape.Box)
        self._carried.setContentsMargins(px(8), px(4), px(8), px(4))
        self._carried.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._carried.adjustSize()
        self._carried.show()

    def _put_down(self) -> None:
        if self._carried is not None:
            self._carried.hide()
            self._carried.deleteLater()
        self._carried, self._held = None, ""
        self.unsetCursor()

    def _under(self, at: QPoint) -> Square | None:
        """The other square that lies under a point of this one's viewport, and takes cases."""
        widget: QWidget | None = self.window().childAt(self.viewport().mapTo(self.window(), at))
        while widget is not None and not isinstance(widget, Square):
            widget = widget.parentWidget()
        return widget if isinstance(widget, Square) and widget is not self and widget.takes else None
