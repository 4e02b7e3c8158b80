"""What the county says stands on the upload page: its notices until they were read, and when this PC delivers."""

from __future__ import annotations

import subprocess
from pathlib import Path

from desktop.commands.own_county import own_county, program
from desktop.gui.upload.page import UploadPage
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.test_upload import Settled, enrol, open_page, sealed_print


def texts(page: UploadPage) -> str:
    return "\n".join(label.text() for label in page.county.words)


def test_a_notice_is_shown_until_it_was_read(window: MainWindow, village: Desk, settled: Settled, tmp_path: Path) -> None:
    sealed_print(village)
    with own_county(tmp_path / "county") as county:
        page = open_page(window, settled)
        enrol(page, window, settled, county)
        assert "这台电脑的上报时间：" in texts(page)
        data = ["--data", str(county.folder)]
        for words in (
            ["notice", "--title", "防汛", "--text", "今晚有大雨，河边各组请值守。"],
            ["slot", "--village", "320682104215", "--at", "28 20:10"],
        ):
            subprocess.run([*program(), *words, *data], check=True, capture_output=True)
        page.main.click()
        settled(window)
        assert "这台电脑的上报时间：28 日 20:10" in texts(page)
        assert "防汛　今晚有大雨" in texts(page)
        assert "1 条通知" in page.outcome.text()
        (button,) = page.county.buttons
        button.click()
        settled(window)
        assert "防汛" not in texts(page)
