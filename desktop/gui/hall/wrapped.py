"""Rows of a list that show all of their text, however long; Qt's own cut some of it with …, and may begin a line with a comma."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import theme
from desktop.gui.theme import px
from desktop.papers.breaking import break_lines

Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=4096)
def _lines(text: str, width: int, font: QFont) -> tuple[tuple[str, float], ...]:
    """(text, width in px) of each line, broken as on the printed page: no closing mark begins a line."""
    metrics = QFontMetricsF(font)
    return tuple((line.text, line.width) for line in break_lines(text, metrics.horizontalAdvance, width))


class WrappedRows(QStyledItemDelegate):
    """For a list whose rows are plain text, each in the list's font or its own. `least`: px that a row is high at the least."""

    def __init__(self, view: QListWidget, least: int = 0) -> None:
        super().__init__(view)
        self._view, self._least = view, least
        self._fonts: dict[bool, QFont] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        font = self._font(index)
        lines = _lines(str(index.data()), width - 2 * px(8), font)
        height = round(len(lines) * QFontMetricsF(font).lineSpacing())
        return QSize(width, max(height + 2 * px(3), self._least))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.SOFT))
        font = self._font(index)
        painter.setFont(font)
        painter.setPen(QColor(theme.INK))
        alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        inside = rect.adjusted(px(8), px(3), -px(8), -px(3))
        metrics = QFontMetricsF(font)
        lines = _lines(str(index.data()), inside.width(), font)
        high = len(lines) * metrics.lineSpacing()
        y = inside.top() + max(0.0, (inside.height() - high) / 2) + metrics.ascent()
        for text, width in lines:
            spare = inside.width() - width
            left = spare / 2 if alignment & Qt.AlignmentFlag.AlignHCenter else 0.0
            painter.drawText(QPointF(inside.left() + left, y), text)
            y += metrics.lineSpacing()
        painter.restore()

    def _font(self, index: Index) -> QFont:
        own = index.data(Qt.ItemDataRole.FontRole)
        bold = isinstance(own, QFont) and own.bold()
        found = self._fonts.get(bold)
        if found is None:
            found = QFont(self._view.font())
            found.setPixelSize(px(theme.HALL))
            found.setBold(bold)
            self._fonts[bold] = found
        return found


def wrap_rows(view: QListWidget, least: int = 0) -> None:
    """Let this list wrap its rows, and lay them out anew when its width changes."""
    view.setItemDelegate(WrappedRows(view, least))
    view.setWordWrap(True)
    view.setResizeMode(QListWidget.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
