"""Drawing the projector's screen: large, calm, black on warm white or reversed, readable from twelve metres."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from desktop.domain.meeting import Floor
from desktop.gui.projector.bars import paint_bar, paint_election, paint_roll_call
from desktop.gui.projector.palette import DARK, LIGHT, Palette
from desktop.gui.projector.view import Shown
from desktop.gui.words import _, show

SMALLEST = 48
"""Pixels: nothing on the projector is smaller."""
LIMIT = 120
"""Seconds of a speech."""
WARNING = 30
"""Seconds before the limit at which the circle says so."""


TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Canvas(QWidget):
    """Draws one `Shown` at whatever size the window has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._now = ""
        self._dark = False
        self.smallest_drawn = 0
        """Pixels of the smallest type of the last painting."""
        self.drawn: list[str] = []
        """Texts of the last painting, in order."""

    def show_moment(self, shown: Shown, now: str) -> None:
        """Draw this, at this time (ISO)."""
        self._shown, self._now = shown, now
        self.update()

    def reverse(self) -> None:
        """White on black, or back."""
        self._dark = not self._dark
        self.update()

    @property
    def colours(self) -> Palette:
        return DARK if self._dark else LIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        self.smallest_drawn, self.drawn = 0, []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.colours.paper))
        width, height = float(self.width()), float(self.height())
        side = width * 0.045
        inner = width - 2 * side
        shown = self._shown
        self._write(painter, QRectF(side, height * 0.04, inner, height * 0.20), show(shown.headline), height * 0.085, bold=True)
        middle = QRectF(side, height * 0.26, inner, height * 0.56)
        if shown.rows:
            paint_election(painter, middle, shown, self.colours, self._write)
        elif shown.voting is not None and shown.bars:
            paint_roll_call(painter, middle, shown, self.colours, self._write)
        elif shown.voting is not None:
            self._vote(painter, middle)
        elif shown.bars:
            self._result(painter, middle)
        elif shown.floor is not None:
            self._speech(painter, middle)
        else:
            self._quiet_hall(painter, middle)
        painter.setPen(QPen(QColor(self.colours.quiet), 2))
        painter.drawLine(int(side), int(height * 0.85), int(side + inner), int(height * 0.85))
        tone = self.colours.warning if shown.enough is False else self.colours.ink
        self._write(painter, QRectF(side, height * 0.86, inner, height * 0.12), show(shown.presence), height * 0.07, tone, LEFT)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        size: float,
        colour: str = "",
        flags: Qt.AlignmentFlag = TOP_LEFT,
        *,
        bold: bool = False,
    ) -> None:
        """Write `words` as large as they fit, never smaller than SMALLEST."""
        if not words:
            return
        pixels = max(int(size), SMALLEST)
        while True:
            font = QFont(self.font())
            font.setPixelSize(pixels)
            font.setBold(bold)
            needs = QFontMetricsF(font).boundingRect(place, int(flags | Qt.TextFlag.TextWrapAnywhere), words)
            if pixels <= SMALLEST or (needs.height() <= place.height() and needs.width() <= place.width()):
                break
            pixels = max(SMALLEST, int(pixels * 0.92))
        words = self._cut(words, place, font, flags)
        painter.setFont(font)
        painter.setPen(QColor(colour or self.colours.ink))
        option = QTextOption(flags)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(place, words, option)
        self.drawn.append(words)
        self.smallest_drawn = min(pixels, self.smallest_drawn or pixels)

    @staticmethod
    def _cut(words: str, place: QRectF, font: QFont, flags: Qt.AlignmentFlag) -> str:
        """What does not fit even in the smallest type ends with …."""
        metrics = QFontMetricsF(font)
        cut = words
        while words and metrics.boundingRect(place, int(flags | Qt.TextFlag.TextWrapAnywhere), cut).height() > place.height() + 1:
            words = words[:-1]
            cut = words + "…"
        return cut

    def _speech(self, painter: QPainter, place: QRectF) -> None:
        """The speaker, beside a circle that empties, and who comes next."""
        floor = self._shown.floor
        assert floor is not None
        across = min(place.height(), place.width() * 0.42)
        circle = QRectF(place.left(), place.top() + (place.height() - across) / 2, across, across)
        self._circle(painter, circle, floor)
        right = QRectF(circle.right() + place.width() * 0.05, place.top(), 0, place.height())
        right.setRight(place.right())
        upper = QRectF(right.left(), right.top(), right.width(), right.height() * 0.5)
        lower = QRectF(right.left(), right.top() + right.height() * 0.55, right.width(), right.height() * 0.45)
        self._write(painter, upper, self._shown.speaker, place.height() * 0.24, bold=True, flags=LEFT)
        self._write(painter, lower, self._following(), place.height() * 0.12, self.colours.quiet)

    def _following(self) -> str:
        names = self._shown.following
        return _("接下来：{names}", names="、".join(names)) if names else ""

    def _circle(self, painter: QPainter, circle: QRectF, floor: Floor) -> None:
        spoken = floor.spoken(self._now) if self._now else floor.seconds
        limit = (floor.limit or LIMIT) + floor.added
        left = limit - spoken
        thick = circle.width() * 0.07
        ring = circle.adjusted(thick, thick, -thick, -thick)
        painter.setPen(QPen(QColor(self.colours.quiet), 2))
        painter.drawEllipse(ring)
        tone = self.colours.accent if left > WARNING else self.colours.warning
        pen = QPen(QColor(tone), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        if left > 0:
            painter.drawArc(ring, 90 * 16, int(360 * 16 * left / limit))
        said = clock_of(left) if left >= 0 else _("超 {time}", time=clock_of(-left))
        size = circle.height() * (0.26 if left >= 0 else 0.19)
        self._write(painter, circle, said, size, tone, CENTRE, bold=True)

    def _vote(self, painter: QPainter, place: QRectF) -> None:
        shown = self._shown
        assert shown.voting is not None
        upper = QRectF(place.left(), place.top(), place.width(), place.height() * 0.76)
        lower = QRectF(place.left(), place.top() + place.height() * 0.80, place.width(), place.height() * 0.20)
        self._write(painter, upper, shown.question, place.height() * 0.19, bold=True)
        self._write(painter, lower, show(shown.voting), place.height() * 0.13, self.colours.accent)

    def _result(self, painter: QPainter, place: QRectF) -> None:
        """One bar with numbers, and what came of it in a word."""
        shown = self._shown
        high = place.height()
        tone = self.colours.accent if shown.passed else self.colours.warning
        if shown.result is not None:
            said = QRectF(place.left(), place.top(), place.width(), high * 0.25)
            self._write(painter, said, show(shown.result), high * 0.22, tone, LEFT, bold=True)
        lower = QRectF(place.left(), place.top() + high * 0.28, place.width(), high * 0.72)
        paint_bar(painter, lower, shown.bars, self.colours, self._write)

    def _quiet_hall(self, painter: QPainter, place: QRectF) -> None:
        """Nobody speaks: the meeting's name, and who comes next."""
        upper = QRectF(place.left(), place.top(), place.width(), place.height() * 0.6)
        lower = QRectF(place.left(), place.top() + place.height() * 0.65, place.width(), place.height() * 0.35)
        self._write(painter, upper, self._shown.meeting, place.height() * 0.17, self.colours.quiet)
        self._write(painter, lower, self._following(), place.height() * 0.12)


def clock_of(seconds: int) -> str:
    """1:42."""
    return f"{seconds // 60}:{seconds % 60:02d}"
