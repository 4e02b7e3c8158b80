"""The real page as it will be printed, beside the fields; it scrolls, and fits the width."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _


class PaperView(QWidget):
    """`pages` is how many pages it has; 0 while empty."""

    def __init__(self) -> None:
        super().__init__()
        self.pdf = b""
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setPageSpacing(px(8))
        palette = self._view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.BAND))
        self._view.setPalette(palette)
        self.note = Words("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._view, 1)
        column.addWidget(self.note)
        self.note.hide()

    @property
    def pages(self) -> int:
        return self._document.pageCount() if self.pdf else 0

    @property
    def wide(self) -> bool:
        """Whether its first page lies on its side."""
        size = self._document.pagePointSize(0)
        return size.width() > size.height()

    def show_pdf(self, pdf: bytes, missing: tuple[str, ...] = ()) -> None:
        """Show these bytes from where the reader is. `missing` names characters that no font has."""
        place = self._view.verticalScrollBar().value()
        self.pdf = pdf
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._view.verticalScrollBar().setValue(place)
        self.note.setVisible(bool(missing))
        if missing:
            self.note.put(_("没有一种字体有这些字，请手写补上：{signs}", signs="、".join(missing)), "warning")

    def clear(self) -> None:
        self.pdf = b""
        self._document.close()
        self.note.hide()
