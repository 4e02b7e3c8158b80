"""What the county has said survives a restore: its rules come back with the data, and no old stick takes the village further back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from county.down import order
from county.down_packs import send_pack
from county.store import Store
from desktop.bootstrap import open_desk
from desktop.services.back_up import back_up, restore
from desktop.services.upload.install_pack import INSTALLED, Installed
from desktop.services.upload.notice_epoch import notice_epoch
from desktop.storage.backup import files_in
from desktop.storage.files import OWN_FORMS
from desktop.sync.down import DOUBT, down_state
from desktop.wire.down_bodies import NOTICE, Notice
from tests.forms.folders import GOOD, SHEET, put
from tests.story.with_county import both, round_of
from tests.sync.by_hand import ByHand
from tests.sync.straight import Straight
from tests.sync.test_stick_down import _journey, _titles
from tests.sync.village import Pc

WORDS = "三月桃花"


def test_a_backup_takes_the_rules_along_that_came_from_the_county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, days):
        send_pack(hall.store, put(tmp_path / "mine", rules__elders=GOOD, sheets__look=SHEET), title="本县办法")
        round_of(hall, desk)
        folder = desk.folder
        desk.close()
        opened = open_desk(folder, clock=days)
        before = files_in(folder / OWN_FORMS)
        assert len(before) == 3
        file = back_up(opened.store, opened.keys, tmp_path / "stick", opened.clock(), WORDS)
        opened.close()
        assert b"elders" not in file.read_bytes()
        monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "state of another"))
        put(tmp_path / "another" / OWN_FORMS, rules__stray=GOOD.replace("elders", "stray"))
        restore(file, tmp_path / "another", lambda: WORDS)
        assert files_in(tmp_path / "another" / OWN_FORMS) == before
        monkeypatch.setenv("YISHITANG_PASSPHRASE", WORDS)
        again = open_desk(tmp_path / "another", clock=days)
        (rule,) = again.pack.rules["elders"]
        assert rule.origin == "county"
        with again.store.read() as work:
            assert work.settings.get(INSTALLED, Installed)
            assert work.settings.get("backup-forms", dict) is None
        line = Straight(hall)
        round_of(hall, again, line)
        assert not [path for _, path in line.asked if path.startswith("/v1/packs")], "nothing has to come again"
        again.close()


def test_after_a_restore_a_stick_counts_once_it_answers_what_was_asked_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usb").mkdir()
    county = Store(tmp_path / "county")
    hand = ByHand(tmp_path / "village", county, tmp_path / "usb")
    sticks = []
    hand.pc.seal(b"{}", subject="m1")
    for number, title in enumerate(("一", "二", "三")):
        with county.write() as work:
            order(work, NOTICE, Notice(title=title))
        _journey(hand)
        sticks.append(shutil.copytree(hand.stick, tmp_path / f"usb{number}"))
        if number == 0:
            hand.save()  # one more is on its way when the backup is made
            hand.pc.close()
            shutil.copytree(hand.pc.folder, tmp_path / "copy")
            hand.pc = Pc(hand.pc.folder, hand.pc.number)
    hand.pc.close()
    shutil.rmtree(hand.pc.folder)
    shutil.copytree(tmp_path / "copy", hand.pc.folder)
    hand.pc = Pc(hand.pc.folder, hand.pc.number)
    _open_as_the_program_does(hand, monkeypatch, tmp_path)
    before = down_state(hand.pc.store)
    now, hand.stick = hand.stick, sticks[1]
    assert any("本机的数据恢复过" in str(remark) for remark in hand.read().remarks), "it was heard before, and is not the newest"
    assert down_state(hand.pc.store) == before
    hand.stick = now
    _journey(hand)
    assert _titles(hand) == ["一", "二", "三"]
    with hand.pc.store.read() as work:
        assert work.settings.get(DOUBT, tuple[str, ...]) is None
    hand.pc.close()
    county.close()


def _open_as_the_program_does(hand: ByHand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The mark outside the data is gone, too: another PC."""
    from types import SimpleNamespace

    from desktop.domain.events import Moment
    from tests.sync.village import AT

    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "another state"))
    keys = SimpleNamespace(device=hand.pc.key)
    desk = SimpleNamespace(folder=hand.pc.folder, store=hand.pc.store, keys=keys, clock=lambda: Moment(AT))
    assert notice_epoch(desk) is not None  # type: ignore[arg-type]
