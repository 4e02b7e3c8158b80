"""The month goes to a real county server in its own process; only a signed receipt counts as delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.commands.own_county import OwnCounty, own_county
from desktop.gui.printing import ToFile
from desktop.gui.tour import text_of
from desktop.gui.upload.page import UploadPage
from desktop.gui.upload.progress import ProgressLine
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.papers.print_paper import print_paper
from desktop.services.upload.upload_month import upload_month

Settled = Callable[[MainWindow], None]
VILLAGE = "320682104215"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[OwnCounty]:
    with own_county(tmp_path / "county") as running:
        yield running


def open_page(window: MainWindow, settled: Settled) -> UploadPage:
    window.go("upload")
    settled(window)
    assert isinstance(window.page, UploadPage)
    return window.page


def enrol(page: UploadPage, window: MainWindow, settled: Settled, county: OwnCounty, fingerprint: str = "") -> None:
    slip = county.enrol(VILLAGE, "柳溪村")
    page.enrol.url.setText(county.url)
    page.enrol.code.setText(slip.code.lower())
    page.enrol.fingerprint.setText(fingerprint or slip.fingerprint)
    page.enrol.button.click()
    settled(window)


def sealed_print(desk: Desk) -> str:
    meeting = plan_meeting(desk, Plan(title="村民代表会议", date="2026-06-18", time="19:30"))
    print_paper(desk, meeting, "sign-in", blank=True)
    return meeting


def test_a_month_is_delivered_and_its_receipt_can_be_printed(
    window: MainWindow, village: Desk, settled: Settled, county: OwnCounty, tmp_path: Path
) -> None:
    sealed_print(village)
    page = open_page(window, settled)
    assert page.stack.currentWidget() is page.enrol
    enrol(page, window, settled, county)
    assert "登记好" in page.notice.text
    assert [row[3] for row in page.table.rows] == ["待上报"]
    page.main.click()
    settled(window)
    month = upload_month(village)
    assert month.waiting == 0
    (row,) = page.table.rows
    assert row[3] == f"已送达（回执 {month.rows[0].batch[:4].upper()}）"
    assert county.arrived()["batches"]
    page.receipt.click()
    settled(window)
    assert page.paper.pages >= 1
    out = tmp_path / "receipt.pdf"
    page.deliver(ToFile(out))
    settled(window)
    assert month.rows[0].batch[:8] in text_of(out.read_bytes())
    assert upload_month(village).waiting == 0, "printing the receipt makes no new work"


def test_a_month_that_went_in_two_batches_has_one_receipt_on_paper(
    window: MainWindow, village: Desk, settled: Settled, county: OwnCounty, tmp_path: Path
) -> None:
    page = open_page(window, settled)
    enrol(page, window, settled, county)
    meeting = sealed_print(village)
    page.send_month()
    settled(window)
    print_paper(village, meeting, "agenda", blank=True)
    page.send_month()
    settled(window)
    page = open_page(window, settled)
    assert len(page.table.rows) == 1, "of one meeting"
    first, second = page.list.batches
    page.receipt.click()
    settled(window)
    page.deliver(ToFile(tmp_path / "receipt.pdf"))
    settled(window)
    text = text_of((tmp_path / "receipt.pdf").read_bytes())
    assert first[:8] in text
    assert second[:8] in text
    assert "附件" not in text, "there were none"


def test_a_county_with_another_key_is_not_believed(
    window: MainWindow, village: Desk, settled: Settled, county: OwnCounty
) -> None:
    page = open_page(window, settled)
    enrol(page, window, settled, county, fingerprint="0" * 32)
    assert page.notice.text
    assert not upload_month(village).enrolled
    assert page.enrol.button.isEnabled()


def test_a_line_that_is_down_leaves_everything_waiting_and_says_so(
    window: MainWindow, village: Desk, settled: Settled, tmp_path: Path
) -> None:
    sealed_print(village)
    page = open_page(window, settled)
    with own_county(tmp_path / "county") as county:
        enrol(page, window, settled, county)
    page.send_month()
    page._stop()
    settled(window)
    assert page.outcome.property("role") == "warning"
    assert [row[3] for row in page.table.rows] == ["待上报"]
    assert page.main.isEnabled()
    assert page.main.hasFocus()
    assert page.progress.isHidden()
    page.send_month()
    settled(window)
    assert "连不上县级服务器" in page.outcome.text()
    assert "自己上报" in page.outcome.text(), "when it goes on by itself"
    page = open_page(window, settled)
    said = "\n".join(one.text() for one in page.county.words)
    assert page.outcome.isHidden()
    assert "没有传完：连不上县级服务器" in said, "why it waits is there for whoever comes later"
    assert "各村的时间错开" in said


def test_a_slow_line_is_told_as_time(window: MainWindow) -> None:
    now = [0.0]
    line = ProgressLine(lambda: None, lambda: now[0])
    line.begin()
    now[0] = 60.0
    line.tell((1000, 10_000))
    assert line.bar.format() == "上报中 10 %"
    assert "约 9 分钟" in line.words.text()
    now[0] = 61.0
    line.tell((9_900, 10_000))
    assert "很快就好" in line.words.text()
    line.tell((10_000, 10_000))
    now[0] += 30
    line.look()
    assert "县里 30 秒没有回音" in line.words.text()
    line.deleteLater()


def test_hours_of_sleep_in_the_middle_are_not_taken_for_a_slow_line(window: MainWindow) -> None:
    now = [0.0]
    line = ProgressLine(lambda: None, lambda: now[0])
    line.begin()
    for _ in range(6):
        now[0] += 10
        line.tell((int(now[0]) * 1000, 1_000_000))
    assert "约 16 分钟" in line.words.text()
    now[0] += 3 * 3600
    line.look()
    assert "180 分钟没有动静" in line.words.text()
    for done in (70_000, 80_000, 90_000):
        now[0] += 10
        line.tell((done, 1_000_000))
    assert "约 15 分钟" in line.words.text()
    line.tell((90_500, 50_000_000))
    assert "约 13 小时" in line.words.text()
    line.deleteLater()
