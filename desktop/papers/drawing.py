"""From pages to PDF bytes. The same print gives the same bytes, whenever it is drawn again."""

from __future__ import annotations

import calendar
import zlib
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

import zxingcpp
from reportlab.pdfbase.pdfdoc import PDFStreamFilterZCompress
from reportlab.pdfgen.canvas import Canvas

from desktop.papers.content import Prepared
from desktop.papers.fonts import runs
from desktop.papers.page import MM, Code, Ink, Mark, Page, PageSize, Picture, Rule, Text

CREATOR = "Yishitang 议事堂"


class _Deflate(PDFStreamFilterZCompress):
    """Three times as quick as ReportLab's own way, and one in a hundred larger."""

    def encode(self, content: bytes | str) -> bytes:
        return zlib.compress(content.encode() if isinstance(content, str) else content, 4)


def subject_of(print_id: str, content_hash: str) -> str:
    """What the metadata of the PDF says, and what `verify` reads there."""
    return f"yishitang print {print_id} {content_hash}"


@lru_cache(maxsize=256)
def code_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` at level M, row by row without its quiet zone: true where a module is dark."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(tuple(value == 0 for value in row) for row in rows)


def modules(text: str) -> int:
    """Modules on a side of the QR code of `text`, without its quiet zone."""
    return len(code_matrix(text))


def draw_pages(pages: list[Page], size: PageSize, prepared: Prepared) -> bytes:
    """The PDF. Its dates are those of the print, and its ID follows from its content."""
    content = prepared.content
    buffer = BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(size.width * MM, size.height * MM), pageCompression=0, invariant=1, lang="zh-CN")
    canvas._doc.defaultStreamFilters = [_Deflate()]  # noqa: SLF001 - no other way to say how hard to press
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


THIN, THICK = 0.5, 1.6
"""Width of a stroke in points, by pressure."""
STEP = 0.2
"""Points between two widths: no eye tells them apart on paper."""


def _ink(canvas: Any, mark: Ink, height: float) -> None:
    """The strokes as they came, in whole numbers; the page's matrix puts them in their place and turns them upright."""
    canvas.saveState()
    canvas.setStrokeGray(GREY)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.transform(mark.scale, 0, 0, -mark.scale, mark.x, height - mark.y)
    # Segments of one width are one path: a tenth of the operators, and no seam where two of them meet.
    paths: dict[int, list[str]] = {}
    for stroke in mark.strokes:
        x, y, _ = stroke[0]
        last = None
        for x2, y2, pressure in stroke[1:] or stroke:
            path = paths.setdefault(_step(pressure), [])
            if path is not last:
                path.append(f"{x} {y} m")
                last = path
            path.append(f"{x2} {y2} l")
            x, y = x2, y2
    for width, path in sorted(paths.items()):
        canvas.addLiteral("\n".join([f"{width * STEP / mark.scale:.3f} w", *path, "S"]))
    canvas.restoreState()


@lru_cache(maxsize=1001)
def _step(pressure: int) -> int:
    """Width in steps. A pen that tells no pressure writes a little thinner than half pressed."""
    return round((THIN + (THICK - THIN) * (pressure / 1000 if pressure else 0.45)) / STEP)


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
    path: list[str] = []
    for row, cells in enumerate(code_matrix(mark.text)):
        column = 0
        for dark, joined in groupby(cells):
            wide = sum(1 for _ in joined)
            if dark:
                path.append(f"{column} {row} {wide} 1 re")
            column += wide
    canvas.saveState()
    canvas.transform(mark.module, 0, 0, -mark.module, mark.x, height - mark.y)
    canvas.addLiteral("\n".join([*path, "f"]))
    canvas.restoreState()
