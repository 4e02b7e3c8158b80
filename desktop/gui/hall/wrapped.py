"""Rows of a list that show all of their text, however long; Qt's own cut some of it with …."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import theme
from desktop.gui.theme import px

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
TALLEST = 100_000


class WrappedRows(QStyledItemDelegate):
    """For a list whose rows are plain text, each in the list's font or its own."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        needs = QFontMetrics(self._font(index)).boundingRect(
            QRect(0, 0, width - 2 * px(8), TALLEST), int(_WRAP), str(index.data())
        )
        return QSize(width, needs.height() + 2 * px(3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.SOFT))
        painter.setFont(self._font(index))
        painter.setPen(QColor(theme.INK))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        inside = rect.adjusted(px(8), px(3), -px(8), -px(3))
        painter.drawText(inside, int(_WRAP | alignment), str(index.data()))
        painter.restore()

    def _font(self, index: Index) -> QFont:
        own = index.data(Qt.ItemDataRole.FontRole)
        font = QFont(self._view.font())
        font.setPixelSize(px(theme.HALL))
        font.setBold(isinstance(own, QFont) and own.bold())
        return font


def wrap_rows(view: QListWidget) -> None:
    """Let this list wrap its rows, and lay them out anew when its width changes."""
    view.setItemDelegate(WrappedRows(view))
    view.setWordWrap(True)
    view.setResizeMode(QListWidget.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
