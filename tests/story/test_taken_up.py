"""An evening that was cut short is gone on with from the same folder, and comes to what it would have come to."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.pc import environment
from tests.story.evenings import SAMPLE, replay_command

WITHOUT = {"id", "case", "print_id", "path", "meeting", "hash"}


def play(folder: Path, actions: list[dict[str, Any]], name: str = "data") -> dict[str, Any]:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))
    evening = folder / "evening.json"
    for action in actions:
        if "file" in action:
            action["file"] = str(SAMPLE.parent / action["file"])
    evening.write_text(json.dumps(whole | {"actions": actions}), encoding="utf-8")
    command = replay_command(evening, folder / name, folder / "out")
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def dated() -> list[dict[str, Any]]:
    """The sample's actions, each with its whole time, so that they can be played in parts."""
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))
    day, time, actions = whole["date"], "00:00", []
    for action in whole["actions"]:
        at = action.get("at", time)
        day, time = at.split("T") if "T" in at else (day, at)
        actions.append(action | {"at": f"{day}T{time}"})
    return actions


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in WITHOUT}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("share", [3, 2])
def test_an_evening_in_two_parts_comes_to_what_the_whole_comes_to(tmp_path: Path, share: int) -> None:
    actions = dated()
    cut = len(actions) // share
    whole = play(tmp_path, actions, "whole")
    first, rest = play(tmp_path, dated()[:cut], "parts"), play(tmp_path, dated()[cut:], "parts")
    assert first["meetings"][0]["stage"] != "sealed"
    assert bare(rest["meetings"]) == bare(whole["meetings"])
    assert bare(rest["verdicts"]) == bare(whole["verdicts"])
    assert bare(play(tmp_path, [], "parts")["meetings"]) == bare(whole["meetings"])
