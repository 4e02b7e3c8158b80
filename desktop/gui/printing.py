"""From a PDF to the printer, or to a file where there is none. What comes out is the same page as in the preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.gui.words import _
from forms.language import Sentence, say

DPI = 300
"""Enough for 5-point type on a village's printer; the page travels as a picture."""


def print_pdf(parent: QWidget, pdf: bytes, name: str) -> Sentence | None:
    """Ask which printer, and print; where the PC has no printer, offer to save. Returns what happened, None for nothing."""
    if not QPrinterInfo.availablePrinterNames():
        saved = save_pdf(parent, pdf, name)
        return saved and say("这台电脑没有装打印机。{saved}", saved=saved)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("打印"))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return send(printer, pdf)


def send(printer: QPrinter, pdf: bytes) -> Sentence:
    """Draw every page on the whole sheet of `printer`."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setFullPage(True)
    printer.setResolution(DPI)
    painter = QPainter()
    for page in range(document.pageCount()):
        size = document.pagePointSize(page)
        layout = QPageLayout(
            QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch),
            QPageLayout.Orientation.Landscape if size.width() > size.height() else QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
        printer.setPageLayout(layout)
        printer.setFullPage(True)
        if page == 0:
            if not painter.begin(printer):
                return say("打印机没有接受。请检查打印机电源、连线和纸,再打印一次。")
        else:
            printer.newPage()
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel).size().toSize()
        painter.drawImage(0, 0, document.render(page, QSize(sheet.width(), sheet.height())))
    painter.end()
    document.close()
    return say("已送到打印机 {name}。", name=printer.printerName() or printer.outputFileName())


def save_pdf(parent: QWidget, pdf: bytes, name: str) -> Sentence | None:
    """Ask where, and save. Returns what happened, None where nothing was chosen."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存成文件"), str(Path.home() / f"{name}.pdf"), "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    try:
        path.write_bytes(pdf)
    except OSError as error:
        return say("没有存成:{file} 写不进去({why})。请换一个地方再存。", file=str(path), why=error.strerror or "")
    return say("已存为 {file}。", file=str(path))
