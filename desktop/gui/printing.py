"""From a PDF to the printer, or to a file where there is none. What comes out is the same page as in the preview."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.gui.preferences import Preferences, change_preferences, read_preferences
from desktop.gui.print_dialog import print_dialog
from desktop.gui.words import _
from forms.language import Sentence, refuse, say

DPI = 300
"""Enough for 5-point type on a village's printer; the page travels as a picture."""


@dataclass(frozen=True)
class ToPrinter:
    """Where the recorder wants the paper: a printer."""

    printer: QPrinter

    def take(self, pdf: bytes) -> Sentence:
        """Print every page. Raises Refused where the printer does not accept it. May run on a worker thread."""
        send(self.printer, pdf)
        return say("已送到打印机 {name}。", name=self.printer.printerName() or self.printer.outputFileName())


@dataclass(frozen=True)
class ToFile:
    """Where the recorder wants the paper: a file."""

    path: Path

    def take(self, pdf: bytes) -> Sentence:
        """Write it. Raises Refused where that cannot be."""
        try:
            self.path.write_bytes(pdf)
        except OSError as error:
            raise refuse(
                "没有存成：{file} 写不进去（{why}）。请换一个地方再存。", file=str(self.path), why=error.strerror or ""
            ) from error
        return say("已存为 {file}。", file=str(self.path))


def ask_printer(
    parent: QWidget, name: str, folder: Path, *, pages: int = 0, rest: int = 0
) -> ToPrinter | ToFile | None:
    """Ask which printer; where the PC has none, ask for a file. None where the recorder changed her mind.

    What was used last (kept in `folder`) is offered first; black and white is the normal case. `pages` is how many the
    paper has, `rest` the page from which it is printed on after a jam.
    """
    if not QPrinterInfo.availablePrinterNames():
        return ask_file(parent, name)
    printer = chosen_printer(read_preferences(folder))
    printer.setDocName(name)
    if print_dialog(parent, printer, pages, rest).exec() != QDialog.DialogCode.Accepted:
        return None
    with contextlib.suppress(OSError):  # a disk that is full must not keep a paper from being printed
        remember(folder, printer)
    return ToPrinter(printer)


def chosen_printer(preferences: Preferences) -> QPrinter:
    """The village's printer as it was used last, or the system's own choice where that one is gone."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if preferences.printer in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(preferences.printer)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if preferences.duplex else QPrinter.DuplexMode.DuplexNone)
    return printer


def remember(folder: Path, printer: QPrinter) -> None:
    """Keep which printer it was, and whether it turned the sheet. Raises OSError where the folder cannot be written."""
    turned = printer.duplex() in (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide)
    change_preferences(folder, printer=printer.printerName(), duplex=turned)


def ask_file(parent: QWidget, name: str) -> ToFile | None:
    """Ask for a file to save to."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存成文件"), str(Path.home() / f"{name}.pdf"), "PDF (*.pdf)")
    return ToFile(Path(chosen)) if chosen else None


def send(printer: QPrinter, pdf: bytes) -> None:
    """Draw each page on the whole sheet of `printer`, or those to which it was set, as after a jam.

    Raises Refused where the printer does not start, or where the paper has no such page.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setResolution(DPI)
    painter = QPainter()
    count = document.pageCount()
    # What the printer cannot repeat by itself is sent as often as it is wanted.
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    ranges = printer.pageRanges()
    pages = [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]
    if not pages:
        raise refuse("这份文件只有 {n} 页，没有第 {first} 页。", n=count, first=ranges.firstPage())
    for number, page in enumerate(pages * times):
        size = document.pagePointSize(page)
        wide = size.width() > size.height()
        # Every sheet is fed upright: a printer that is told of a wide page in between turns all of them on their heads.
        sheet = QPageSize(size.transposed() if wide else size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        printer.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        printer.setFullPage(True)
        if not number:
            if not painter.begin(printer):
                raise refuse("打印机没有接受。请检查打印机的电源、连线和纸，再打印一次。")
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # thin strokes stay as they are
        else:
            printer.newPage()
        area = printer.paperRect(QPrinter.Unit.DevicePixel).size().toSize()
        painter.drawImage(0, 0, _pictured(document, page, area.transposed() if wide else area, printer.colorMode()))
    painter.end()
    document.close()


def _pictured(document: QPdfDocument, page: int, size: QSize, colours: QPrinter.ColorMode) -> QImage:
    """The page on white paper; in black and white it travels as grey, whatever the printer would make of colours.

    A wide page lies with its head at the left of the sheet, on both sides of it (GB/T 9704-2012, 8).
    """
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    if size.width() > size.height():
        paper = paper.transformed(QTransform().rotate(-90))
    grey = colours is QPrinter.ColorMode.GrayScale
    return paper.convertToFormat(QImage.Format.Format_Grayscale8) if grey else paper
