"""A sheet as a scanner would give it back after it was signed, for the demonstration: the real pages, invented strokes."""

from __future__ import annotations

import math
import random
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen, QTransform
from PySide6.QtPdf import QPdfDocument

DPI = 150
TURN = 0.4
"""Degrees by which a sheet lies askew on the glass."""
LINES = ((0.34, 0.868), (0.69, 0.868))
"""Where host and recorder sign each page, as parts of its width and height."""
PEN = QColor(24, 32, 78)
SEAL_RED = QColor(176, 34, 34, 170)


def ink(pdf: bytes, file: Path, seed: int = 1) -> None:
    """Write the signed and scanned copy of a paper as a PDF of pictures. The strokes are nobody's hand."""
    chance = random.Random(seed)
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(DPI)
    painter = QPainter(writer)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        painter.drawImage(0, 0, _scanned(_signed(_rendered(document, page), chance), chance))
    painter.end()


def _rendered(document: QPdfDocument, page: int) -> QImage:
    points = document.pagePointSize(page)
    size = QSize(round(points.width() / 72 * DPI), round(points.height() / 72 * DPI))
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(QColor(250, 249, 246))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return sheet


def _signed(sheet: QImage, chance: random.Random) -> QImage:
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for across, down in LINES:
        place = QPointF(sheet.width() * across, sheet.height() * down)
        painter.setPen(QPen(PEN, 3.2))
        painter.drawPath(_strokes(place, chance))
    painter.setPen(QPen(SEAL_RED, 2))
    middle = QPointF(sheet.width() * 0.83, sheet.height() * 0.862)
    for ring in range(5, 30, 5):
        painter.drawEllipse(QRectF(middle.x() - ring * 0.75, middle.y() - ring, ring * 1.5, ring * 2))
    painter.end()
    return sheet


def _strokes(place: QPointF, chance: random.Random) -> QPainterPath:
    """Some seven strokes of a hurried hand."""
    path = QPainterPath(place)
    for _stroke in range(7):
        x = place.x() + chance.uniform(-10, 120)
        y = place.y() + chance.uniform(-26, 8)
        path.moveTo(x, y)
        bend = QPointF(x + chance.uniform(-20, 30), y + chance.uniform(-14, 14))
        path.quadTo(bend, QPointF(x + chance.uniform(8, 38), y + chance.uniform(-12, 12)))
    return path


def _scanned(sheet: QImage, chance: random.Random) -> QImage:
    """Askew by a little, on a white glass."""
    turned = QImage(sheet.size(), QImage.Format.Format_RGB32)
    turned.fill(QColor(255, 255, 255))
    painter = QPainter(turned)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    angle = chance.uniform(-TURN, TURN)
    rise = sheet.width() / 2 * math.sin(math.radians(angle))
    painter.setTransform(QTransform().translate(0, -rise).rotate(angle))
    painter.drawImage(0, 0, sheet)
    painter.end()
    return turned
