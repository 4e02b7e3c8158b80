"""Charts of the papers, drawn once with reportlab.graphics: as vectors on the sheet, and the same drawing on the screen.

Black and white first: series are told apart by grey, white and hatching, and each number stands beside its bar.
"""

from __future__ import annotations

from io import BytesIO

from desktop.papers.chart import BARS, FUNNEL, STACKED, Bar, Chart

__all__ = ["BARS", "FUNNEL", "STACKED", "Bar", "Chart", "chart_pdf"]


def chart_pdf(chart: Chart, width: float) -> bytes:
    """A PDF of one page that is just as large as the chart, `width` points wide, for the screen."""
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    from desktop.papers.charts.draw import drawing

    drawn = drawing(chart, width)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(drawn.width, drawn.height), pageCompression=1, invariant=1, lang="zh-CN")
    renderPDF.draw(drawn, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
