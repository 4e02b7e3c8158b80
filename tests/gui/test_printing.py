"""What leaves for the printer is the page of the preview: same count, same size, same ink."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from desktop.gui.page import Page
from desktop.gui.parts.paper_pane import Paper, PaperPane
from desktop.gui.printing import ToFile, ToPrinter
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.plan_meeting import Plan, plan_meeting

Settled = Callable[[MainWindow], None]


@pytest.fixture
def pane(window: MainWindow, village: Desk, settled: Settled) -> PaperPane:
    meeting = plan_meeting(village, Plan(title="村民代表会议", date="2026-06-18", time="19:30", host="陈𬱖"))
    assert isinstance(window.page, Page)
    made = PaperPane(window.page, [Paper("notice", "通知"), Paper("sign-in", "签到表", blank=True)])
    made.setParent(window)
    made.show_meeting(meeting)
    made.choose("sign-in")
    settled(window)
    return made


def pages(pdf: bytes, width: int = 1240) -> list[QImage]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    sizes = [document.pagePointSize(page) for page in range(document.pageCount())]
    heights = [round(width * size.height() / size.width()) for size in sizes]
    return [document.render(page, QSize(width, height)) for page, height in enumerate(heights)]


def ink(image: QImage) -> list[int]:
    """Where the page is dark, on a grid of 31 by 44 fields: 0 for none, 255 for black."""
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(0xFFFFFF)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    small = plain.scaled(31, 44, mode=Qt.TransformationMode.SmoothTransformation)
    return [255 - small.pixelColor(x, y).lightness() for y in range(44) for x in range(31)]


def test_the_printed_page_is_the_one_of_the_preview(
    pane: PaperPane, window: MainWindow, village: Desk, settled: Settled, tmp_path: Path
) -> None:
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    pane.printing.print_to(ToPrinter(printer))
    settled(window)
    with village.store.read() as work:
        shown = pages(work.blobs.read(work.prints.of(pane.meeting)[0].pdf))
    assert window.page is not None
    assert "已送到打印机" in window.page.notice.text
    printed = pages(out.read_bytes())
    assert len(printed) == len(shown) == 3
    assert all(abs(one.height() - other.height()) <= 1 for one, other in zip(printed, shown, strict=True))
    for before, after in zip(shown, printed, strict=True):
        differ = [abs(one - other) for one, other in zip(ink(before), ink(after), strict=True)]
        assert max(differ) < 40
        assert max(ink(after)) > 60, "the page is blank"


def test_a_paper_is_recorded_when_it_is_saved_and_a_place_that_cannot_be_written_is_told(
    pane: PaperPane, window: MainWindow, village: Desk, settled: Settled, tmp_path: Path
) -> None:
    pane.printing.print_to(ToFile(tmp_path / "签到表.pdf"))
    settled(window)
    saved = (tmp_path / "签到表.pdf").read_bytes()
    with village.store.read() as work:
        (print_row,) = work.prints.of(pane.meeting)
        assert work.blobs.read(print_row.pdf) == saved
    assert saved != pane.view.pdf, "the preview bears no print id"
    pane.printing.print_to(ToFile(tmp_path / "没有这个文件夹" / "a.pdf"))
    settled(window)
    assert window.page is not None
    assert "没有存成" in window.page.notice.text

