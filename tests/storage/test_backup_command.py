"""`yishitang backup` and `yishitang restore`, as typed: what they print, and what they refuse."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.commands import backup
from desktop.commands.backup import Asked
from desktop.vault.passphrase import VARIABLE
from forms.language import Refused


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, "三月桃花")
    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "state"))


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    backup.add(parser.add_subparsers())
    parsed = parser.parse_args([str(word) for word in words])
    return int(parsed.run(parsed))


def test_a_backup_is_restored_into_an_empty_folder_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(tmp_path / "data")
    with desk.store.work() as work:
        work.settings.put("a", 7)
    device = desk.keys.device.id
    desk.close()
    assert run("backup", "--to", tmp_path / "stick", "--data", tmp_path / "data") == 0
    (file,) = (tmp_path / "stick").iterdir()
    assert str(file) in capsys.readouterr().out
    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "another state"))
    assert run("restore", "--from", file, "--data", tmp_path / "another") == 0
    assert str(tmp_path / "another") in capsys.readouterr().out
    epochs = []
    for _ in range(2):
        again = open_desk(tmp_path / "another")
        with again.store.read() as work:
            assert work.settings.get("a", int) == 7
            (told,) = [one.record for one in work.ledger.after(0)]
            assert told.kind == "epoch"
            epochs.append(told.epoch)
        assert again.keys.device.id == device
        again.close()
    assert epochs[0] == epochs[1] > 1, "the restored PC begins an epoch, once"


def test_a_restore_over_data_is_refused(tmp_path: Path) -> None:
    open_desk(tmp_path / "data").close()
    run("backup", "--to", tmp_path / "stick", "--data", tmp_path / "data")
    (file,) = (tmp_path / "stick").iterdir()
    with pytest.raises(Refused, match="不会覆盖"):
        run("restore", "--from", file, "--data", tmp_path / "data")


def test_a_typed_passphrase_that_opened_the_data_serves_for_the_backup() -> None:
    typed = iter(["三月桃花"])
    asked = Asked(lambda: next(typed))
    assert asked.once() == asked.again() == "三月桃花"


def test_a_passphrase_for_the_backup_alone_is_typed_twice() -> None:
    typed = iter(["三月", "三月", "三月", "四月"])
    asked = Asked(lambda: next(typed))
    assert asked.again() == "三月"
    with pytest.raises(Refused, match="两次"):
        asked.again()
