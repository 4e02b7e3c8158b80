"""What leaves for the printer is the page of the preview: same count, same size, same ink."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_pane import Paper, PaperPane
from desktop.gui.preferences import Preferences, change_preferences, read_preferences
from desktop.gui.printing import ToFile, ToPrinter, chosen_printer, remember, send
from desktop.gui.window import MainWindow
from desktop.papers import draw, prepare
from desktop.papers.joined import joined
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from tests.papers import sample

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


def test_a_character_that_no_font_has_is_named_beside_the_page_and_when_it_is_printed(
    window: MainWindow, village: Desk, settled: Settled, tmp_path: Path
) -> None:
    nowhere = "\U0003134a"
    meeting = plan_meeting(village, Plan(title=f"{nowhere}组会议", date="2026-06-18", time="19:30", host="陈𬱖"))
    page = window.page
    assert isinstance(page, Page)
    made = PaperPane(page, [Paper("notice", "通知")])
    made.setParent(window)
    made.show_meeting(meeting)
    settled(window)
    assert not made.view.note.isHidden()
    assert f"请手写补上：{nowhere}" in made.view.note.text()
    made.printing.print_to(ToFile(tmp_path / "notice.pdf"))
    settled(window)
    assert f"请手写补上：{nowhere}" in page.notice.text


def to_pdf(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_after_a_jam_the_rest_of_the_same_print_is_sent_and_nothing_new_is_recorded(
    pane: PaperPane, window: MainWindow, village: Desk, settled: Settled, tmp_path: Path
) -> None:
    assert pane.printing.jam.isHidden()
    pane.printing.print_to(ToPrinter(to_pdf(tmp_path / "whole.pdf")))
    settled(window)
    assert not pane.printing.jam.isHidden()
    assert (pane.printing.first.minimum(), pane.printing.first.maximum()) == (1, 3)
    printer = to_pdf(tmp_path / "rest.pdf")
    printer.setFromTo(2, 3)
    pane.printing.rest_to(ToPrinter(printer))
    settled(window)
    whole, rest = (pages((tmp_path / name).read_bytes(), 620) for name in ("whole.pdf", "rest.pdf"))
    assert [ink(page) for page in rest] == [ink(page) for page in whole[1:]]
    with village.store.read() as work:
        assert len(work.prints.of(pane.meeting)) == 1


def test_copies_that_a_printer_cannot_make_itself_are_sent_one_after_another(window: MainWindow, tmp_path: Path) -> None:
    printer = to_pdf(tmp_path / "copies.pdf")
    printer.setCopyCount(2)
    pdf = draw(prepare("agenda", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    send(printer, pdf)
    sent = pages((tmp_path / "copies.pdf").read_bytes(), 310)
    assert len(sent) == (1 if printer.supportsMultipleCopies() else 2) * len(pages(pdf, 310))


def test_what_was_chosen_of_a_printer_is_kept_beside_the_other_choices(window: MainWindow, village: Desk, tmp_path: Path) -> None:
    change_preferences(village.folder, scale=1.25, printer="老打印机", duplex=True)
    remember(village.folder, to_pdf(tmp_path / "x.pdf"))
    kept = read_preferences(village.folder)
    assert (kept.scale, kept.printer, kept.duplex) == (1.25, "", False)


def test_a_printer_that_is_gone_leaves_the_choice_to_the_system_in_black_and_white(window: MainWindow) -> None:
    printer = chosen_printer(Preferences(printer="不在了的打印机"))
    assert printer.printerName() != "不在了的打印机"
    assert printer.colorMode() == QPrinter.ColorMode.GrayScale


def test_a_wide_page_lies_on_an_upright_sheet_with_its_head_at_the_left_and_black_and_white_travels_as_grey(
    window: MainWindow, tmp_path: Path
) -> None:
    meeting = sample.meeting()
    upright, wide = (
        draw(prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED, blank=True)).pdf for paper in ("sign-in", "tally")
    )
    both = joined((upright, wide))
    shown = pages(both, 620)
    assert [page.width() > page.height() for page in (shown[0], shown[-1])] == [False, True]
    for colours, space in ((QPrinter.ColorMode.GrayScale, "/DeviceGray"), (QPrinter.ColorMode.Color, "/DeviceRGB")):
        printer = to_pdf(tmp_path / "both.pdf")
        printer.setColorMode(colours)
        send(printer, both)
        printed = pages((tmp_path / "both.pdf").read_bytes(), 620)
        assert len(printed) == len(shown)
        assert all(page.height() > page.width() for page in printed)
        for before, after in zip(shown, printed, strict=True):
            turned = before.transformed(QTransform().rotate(-90)) if before.width() > before.height() else before
            assert max(abs(one - other) for one, other in zip(ink(turned), ink(after), strict=True)) < 40
        with pikepdf.open(tmp_path / "both.pdf") as pdf:
            assert {str(image.ColorSpace) for page in pdf.pages for image in page.get_images().values()} == {space}
