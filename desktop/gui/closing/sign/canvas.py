"""The place to sign: strokes by pen, finger or mouse, kept as they were drawn."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.domain.signing import MOUSE, PEN, TOUCH, Drawing, Point
from desktop.gui.theme import HALL, INK, LINE, OFF, PAPER, px

CENT = 100
"""Parts of a pixel that are kept: a pen is finer than the screen."""
THIN, THICK = 1.4, 4.6
"""Width of a stroke in px at scale 1, by pressure; without pressure, between them."""


class SignCanvas(QWidget):
    """`changed` after every stroke, and when one is taken back. Nothing is kept until `drawing` is asked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(px(360), px(130))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[Point]] = []
        self._device = MOUSE
        self._drawing = False
        self._clock = QElapsedTimer()
        self._hint = ""

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(170))

    @property
    def empty(self) -> bool:
        return not self._strokes

    def hint(self, text: str) -> None:
        """What stands in the empty place: whose name belongs there, or what must be done first."""
        self._hint = text
        self.setAccessibleName(text)
        self.update()

    def drawing(self) -> Drawing:
        return Drawing(
            width=self.width() * CENT,
            height=self.height() * CENT,
            device=self._device,
            strokes=tuple(tuple(stroke) for stroke in self._strokes),
        )

    def take_back(self) -> None:
        """The last stroke never was."""
        if self._strokes:
            self._strokes.pop()
            self._told()

    def clear(self) -> None:
        self._strokes.clear()
        self._told()

    def begin(self, at: QPointF, pressure: float, device: str) -> None:
        """A stroke begins. The device of the first one is that of the signature."""
        if not self.isEnabled():
            return
        if not self._strokes:
            self._device = device
            self._clock.start()
        self._drawing = True
        self._strokes.append([self._point(at, pressure)])
        self.update()

    def go_on(self, at: QPointF, pressure: float) -> None:
        if self._drawing:
            point = self._point(at, pressure)
            last = self._strokes[-1][-1]
            if (point.x, point.y) != (last.x, last.y):
                self._strokes[-1].append(point)
                self.update()

    def end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._told()

    def _point(self, at: QPointF, pressure: float) -> Point:
        """Kept within the frame: a hand that slips off signs no farther than its edge."""
        x = min(max(round(at.x() * CENT), 0), self.width() * CENT)
        y = min(max(round(at.y() * CENT), 0), self.height() * CENT)
        return Point(x=x, y=y, pressure=min(max(round(pressure * 1000), 0), 1000), t=self._clock.elapsed())

    def _told(self) -> None:
        self.update()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in _TOUCH:
            self._touched(event)
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        """The first finger writes; a second one, or the hand that rests on the screen, does not."""
        point = event.points()[0]
        finger = event.device().type() == QPointingDevice.DeviceType.TouchScreen
        pressure = point.pressure() if finger and point.pressure() < 1 else 0.0
        if point.state() == QEventPoint.State.Pressed:
            self.begin(point.position(), pressure, TOUCH)
        elif point.state() == QEventPoint.State.Released or event.type() == QEvent.Type.TouchCancel:
            self.end()
        else:
            self.go_on(point.position(), pressure)
        event.accept()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen; its own events are accepted, so that Qt makes no mouse of them."""
        if event.type() == QEvent.Type.TabletPress:
            self.begin(event.position(), event.pressure(), PEN)
        elif event.type() == QEvent.Type.TabletRelease:
            self.end()
        elif self._drawing:
            self.go_on(event.position(), event.pressure())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin(event.position(), 0.0, MOUSE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.go_on(event.position(), 0.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(INK if self.isEnabled() else LINE), 1.5))
        painter.setBrush(QColor(PAPER))
        painter.drawRect(frame)
        base = frame.bottom() - frame.height() * 0.2
        painter.setPen(QPen(QColor(LINE), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame.left() + px(16), base), QPointF(frame.right() - px(16), base))
        if not self._strokes and self._hint:
            painter.setPen(QColor(OFF))
            font = self.font()
            font.setPixelSize(px(HALL))
            painter.setFont(font)
            inner = frame.adjusted(px(16), px(8), -px(16), -px(8)).toRect()
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
        pen = QPen(QColor(INK), 1.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for stroke in self._strokes:
            for first, second in pairwise([stroke[0], *stroke]):
                pen.setWidthF(px(1) * _width(second.pressure))
                painter.setPen(pen)
                painter.drawLine(QPointF(first.x / CENT, first.y / CENT), QPointF(second.x / CENT, second.y / CENT))
        painter.end()


_TOUCH = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


def _width(pressure: int) -> float:
    return THIN + (THICK - THIN) * (pressure / 1000 if pressure else 0.4)
