"""A command that cannot do what was asked says so in one line, ends with 2, and leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.pc import environment
from tests.story.evenings import ROOT

EVENING = {"village": {"code": "990001001001", "name": "柳溪村"}, "date": "2026-06-18", "actions": []}


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line on standard error."""
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "没有这个词：nosuch"),
        (["replay"], "EVENING.json"),
        (["roster"], "ACTION"),
        (["roster", "check", "a.xlsx", "--colour"], "--colour"),
        (["rule", "explain", "villagers-assembly", "--date"], "--date"),
        (["--language", "xx", "rule", "list"], "xx"),
        (["--language", "en", "replay"], "missing: EVENING.json"),
    ],
)
def test_a_mistyped_command_is_one_line(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert said in refused(capsys, *words)


@pytest.mark.parametrize("command", [["backup", "--to", "copies"], ["sync"], ["verify", "a.pdf"]])
def test_a_misspelt_data_folder_is_not_made_into_a_village(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    refused(capsys, *command, "--data", "misspelt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_in_place_of_the_data_folder_is_told_of_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    evening = tmp_path / "evening.json"
    evening.write_text(json.dumps(EVENING), encoding="utf-8")
    said = refused(capsys, "replay", str(evening), "--data", str(evening), "--out", str(tmp_path / "out"))
    assert said == f"“{evening}”是一个文件，不是文件夹。请换一个文件夹。"


def test_a_second_village_is_not_played_into_the_folder_of_the_first(tmp_path: Path) -> None:
    def play(village: dict[str, str]) -> subprocess.CompletedProcess[str]:
        evening = tmp_path / "evening.json"
        evening.write_text(json.dumps(EVENING | {"village": village}), encoding="utf-8")
        command = [sys.executable, "-m", "desktop", "replay", str(evening), "--data", str(tmp_path / "data")]
        return subprocess.run(
            [*command, "--out", str(tmp_path / "out")],
            cwd=ROOT, env=environment(tmp_path), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    assert play({"code": "990001001001", "name": "柳溪村"}).returncode == 0
    assert play({"code": "990001001001", "name": "柳溪新村"}).returncode == 0
    other = play({"code": "990001001002", "name": "石门村"})
    assert other.returncode == 2
    assert "“柳溪新村”" in other.stderr
    assert "“石门村”" in other.stderr
    assert len(other.stderr.splitlines()) == 1
