"""The window without a person: every page opened one after another, looked at, and kept as a picture."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCursor
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from desktop.gui import theme
from desktop.gui.background import Background
from desktop.gui.window import PAGES, MainWindow
from desktop.gui.words import tongue
from desktop.services.desk import Desk
from forms.language import CHINESE, refuse

WIDTH, HEIGHT = 1366, 768
PATIENCE = 60.0
"""Seconds in which a page must have read what it shows, on the slowest PC."""
DRAWN = 0.3
"""Seconds for what is drawn by a thread of Qt's own, such as the preview of a paper."""


def application() -> QApplication:
    """The application, offscreen where there is no display."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    return app


def quiet_offscreen() -> None:
    """Leave out what Qt's offscreen platform says each time a window changes its size; everything else is still told."""

    def tell(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if "propagateSizeHints" not in words:
            print(words, file=sys.stderr)

    if application().platformName() == "offscreen":
        qInstallMessageHandler(tell)


class Tour:
    """A window on `desk`. Close it when done; the desk stays open."""

    def __init__(self, desk: Desk, language: str = CHINESE, scale: float = 1.0) -> None:
        self._app = application()
        # A pointer that lies over a button would mark it in every picture.
        QCursor.setPos(WIDTH - 1, HEIGHT - 1)
        tongue.current = language
        theme.load_fonts((*theme.DAILY, *theme.RARE))
        theme.dress(self._app, scale)
        self._background = Background()
        self.window = MainWindow(self._background)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.opened(desk)
        self.settle()

    def settle(self, more: float = 0.0) -> None:
        """Wait until everything asked of the desk has come back. Raises Refused where that takes too long."""
        began = time.monotonic()
        while self._background.waiting or time.monotonic() - began < more:
            self._app.processEvents()
            time.sleep(0.005)
            if time.monotonic() - began > PATIENCE:
                raise refuse("页面一直没有显示出来。")
        self._app.processEvents()

    def visit(self, page: str, meeting: str = "", picture: Path | None = None) -> None:
        """Open a page and keep a picture of it. Raises Refused with what the page itself complains of."""
        self.window.choose_meeting(meeting)
        self.window.go(page)
        self.settle(DRAWN)
        shown = self.window.page
        if shown is None or shown.notice.text:
            raise refuse("页面“{page}”没有打开：{why}", page=page, why=shown.notice.text if shown else "")
        if picture is not None:
            self.window.grab().save(str(picture))

    def close(self) -> None:
        self.window.close()
        self._background.close()


def every_page(desk: Desk, meeting: str, folder: Path | None = None) -> tuple[str, ...]:
    """Open all pages of the window on a desk that has this meeting; returns their names. Raises Refused."""
    tour = Tour(desk)
    try:
        for number, page in enumerate(PAGES, 1):
            tour.visit(page, meeting, folder / f"{number}-{page}.png" if folder else None)
    finally:
        tour.close()
    return tuple(PAGES)


def text_of(pdf: bytes) -> str:
    """The text of a PDF as a reader would copy it out."""
    application()
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))
