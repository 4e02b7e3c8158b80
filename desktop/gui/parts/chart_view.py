"""A chart on the screen: the very drawing of the paper, scaled to the width that there is."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.gui.theme import px

PIXELS = 16 / 10.5
"""Of a point, at scale 1: labels of charts have 10.5 points, and nothing on the screen is smaller than 16 pixels."""


class ChartView(QWidget):
    """`text` is what the drawing says, for those who cannot see it, and for tests."""

    def __init__(self, *, shrinks: bool = False) -> None:
        """With `shrinks`, it becomes smaller where its column is narrower than the drawing; never larger."""
        super().__init__()
        self._shrinks = shrinks
        self.text = ""
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._image = QImage()
        self.setSizePolicy(
            QSizePolicy.Policy.Ignored if shrinks else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.hide()

    def show_pdf(self, pdf: bytes) -> None:
        """Show the first page of these bytes; nothing for none."""
        self._document.close()
        self._buffer.close()
        self._image = QImage()
        self.setVisible(bool(pdf))
        if not pdf:
            self.text = ""
            return
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.text = self._document.getAllText(0).text()
        self.setAccessibleName(self.text.replace("\r\n", " "))
        points = self._document.pagePointSize(0)
        wide, tall = px(points.width() * PIXELS), px(points.height() * PIXELS)
        if self._shrinks:
            self.setMaximumWidth(wide)
            self._fit()
        else:
            self.setFixedSize(wide, tall)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shrinks:
            self._fit()

    def _fit(self) -> None:
        """As high as the width asks for."""
        points = self._document.pagePointSize(0)
        if points.width() > 0:
            self.setFixedHeight(round(self.width() * points.height() / points.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._document.pageCount() < 1:
            return
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._image.size() != wanted:
            self._image = self._document.render(0, wanted)
            self._image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBackgroundMode(Qt.BGMode.TransparentMode)
        painter.drawImage(0, 0, self._image)
        painter.end()
