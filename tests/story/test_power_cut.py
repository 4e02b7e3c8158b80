"""The plug is pulled at any moment of the evening: what was said to be done is there, and nothing is half done."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import open_desk
from desktop.commands.evening.file import read_evening
from desktop.commands.evening.play import CountedIds, Player, ScriptedTime
from tests.pc import PASSPHRASE, environment
from tests.story.evenings import SAMPLE, everything, replay_command


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "state"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the data says before the first action and after each."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
        patch.setenv("YISHITANG_STATE", str(folder / "state"))
        evening, clock = read_evening(SAMPLE), ScriptedTime()
        desk = open_desk(folder / "data", clock=clock).with_ids(CountedIds(f"{evening.digest}:0"))
        states: list[dict[str, Any]] = []
        player = Player(desk, evening, folder / "out", clock, done=lambda number: states.append(everything(desk)))
        with contextlib.closing(desk):
            states.append(everything(desk))
            player.play()
    return states


def killed(folder: Path, seconds: float) -> int:
    """Play the evening in a process of its own and kill it after `seconds`. Returns how many actions it said were done."""
    said = folder / "said"
    with said.open("wb") as stream:
        command = replay_command(SAMPLE, folder / "data", folder / "out", "--progress")
        process = subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=stream)
        # From the first action on, so that no cut falls into the start of the interpreter.
        while b"done" not in said.read_bytes() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    lines = said.read_text(encoding="utf-8").split()
    return int(lines[-1]) if lines else 0


def compare(folder: Path, done: int, undisturbed: list[dict[str, Any]]) -> None:
    with contextlib.closing(open_desk(folder / "data", clock=ScriptedTime())) as desk:
        found = everything(desk)
    assert found in undisturbed[done : done + 2]


def cut(seed: int, tmp_path: Path, undisturbed: list[dict[str, Any]]) -> None:
    done = killed(tmp_path, random.Random(seed).uniform(0, 2.5))
    assert done >= 1
    compare(tmp_path, done, undisturbed)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_that_was_shown_as_done_is_lost(seed: int, tmp_path: Path, undisturbed: list[dict[str, Any]]) -> None:
    cut(seed, tmp_path, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_nothing_is_lost_at_forty_more_moments(seed: int, tmp_path: Path, undisturbed: list[dict[str, Any]]) -> None:
    cut(seed, tmp_path, undisturbed)
