"""What the county says is seen: its notices until they were read, when this PC delivers, its answer on a case, its rules."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

from desktop.commands.own_county import own_county, program
from desktop.gui.cases.case.page import CasePage
from desktop.gui.settings.page import SettingsPage
from desktop.gui.upload.page import UploadPage
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import open_case
from desktop.services.desk import Desk
from desktop.services.forms_in_use import forms_in_use
from desktop.services.upload.install_pack import INSTALLED, Installed, install_pack
from desktop.storage.files import OWN_FORMS
from forms.load import load_pack
from tests.forms.folders import GOOD, SHEET, put
from tests.gui.test_upload import Settled, enrol, open_page, sealed_print


def texts(page: UploadPage) -> str:
    return "\n".join(label.text() for label in page.county.words)


def test_a_notice_is_shown_until_it_was_read(window: MainWindow, village: Desk, settled: Settled, tmp_path: Path) -> None:
    sealed_print(village)
    case = open_case(village, title="修灌渠", proposer="张伟").id
    with own_county(tmp_path / "county") as county:
        page = open_page(window, settled)
        enrol(page, window, settled, county)
        assert "这台电脑的上报时间：" in texts(page)
        data = ["--data", str(county.folder)]
        for words in (
            ["notice", "--title", "防汛", "--text", "今晚有大雨，河边各组请值守。"],
            ["slot", "--village", "320682104215", "--at", "28 20:10"],
            ["feedback", "--village", "320682104215", "--case", case, "--state", "adopted", "--text", "列入明年计划。", "--by", "水利局"],
            ["pack", str(put(tmp_path / "own", rules__elders=GOOD, sheets__look=SHEET)), "--title", "本县办法"],
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
    window.go("case", case=case)
    settled(window)
    assert isinstance(window.page, CasePage)
    assert window.page.county.isVisible()
    assert "县里已采纳（水利局）：列入明年计划。" in window.page.county.text(), "whoever opens the case reads it"
    assert rules_of(window, settled) == "在用的是程序自带的规则和表单。县里又发来一套，已经收全，下次打开程序时启用。"
    install_pack(village.folder / OWN_FORMS, village.store, village.clock().at)
    with village.store.read() as work:
        kept = work.settings.get(INSTALLED, Installed)
    assert kept is not None
    pack = load_pack(village.folder / OWN_FORMS, signed=True)
    told = forms_in_use(dataclasses.replace(village, pack=pack))
    assert [str(one) for one in told] == [f"在用的是县里 {kept.at[:10]} 签发的一套（本县办法），没有写到的用程序自带的。"]


def rules_of(window: MainWindow, settled: Settled) -> str:
    window.go("settings")
    settled(window)
    assert isinstance(window.page, SettingsPage)
    return window.page.forms.text()
