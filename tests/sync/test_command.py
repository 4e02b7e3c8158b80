"""`yishitang sync`, as a person runs it, against a county that runs by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.bootstrap import open_desk
from tests.county.running import County

HOUSE = Path(__file__).resolve().parents[2]
PASSPHRASE = "a passphrase of some length"
EVENING = HOUSE / "resources" / "sample" / "evening.json"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _run(*words: object, language: str = "zh") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"YISHITANG_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(HOUSE)}
    command = [sys.executable, "-m", "desktop", "--language", language, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)


def test_an_evening_is_delivered_and_its_receipts_are_printed(county: County, data: Path, tmp_path: Path) -> None:
    village = json.loads(EVENING.read_text(encoding="utf-8"))["village"]
    played = _run("replay", EVENING, "--data", data, "--out", tmp_path / "out")
    assert played.returncode == 0, played.stderr
    sealed = json.loads(played.stdout)["ledger"]["sequence"] + 1  # what the figures need of the cases goes along
    slip = ("--server", county.url, "--code", county.code(village["code"], village["name"]))
    done = _run("sync", "--data", data, *slip, "--fingerprint", county.fingerprint, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["state"], told["records"], told["requests"]) == ("delivered", sealed, 1)
    assert len(told["receipts"][0]["records"]) == sealed
    shown = county.show()
    assert shown["records"] == sealed
    assert [one["differs"] for one in shown["meetings"]] == [False], shown["meetings"]
    assert shown["meetings"][0]["village"] == village["code"]
    again = _run("sync", "--data", data)
    assert again.returncode == 0
    assert "没有要上报的" in again.stdout


def test_a_folder_without_data_is_not_made_into_a_new_device(data: Path) -> None:
    done = _run("sync", "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有议事堂的数据" in done.stderr
    assert not data.exists()


def test_who_is_not_enrolled_is_told_how_in_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    open_desk(data).close()
    done = _run("sync", "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    for word in ("--server", "--code", "--fingerprint"):
        assert word in done.stderr


def test_what_goes_wrong_is_one_line_and_a_status(
    county: County, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    good = {"--server": county.url, "--code": county.code("330000000001"), "--fingerprint": county.fingerprint}
    for wrong in (
        {"--code": "0000-0000-0000"},
        {"--code": "short"},
        {"--fingerprint": "0" * 32},
        {"--fingerprint": "xyz"},
        {"--server": "ftp://x"},
        {"--server": ""},
        {"--server": "http://127.0.0.1:1"},
    ):
        words = [word for pair in (good | wrong).items() for word in pair]
        assert main(["sync", "--data", str(data), *words]) == 2, wrong
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.strip().splitlines()) == 1, said.err
    assert main(["sync", "--data", str(data), *[word for pair in good.items() for word in pair]]) == 0


def test_a_county_that_is_away_is_status_one_and_a_sentence(county: County, data: Path) -> None:
    slip = ("--server", county.url, "--code", county.code("330000000001"), "--fingerprint", county.fingerprint)
    assert _run("sync", "--data", data, *slip).returncode == 0
    done = _run("sync", "--data", data, "--server", "http://127.0.0.1:1", language="en")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scheduler_beside_an_open_window_is_told_that_the_window_does_it(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    window = open_desk(data)
    try:
        assert main(["sync", "--data", str(data), "--when-due"]) == 0
        said = capsys.readouterr()
        assert "窗口自己上报" in said.out
        assert said.err == ""
        assert main(["sync", "--data", str(data)]) == 2
        assert "已经打开了这份数据" in capsys.readouterr().err
    finally:
        window.close()
