"""From pages to PDF bytes. The same print gives the same bytes, whenever it is drawn again."""

from __future__ import annotations

import calendar
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

import segno
from reportlab.pdfgen.canvas import Canvas

from desktop.papers.content import Prepared
from desktop.papers.fonts import runs
from desktop.papers.page import MM, Code, Ink, Mark, Page, PageSize, Picture, Rule, Text

CREATOR = "Yishitang 议事堂"


def subject_of(print_id: str, content_hash: str) -> str:
    """What the metadata of the PDF says, and what `verify` reads there."""
    return f"yishitang print {print_id} {content_hash}"


@lru_cache(maxsize=256)
def _qr(text: str) -> Any:
    return segno.make_qr(text, error="m", boost_error=False)


def modules(text: str) -> int:
    """Modules on a side of the QR code of `text`, without its quiet zone."""
    return int(_qr(text).symbol_size(border=0)[0])


def draw_pages(pages: list[Page], size: PageSize, prepared: Prepared) -> bytes:
    """The PDF. Its dates are those of the print, and its ID follows from its content."""
    content = prepared.content
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(size.width * MM, size.height * MM), pageCompression=1, invariant=1, lang="zh-CN")
    canvas.setTitle(content.title)
    canvas.setAuthor("")
    canvas.setSubject(subject_of(content.print_id, prepared.content_hash))
    canvas.setCreator(CREATOR)
    _date(canvas, content.printed_at)
    for page in pages:
        for mark in page.marks:
            _draw(canvas, mark, size.height * MM)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _date(canvas: Any, printed_at: str) -> None:
    """ReportLab's time stamp is that of the computer; here it is that of the print."""
    moment = datetime.fromisoformat(printed_at)
    stamp = canvas._doc._timeStamp  # noqa: SLF001
    stamp.YMDhms = moment.timetuple()[:6]
    stamp.dhh, stamp.dmm = 8, 0
    stamp.t = calendar.timegm(moment.timetuple())


def _draw(canvas: Any, mark: Mark, height: float) -> None:
    if isinstance(mark, Text):
        _text(canvas, mark, height)
    elif isinstance(mark, Rule):
        canvas.setLineWidth(mark.width)
        canvas.setDash([3, 3] if mark.dash else [])
        canvas.line(mark.x1, height - mark.y1, mark.x2, height - mark.y2)
    elif isinstance(mark, Ink):
        _ink(canvas, mark, height)
    elif isinstance(mark, Picture):
        _picture(canvas, mark, height)
    else:
        _code(canvas, mark, height)


GREY = 0.45
"""Lighter than ink, so that a photocopy and a scan show which is which, and dark enough for an office printer."""


def _ink(canvas: Any, mark: Ink, height: float) -> None:
    canvas.saveState()
    canvas.setStrokeGray(GREY)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    if len(mark.points) == 1:
        x, y, width = mark.points[0]
        canvas.setLineWidth(width)
        canvas.line(x, height - y, x + 0.01, height - y)
    for width, run in groupby(pairwise(mark.points), key=lambda two: two[1][2]):
        # Segments of one width are one path: a tenth of the operators, and no seam where two of them meet.
        path = canvas.beginPath()
        for number, ((x1, y1, _), (x2, y2, _)) in enumerate(run):
            if not number:
                path.moveTo(x1, height - y1)
            path.lineTo(x2, height - y2)
        canvas.setLineWidth(width)
        canvas.drawPath(path)
    canvas.restoreState()


def _picture(canvas: Any, mark: Picture, height: float) -> None:
    from reportlab.graphics import renderPDF

    from desktop.papers.charts.draw import drawing

    drawn = drawing(mark.chart, mark.width)
    renderPDF.draw(drawn, canvas, mark.x, height - mark.y - drawn.height)


def _text(canvas: Any, mark: Text, height: float) -> None:
    line = canvas.beginText(mark.x, height - mark.y)
    line.setCharSpace(mark.space)
    for run in runs(mark.text, mark.face):
        line.setFont(run.font, mark.size)
        line.textOut(run.text)
    canvas.drawText(line)


def _code(canvas: Any, mark: Code, height: float) -> None:
    """One path of rectangles, a row's neighbours joined, so that no printer leaves hairlines between modules."""
    path = canvas.beginPath()
    for row, cells in enumerate(_qr(mark.text).matrix):
        start = None
        for column, cell in enumerate([*cells, 0]):
            if cell and start is None:
                start = column
            elif not cell and start is not None:
                path.rect(
                    mark.x + start * mark.module,
                    height - mark.y - (row + 1) * mark.module,
                    (column - start) * mark.module,
                    mark.module,
                )
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
