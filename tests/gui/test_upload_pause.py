"""A delivery over a slow line is paused, and goes on at the leaf where it was."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.commands.own_county import OwnCounty, own_county
from desktop.gui.printing import ToFile
from desktop.gui.tour import text_of
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.papers.attach_scan import attach_scan
from desktop.services.papers.print_paper import print_paper
from tests.gui.test_upload import enrol, open_page

Settled = Callable[[MainWindow], None]


class SlowLine:
    """A line between the PC and the county, in this process. `rate` is bytes in a second upwards."""

    def __init__(self, county: str) -> None:
        host, port = county.removeprefix("http://").split(":")
        self._to = (host, int(port))
        self.rate = 10_000_000
        self.passed = 0
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 10)
        self._door.bind(("127.0.0.1", 0))
        self._door.listen()
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._door.accept()
                far = socket.create_connection(self._to)
                threading.Thread(target=self._up, args=(near, far), daemon=True).start()
                threading.Thread(target=_pipe, args=(far, near), daemon=True).start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError), near:
            while data := near.recv(4096):
                time.sleep(len(data) / self.rate)
                self.passed += len(data)
                far.sendall(data)
            far.shutdown(socket.SHUT_WR)


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError), source:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def slow_county(folder: Path) -> Iterator[tuple[OwnCounty, SlowLine]]:
    with own_county(folder) as county:
        line = SlowLine(county.url)
        try:
            yield OwnCounty(county.folder, line.url), line
        finally:
            line.close()


def sealed_scans(desk: Desk, folder: Path) -> None:
    """Sheets with so much on them that their copies for the county go in two requests."""
    meeting = plan_meeting(desk, Plan(title="村民代表会议", date="2026-06-18", time="19:30"))
    printed = print_paper(desk, meeting, "sign-in", blank=True)
    for _ in range(2):
        noise = QImage(os.urandom(600 * 850), 600, 850, 600, QImage.Format.Format_Grayscale8)
        noise.save(str(folder / "scan.png"))
        attach_scan(desk, printed.print.print_id, folder / "scan.png")


def weight(desk: Desk) -> int:
    """Bytes of what is attached to the records."""
    with desk.store.read() as work:
        names = {name for sealed in work.ledger.after(0) for name in sealed.record.blobs}
        return sum(work.blobs.size(name) for name in names)


@pytest.mark.long
def test_a_delivery_is_paused_and_goes_on_where_it_was(
    window: MainWindow, village: Desk, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    sealed_scans(village, tmp_path)
    page = open_page(window, settled)
    with slow_county(tmp_path / "county") as (county, line):
        enrol(page, window, settled, county)
        line.rate = 80_000
        before = line.passed
        page.main.click()
        assert page.progress.stop.isVisible()
        assert not page.main.isEnabled()
        qtbot.waitUntil(lambda: page.progress.bar.value() >= 300, timeout=60_000)
        assert page.table.rows[0][3].startswith("上报中 ")
        page.progress.stop.click()
        settled(window)
        first = line.passed - before
        assert page.outcome.property("role") == "warning"
        assert "自己上报" in page.outcome.text()
        assert page.main.text() == "接着传"
        assert page.table.rows[0][3] == "附件待传", "the record has its receipt, the scan has not"
        line.rate, before = 10_000_000, line.passed
        page.main.click()
        settled(window)
        assert page.table.rows[0][3].startswith("已送达（回执 ")
        assert first + line.passed - before < weight(village) + (64 << 10), "what had arrived was not sent again"
        page.receipt.click()
        settled(window)
        page.deliver(ToFile(tmp_path / "receipt.pdf"))
        settled(window)
        assert "附件2个，也已签收" in text_of((tmp_path / "receipt.pdf").read_bytes())
