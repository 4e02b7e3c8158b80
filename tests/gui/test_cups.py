"""What a real CUPS server makes of a paper: every page to within half a millimetre, and its code still readable."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
from PIL import Image, ImageChops
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QRadioButton, QSpinBox, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.reading import read_page
from desktop.gui import theme
from desktop.gui.preferences import Preferences, change_preferences, read_preferences
from desktop.gui.print_dialog import print_dialog
from desktop.gui.printing import chosen_printer, remember, send
from desktop.papers import draw, prepare
from desktop.papers.joined import joined
from forms.language import Refused
from tests.exchange import inked
from tests.papers import sample

DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
NAME = "YishitangTest"
HALF_A_MM = 0.5
Part = TypeVar("Part", bound=QWidget)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return draw(prepare("minutes", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf


@pytest.fixture
def server() -> Iterator[str]:
    """A CUPS server of our own with its PDF printer; both go when the test ends."""
    if shutil.which("cupsd") is None or not DRIVER.exists() or os.geteuid() != 0:
        pytest.skip("CUPS with its PDF printer is not installed here, or this is not root")
    if "not running" not in subprocess.run(["lpstat", "-r"], capture_output=True, text=True).stdout:
        pytest.skip("a CUPS server runs here already: it is not ours to change")
    with subprocess.Popen(["cupsd", "-f"]) as running:
        try:
            add = ["lpadmin", "-p", NAME, "-E", "-v", "cups-pdf:/", "-P", str(DRIVER)]
            until(lambda: subprocess.run(add, capture_output=True).returncode == 0)
            yield NAME
            subprocess.run(["lpadmin", "-x", NAME], capture_output=True)
        finally:
            running.terminate()


def until(done: object, seconds: float = 90) -> None:
    assert callable(done)
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.5)


def written(document: str) -> bytes:
    """What the PDF printer wrote, once it no longer grows."""
    folder = Path(pwd.getpwuid(os.geteuid()).pw_dir) / "PDF"
    files: list[Path] = []

    def whole() -> bool:
        files[:] = folder.glob(f"*{document}*.pdf")
        if not files or b"%%EOF" not in files[0].read_bytes()[-1024:]:
            return False
        return subprocess.run(["lpstat", "-o", NAME], capture_output=True, text=True).stdout == ""

    until(whole)
    data = files[0].read_bytes()
    files[0].unlink()
    return data


def edges(page: Image.Image) -> tuple[float, ...]:
    """Where the ink of a page begins and ends, in mm."""
    box = page.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return tuple(side / inked.scale(page) for side in box)


@pytest.mark.long
def test_a_paper_comes_out_of_cups_to_half_a_millimetre_and_can_be_read(qtbot: QtBot, pdf: bytes, server: str) -> None:
    printer = QPrinter(QPrinterInfo.printerInfo(server), QPrinter.PrinterMode.HighResolution)
    document = f"yishitang-{uuid4().hex}"
    printer.setDocName(document)
    send(printer, pdf)
    before, after = inked.printed(pdf), inked.printed(written(document))
    assert len(after) == len(before)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        assert all(abs(there - here) <= HALF_A_MM for there, here in zip(edges(new), edges(old), strict=True))
        assert [code.page for code in read_page(new).codes] == [number]


@pytest.mark.long
def test_wide_pages_among_upright_ones_turn_none_of_them_on_its_head(qtbot: QtBot, pdf: bytes, server: str) -> None:
    wide = draw(prepare("tally", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED, blank=True)).pdf
    both = joined((pdf, wide))
    printer = chosen_printer(Preferences(printer=server))
    document = f"yishitang-{uuid4().hex}"
    printer.setDocName(document)
    send(printer, both)
    before, after = inked.printed(both), inked.printed(written(document))
    assert [page.width > page.height for page in (before[0], before[-1], after[-1])] == [False, True, False]
    for old, new in zip(before, after, strict=True):
        upright = old.rotate(90, expand=True) if old.width > old.height else old
        assert all(abs(there - here) <= HALF_A_MM for there, here in zip(edges(new), edges(upright), strict=True))
        assert ImageChops.difference(new.getchannel(0), new.getchannel(2)).getbbox() is None, "black and white is grey"


def one(dialog: QWidget, kind: type[Part], name: str) -> Part:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


@pytest.mark.long
def test_the_dialog_shows_all_that_can_be_chosen_in_chinese_with_the_villages_printer_first(
    qtbot: QtBot, server: str, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, 1.0)
    change_preferences(tmp_path, printer=server, duplex=False)
    printer = chosen_printer(read_preferences(tmp_path))
    dialog = print_dialog(parent, printer, pages=13, rest=4)
    qtbot.addWidget(dialog)
    dialog.show()
    assert one(dialog, QComboBox, "printers").currentText() == server
    said = {part.objectName(): part.text() for part in dialog.findChildren(QAbstractButton) if part.isVisible()}
    assert (said["printRange"], said["printAll"], said["collate"]) == ("从第", "打印全部", "逐份打印")
    assert "reverse" not in said
    assert not any(text.endswith((">>", "<<")) for text in said.values())
    numbers = {part.objectName(): part.value() for part in dialog.findChildren(QSpinBox) if part.isVisible()}
    assert numbers == {"from": 4, "to": 13, "copies": 1}
    one(dialog, QTabWidget, "tabs").setCurrentIndex(1)
    assert {"noDuplex", "duplexLong", "grayscale", "color"} <= {
        part.objectName() for part in dialog.findChildren(QAbstractButton) if part.isVisible()
    }
    assert one(dialog, QRadioButton, "grayscale").isChecked()
    assert dialog.height() < 728


@pytest.mark.long
def test_the_printer_and_both_sides_are_offered_again_the_next_time(qtbot: QtBot, server: str, tmp_path: Path) -> None:
    printer = QPrinter(QPrinterInfo.printerInfo(server), QPrinter.PrinterMode.HighResolution)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    remember(tmp_path, printer)
    again = chosen_printer(read_preferences(tmp_path))
    assert again.printerName() == server
    assert again.duplex() == printer.duplex()
    assert again.colorMode() == QPrinter.ColorMode.GrayScale


def test_after_a_jam_the_rest_of_a_paper_is_printed(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    def printed(first: int, last: int) -> list[int]:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        printer.setFromTo(first, last)
        send(printer, pdf)
        return [
            code.page for page in inked.printed((tmp_path / "out.pdf").read_bytes()) for code in read_page(page).codes
        ]

    count = len(inked.printed(pdf, 30))
    assert printed(3, count) == list(range(3, count + 1))
    assert printed(2, 2) == [2]
    with pytest.raises(Refused, match="没有第"):
        printed(count + 1, count + 2)
