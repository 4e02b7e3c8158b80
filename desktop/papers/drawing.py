"""From pages to PDF bytes. The same print gives the same bytes, whenever it is drawn again."""

from __future__ import annotations

import calendar
import zlib
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFStreamFilterZCompress
from reportlab.pdfgen.canvas import Canvas

from desktop.papers.content import Prepared
from desktop.papers.page import MM, Page, PageSize
from desktop.papers.pen import Pen

CREATOR = "Yishitang 议事堂"


class _Deflate(PDFStreamFilterZCompress):
    """Seven times as quick as ReportLab's own way, and a fifth larger."""

    def encode(self, content: bytes | str) -> bytes:
        return zlib.compress(content.encode() if isinstance(content, str) else content, 1)


def subject_of(print_id: str, content_hash: str) -> str:
    """What the metadata of the PDF says, and what `verify` reads there."""
    return f"yishitang print {print_id} {content_hash}"


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
    pen = Pen(canvas, size.height * MM)
    for page in pages:
        for mark in page.marks:
            pen.draw(mark)
        pen.end_page()
    canvas.save()
    return buffer.getvalue()


def _date(canvas: Any, printed_at: str) -> None:
    """ReportLab's time stamp is that of the computer; here it is that of the print."""
    moment = datetime.fromisoformat(printed_at)
    stamp = canvas._doc._timeStamp  # noqa: SLF001
    stamp.YMDhms = moment.timetuple()[:6]
    stamp.dhh, stamp.dmm = 8, 0
    stamp.t = calendar.timegm(moment.timetuple())
