"""Votes on the projector: one bar of its parts, a roll call as it runs, an election as a bar for each candidate."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.gui.projector.palette import Palette
from desktop.gui.projector.view import Bar, Row, Shown
from desktop.gui.words import _, show

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LINE = 74
"""Pixels that a line of the smallest type takes."""


class Write(Protocol):
    def __call__(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        size: float,
        colour: str = ...,
        flags: Qt.AlignmentFlag = ...,
        *,
        bold: bool = ...,
    ) -> None:
        """Text as large as it fits, never too small to read."""


def paint_bar(painter: QPainter, place: QRectF, parts: tuple[Bar, ...], colours: Palette, write: Write) -> None:
    """One bar, and below it each part with its number; where there is little room, both in one line."""
    high = place.height()
    short = high < 4 * LINE
    bar = QRectF(place.left(), place.top(), place.width(), (high - LINE) * 0.6 if short else high * 0.22)
    total = max(1, sum(part.number for part in parts))
    at = bar.left()
    for part in parts:
        wide = bar.width() * part.number / total
        _piece(painter, QRectF(at, bar.top(), wide, bar.height()), part, colours)
        at += wide
    _frame(painter, bar, colours)
    column = place.width() / len(parts)
    below = place.bottom() - LINE if short else place.top() + high * 0.32
    for n, part in enumerate(parts):
        left = place.left() + n * column
        swatch = QRectF(left, below + (LINE - 36) / 2, 36, 36)
        _piece(painter, swatch, part, colours)
        _frame(painter, swatch, colours)
        title = QRectF(left + 48, below, column - 56, LINE)
        if short:
            write(painter, title, f"{show(part.title)} {part.number}", LINE * 0.66, colours.ink, LEFT)
            continue
        write(painter, title, show(part.title), high * 0.14, colours.ink, LEFT)
        number = QRectF(left + 48, title.bottom(), column - 56, place.bottom() - title.bottom())
        write(painter, number, str(part.number), high * 0.26, bold=True)


def paint_roll_call(painter: QPainter, place: QRectF, shown: Shown, colours: Palette, write: Write) -> None:
    """The question, who is called and who comes next, and the numbers so far: never who answered what."""
    high = place.height()
    line = max(LINE, high * 0.2)
    top = QRectF(place.left(), place.top(), place.width(), line)
    write(painter, top, shown.question, high * 0.12, bold=True)
    middle = QRectF(place.left(), top.bottom() + 8, place.width(), line)
    name = _("请 {name} 表态", name=shown.speaker) if shown.speaker else show(shown.voting or "")
    if shown.following:
        name = _("{now}　接下来：{names}", now=name, names="、".join(shown.following))
    write(painter, middle, name, high * 0.12, colours.accent, LEFT, bold=True)
    lower = QRectF(place.left(), middle.bottom() + 12, place.width(), place.bottom() - middle.bottom() - 12)
    paint_bar(painter, lower, shown.bars, colours, write)


def paint_election(painter: QPainter, place: QRectF, shown: Shown, colours: Palette, write: Write) -> None:
    """Who stands; after the count a bar for each with the number, and a mark for who is elected."""
    high = place.height()
    said = shown.result or shown.voting
    top = QRectF(place.left(), place.top(), place.width(), max(LINE, high * 0.14))
    tone = colours.warning if shown.passed is False else colours.accent
    write(painter, top, show(said) if said is not None else "", high * 0.11, tone, LEFT, bold=True)
    area = QRectF(place.left(), top.bottom(), place.width(), place.bottom() - top.bottom())
    room = max(1, int(area.height() // LINE))
    columns = 1 if len(shown.rows) <= room or shown.rows[0].votes is not None else 2
    rows = shown.rows if len(shown.rows) <= room * columns else shown.rows[: room * columns - 1]
    left_out = len(shown.rows) - len(rows)
    deep = room if columns == 2 else len(rows) + bool(left_out)
    line = min(high * 0.2, area.height() / deep)
    most = max([row.votes or 0 for row in rows] + [1])
    spots = [
        QRectF(area.left() + n // deep * area.width() / columns, area.top() + n % deep * line, area.width() / columns - 24, line)
        for n in range(len(rows) + 1)
    ]
    for spot, row in zip(spots, rows, strict=False):
        _candidate(painter, spot, row, most, colours, write)
    if left_out:
        write(painter, spots[-1], _("另有 {n} 人", n=left_out), line * 0.6, colours.quiet, LEFT)


def _candidate(painter: QPainter, spot: QRectF, row: Row, most: int, colours: Palette, write: Write) -> None:
    mark = "✓ " if row.elected else "＝ " if row.even else ""
    if row.votes is None:
        write(painter, spot, row.name, spot.height() * 0.7, colours.ink, LEFT)
        return
    name = QRectF(spot.left(), spot.top(), spot.width() * 0.34, spot.height())
    number = QRectF(spot.right() - spot.width() * 0.12, spot.top(), spot.width() * 0.12, spot.height())
    tone = colours.accent if row.elected else colours.warning if row.even else colours.ink
    write(painter, name, f"{mark}{row.name}", spot.height() * 0.66, tone, LEFT, bold=row.elected)
    write(painter, number, str(row.votes), spot.height() * 0.7, tone, RIGHT, bold=True)
    whole = QRectF(name.right() + 12, spot.top() + spot.height() * 0.22, number.left() - name.right() - 24, spot.height() * 0.56)
    part = QRectF(whole.left(), whole.top(), whole.width() * row.votes / most, whole.height())
    pattern = Qt.BrushStyle.SolidPattern if row.elected else Qt.BrushStyle.BDiagPattern
    painter.fillRect(part, QBrush(QColor(tone), pattern))
    _frame(painter, whole, colours)


def _frame(painter: QPainter, place: QRectF, colours: Palette) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.ink), 2))
    painter.drawRect(place)


def _piece(painter: QPainter, place: QRectF, part: Bar, colours: Palette) -> None:
    """Parts differ in pattern as well as in tone."""
    patterns = {
        "yes": (colours.accent, Qt.BrushStyle.SolidPattern),
        "no": (colours.ink, Qt.BrushStyle.SolidPattern),
        "abstain": (colours.quiet, Qt.BrushStyle.BDiagPattern),
        "invalid": (colours.quiet, Qt.BrushStyle.DiagCrossPattern),
    }
    if part.kind in patterns:
        colour, pattern = patterns[part.kind]
        painter.fillRect(place, QBrush(QColor(colour), pattern))
