"""A village without a line: enrolled, delivered and answered by a real folder as stick and the county's own commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from county.__main__ import main as county_main
from desktop.domain.events import Moment
from desktop.gui.parts.buttons import BigButton
from desktop.gui.upload.page import UploadPage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.papers.print_paper import print_paper
from desktop.services.revoked import REVOKED, Revoked
from desktop.wire.enrolment import SLIP
from desktop.wire.records import record_hash
from desktop.wire.short_receipt import LABEL

Settled = Callable[[MainWindow], None]
VILLAGE = "320682104215"


class Office:
    """The county without a server: its commands, typed in the office."""

    def __init__(self, folder: Path, said: pytest.CaptureFixture[str]) -> None:
        self.folder, self._said = folder / "county", said

    def __call__(self, command: str, *words: object) -> str:
        self._said.readouterr()
        status = county_main([command, "--data", str(self.folder), *map(str, words)])
        said = self._said.readouterr()
        assert status == 0, said
        return said.out

    def slip(self) -> dict[str, Any]:
        slip: dict[str, Any] = json.loads(self("enrol", "--village", VILLAGE, "--name", "柳溪村", "--json"))
        return slip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def open_page(window: MainWindow, settled: Settled) -> UploadPage:
    window.go("upload")
    settled(window)
    assert isinstance(window.page, UploadPage)
    return window.page


def press(button: BigButton, window: MainWindow, settled: Settled) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    button.click()
    settled(window)


def seal(desk: Desk, title: str = "村民代表会议") -> None:
    print_paper(desk, plan_meeting(desk, Plan(title=title, date="2026-06-18", time="19:30")), "sign-in", blank=True)


def enrol_by_stick(page: UploadPage, office: Office, usb: Path, window: MainWindow, settled: Settled) -> None:
    slip = office.slip()
    page.enrol.code.setText(slip["code"])
    page.enrol.fingerprint.setText(slip["words"])
    page.enrol.place.choose(usb)
    press(page.enrol.save, window, settled)
    assert "送到县里" in page.notice.text
    office("take-stick", usb)
    press(page.enrol.read, window, settled)
    assert "登记好了：柳溪村" in page.notice.text


def words_of(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def states(page: UploadPage) -> list[str]:
    return [row[3] for row in page.table.rows]


def test_a_village_without_a_line_delivers_by_stick_and_the_home_page_agrees(
    qtbot: QtBot, window: MainWindow, village: Desk, settled: Settled, office: Office, usb: Path
) -> None:
    seal(village)
    page = open_page(window, settled)
    enrol_by_stick(page, office, usb, window, settled)
    assert not page.main.isVisible(), "a PC that has no line is not offered one"
    assert page.county.words == [], "nor told when it would call"
    assert states(page) == ["待上报"]
    press(page.stick, window, settled)
    page.by_hand.place.choose(usb)
    press(page.by_hand.save, window, settled)
    assert "读回核对：1 条记录" in page.by_hand.outcome.text()
    assert "县里还没有回音" in page.by_hand.words.text()
    press(page.by_hand.read, window, settled)
    assert "没有县里给本机的答复" in page.notice.text, "nothing has been answered yet"
    press(page.back, window, settled)
    assert states(page) == ["在 U 盘上（等县里回音）"]
    assert page.words.text() == "1 件在 U 盘上，等县里回音。"
    window.go("home")
    settled(window)
    home = window.page
    assert home is not None
    qtbot.waitUntil(lambda: "在 U 盘上等县里回音 1 件" in words_of(home), timeout=60_000)
    office("notice", "--title", "防汛", "--text", "今晚有大雨")
    office("take-stick", usb)
    shutil.copytree(usb, old := usb.with_name("old"))
    page = open_page(window, settled)
    press(page.stick, window, settled)
    press(page.by_hand.read, window, settled)
    assert "已全部签收" in page.by_hand.outcome.text()
    assert "县里有 1 条通知" in page.by_hand.outcome.text()
    press(page.back, window, settled)
    assert states(page)[0].startswith("已送达（回执 ")
    assert page.receipt.isVisible()
    assert any("今晚有大雨" in label.text() for label in page.county.words)
    office("notice", "--title", "换届")
    press(page.stick, window, settled)
    press(page.by_hand.save, window, settled)
    office("take-stick", usb)
    press(page.by_hand.read, window, settled)
    assert "县里有 2 条通知" in page.by_hand.outcome.text()
    page.by_hand.place.choose(old)
    press(page.by_hand.read, window, settled)
    assert "比本机已有的旧，没有收下" in page.by_hand.outcome.text()


def test_a_receipt_on_paper_is_typed_scanned_and_photographed(
    window: MainWindow, village: Desk, settled: Settled, office: Office, usb: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(window, settled)
    enrol_by_stick(page, office, usb, window, settled)
    page.by_hand.place.choose(usb)
    for number, way in enumerate(("typed", "scanned", "photographed"), 1):
        seal(village, f"第 {number} 次会议")
        press(page.stick, window, settled)
        press(page.by_hand.save, window, settled)
        office("take-stick", usb)
        records, blobs = newest_codes(office, village)
        if way == "typed":
            press(page.by_hand.take, window, settled)
            assert "还没有抄" in page.notice.text
            page.by_hand.code.setPlainText(records[:-1] + ("1" if records.endswith("0") else "0"))
            press(page.by_hand.take, window, settled)
            assert "抄错了" in page.notice.text
            for code in (records.lower(), blobs):
                page.by_hand.code.setPlainText(code)
                press(page.by_hand.take, window, settled)
        elif way == "scanned":
            for code in (records, blobs):
                page.by_hand.code.setFocus()
                qtbot.keyClicks(page.by_hand.code, LABEL + code.replace("\n", ""))
                qtbot.keyClick(page.by_hand.code, Qt.Key.Key_Return)
                qtbot.waitUntil(lambda: page.by_hand.code.toPlainText() == "", timeout=60_000)
        else:
            for code in (records, blobs):
                photo = tmp_path / "photo.png"
                segno.make(LABEL + code.replace("\n", ""), error="m", micro=False).save(str(photo), scale=6)
                page.by_hand.photo_of(photo)
                settled(window)
        settled(window)
        assert "是县里签的" in page.by_hand.outcome.text(), (way, page.notice.text)
        press(page.back, window, settled)
        assert all(state.startswith("已送达") for state in states(page)), (way, states(page))


def newest_codes(office: Office, desk: Desk) -> list[str]:
    """As they stand on the county's page, lines of letters and digits: for the records, and for what is attached."""
    lines = office("receipt", "--device", desk.keys.device.id).strip().splitlines()
    codes = [""]
    for line in lines:
        if line.isalnum() and line.isascii():
            codes[-1] += line + "\n"
        elif codes[-1]:
            codes.append("")
    return [code.strip() for code in codes if code][-2:]


def test_months_are_paged_and_what_came_back_is_told_in_full(
    window: MainWindow, village: Desk, settled: Settled, office: Office, usb: Path
) -> None:
    seal(replace(village, clock=lambda: Moment("2026-01-10T09:00:00")), "一月的会")
    seal(village)
    page = open_page(window, settled)
    enrol_by_stick(page, office, usb, window, settled)
    assert len(states(page)) == 2, "what waits from before stands in this month's list"
    assert not page.list.now.isVisible()
    while page.list.before.isEnabled():
        press(page.list.before, window, settled)
    assert page.month is not None
    assert page.month.month == "2026-01"
    assert [row[1] for row in page.table.rows] == ["一月的会"]
    press(page.list.now, window, settled)
    assert len(states(page)) == 2
    press(page.stick, window, settled)
    page.by_hand.place.choose(usb)
    press(page.by_hand.save, window, settled)
    office("take-stick", usb)
    press(page.by_hand.read, window, settled)
    with village.store.read() as work:
        returned = record_hash(next(iter(work.ledger.after(1))).record)
    words = "签到表上少一个人的签名，请补签以后再扫描一次。"
    office("feedback", "--record", returned, "--state", "returned", "--text", words)
    press(page.by_hand.save, window, settled)
    office("take-stick", usb)
    press(page.by_hand.read, window, settled)
    press(page.back, window, settled)
    assert [row[3][:4] for row in page.table.rows] == ["退回补正", "已送达（"], "January's was delivered this month, too"
    assert words in page.list.why.text()
    assert page.list.why.isVisible()
    press(page.list.before, window, settled)
    assert not page.list.why.isVisible()


def test_a_pc_that_the_county_has_revoked_is_offered_nothing_that_cannot_be(
    window: MainWindow, village: Desk, settled: Settled, office: Office, usb: Path
) -> None:
    page = open_page(window, settled)
    enrol_by_stick(page, office, usb, window, settled)
    with village.store.work() as work:
        work.settings.put(REVOKED, Revoked("2026-11-22T09:00:00", "电脑丢失"))
    page = open_page(window, settled)
    assert any("县里已停用这台电脑（电脑丢失）" in label.text() for label in page.county.words)
    assert not page.main.isVisible()
    assert page.again.isVisible(), "a new code lets it in again"


def test_a_stick_that_is_not_there_or_goes_away_is_told_and_nothing_is_lost(
    window: MainWindow, village: Desk, settled: Settled, office: Office, usb: Path
) -> None:
    seal(village)
    page = open_page(window, settled)
    enrol_by_stick(page, office, usb, window, settled)
    press(page.stick, window, settled)
    page.by_hand.place.list.clear()
    press(page.by_hand.save, window, settled)
    assert "没有看到 U 盘" in page.notice.text
    page.by_hand.place.choose(usb)
    shutil.rmtree(usb)
    press(page.by_hand.save, window, settled)
    assert "没有找到 U 盘" in page.notice.text
    usb.mkdir()
    (usb / "yishitang").write_bytes(b"")
    press(page.by_hand.save, window, settled)
    assert "U 盘" in page.notice.text
    (usb / "yishitang").unlink()
    page.by_hand.save.click()
    page.by_hand.progress.stop.click()
    settled(window)
    if not page.by_hand.words.text().startswith("有 1 件"):
        assert "还没有回音" in page.by_hand.words.text(), "the stick was quicker than the hand"
    assert page.by_hand.save.isEnabled()
    assert page.by_hand.progress.isHidden()
    press(page.by_hand.save, window, settled)
    assert "读回核对" in page.by_hand.outcome.text()


def test_a_slip_is_scanned_photographed_or_typed_and_checked_at_once(
    window: MainWindow, village: Desk, settled: Settled, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    slip = office.slip()
    page = open_page(window, settled)
    form = page.enrol
    form.code.setFocus()
    qtbot.keyClicks(form.code, "ABC")
    qtbot.keyClick(form.code, Qt.Key.Key_Tab)
    assert "12 位" in form.code_right.text()
    assert QApplication.focusWidget() is form.fingerprint
    qtbot.keyClicks(form.fingerprint, "0" * 31)
    qtbot.keyClick(form.fingerprint, Qt.Key.Key_Tab)
    assert "32 位" in form.fingerprint_right.text()
    form.code.clear()
    text = f"{SLIP}{slip['code']} {slip['fingerprint']} https://xian.example.cn:8443"
    qtbot.keyClicks(form.code, text.swapcase())
    qtbot.keyClick(form.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.url.text() != "", timeout=60_000)
    settled(window)
    assert (form.code.text(), form.fingerprint.text()) == (slip["code"], slip["fingerprint"])
    assert form.url.text() == "https://xian.example.cn:8443"
    assert form.code_right.text().startswith("✓")
    photo = tmp_path / "slip.png"
    segno.make(f"{SLIP}{slip['code']} {slip['fingerprint']}", error="m", micro=False).save(str(photo), scale=6)
    form.code.clear()
    form.photo_of(photo)
    settled(window)
    assert (form.code.text(), form.url.text()) == (slip["code"], "")
    form.code.setText(slip["code"])
    form.fingerprint.setText(slip["words"])
    form.fingerprint.editingFinished.emit()
    assert "四个词都在词表里" in form.fingerprint_right.text()
