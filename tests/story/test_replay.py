"""The sample evening, from the roster to sealed minutes, as somebody would play it from a file."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.pc import environment
from tests.story.evenings import SAMPLE, replay_command


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("evening")
    command = replay_command(SAMPLE, folder / "data", folder / "out")
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_the_meeting_is_sealed_with_41_called_and_34_who_came(played: dict[str, Any]) -> None:
    (meeting,) = played["meetings"]
    assert meeting["stage"] == "sealed"
    assert meeting["declared"] == {"members": 41}
    assert meeting["listed"] == 41
    assert len(meeting["came"]) == 34
    assert len(meeting["inside"]) == 32
    assert {"张伟（一组·1968）", "张伟（三组·1991）", "陈𬱖", "李㛃", "周䶮", "吴𡋾"} <= set(meeting["came"])
    assert meeting["observers"] == ["钱立业"]


def test_each_item_has_what_its_vote_said(played: dict[str, Any]) -> None:
    (meeting,) = played["meetings"]
    assert [item["state"] for item in meeting["items"]] == ["noted", "accepted", "refused"]
    assert [(poll["present"], poll["passed"]) for poll in meeting["polls"]] == [(34, True), (32, False)]


def test_every_verdict_bears_its_article_and_its_numbers(played: dict[str, Any]) -> None:
    opening, hands, ballot = played["verdicts"]
    assert opening["quorum"]["have"] == opening["quorum"]["need"] == 28
    assert (hands["yes"], hands["needed"], hands["passed"]) == (29, 18, True)
    assert (ballot["yes"], ballot["needed"], ballot["passed"]) == (14, 17, False)
    for verdict in (opening, hands, ballot):
        assert verdict["article"] == "第三十条"
        assert verdict["version"] == "2025"
        assert "第三十条" in verdict["sentence"]


def test_broken_rows_of_the_roster_are_listed(played: dict[str, Any]) -> None:
    assert [(one["row"], one["value"]) for one in played["problems"]] == [(169, ""), (449, "1968-13-40"), (908, "不明")]


def test_a_count_that_does_not_add_up_is_refused_with_the_sum(played: dict[str, Any]) -> None:
    (refusal,) = played["refused"]
    assert refusal["expected"] is True
    assert "= 31" in refusal["sentence"]


def test_the_undone_line_is_in_no_minutes(played: dict[str, Any]) -> None:
    (meeting,) = played["meetings"]
    assert not any("曹家" in line["text"] for line in meeting["lines"])
    assert any(line["kind"] == "objection" and line["person"] == "曾永贵" for line in meeting["lines"])


def test_the_names_copy_out_of_the_printed_minutes_as_they_are_written(played: dict[str, Any]) -> None:
    papers = {paper["paper"]: paper for paper in played["papers"]}
    text = subprocess.run(
        ["pdftotext", papers["minutes"]["path"], "-"], capture_output=True, text=True, check=True
    ).stdout
    for name in ("陈𬱖", "李㛃", "周䶮", "吴𡋾", "张伟（一组·1968）", "张伟（三组·1991）"):
        assert name in "".join(text.split())
    assert all(paper["missing_characters"] == [] for paper in played["papers"])


def test_the_same_file_gives_the_same_evening(played: dict[str, Any], tmp_path: Path) -> None:
    command = replay_command(SAMPLE, tmp_path / "data", tmp_path / "out")
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=True)
    again = json.loads(done.stdout)
    assert again["meetings"] == played["meetings"]
    assert again["verdicts"] == played["verdicts"]
    assert [paper["print_id"] for paper in again["papers"]] == [paper["print_id"] for paper in played["papers"]]


def wrong(change: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    evening = json.loads(SAMPLE.read_text(encoding="utf-8"))
    evening["actions"][0]["file"] = str(SAMPLE.parent / "roster.xlsx")
    evening["actions"] = [*evening["actions"][:4], change]
    file = folder / "evening.json"
    file.write_text(json.dumps(evening), encoding="utf-8")
    command = replay_command(file, folder / "data", folder / "out")
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "check-in", "person": "张伟"}, "不止一人"),
        ({"do": "check-in", "person": "查无此人"}, "列席"),
        ({"do": "check-in"}, "person"),
        ({"do": "dance"}, "没有这种动作"),
        ({"do": "check-in", "person": "王芳", "at": "25:99"}, "25:99"),
        ({"do": "import-roster", "file": "nowhere.xlsx"}, "nowhere.xlsx"),
        ({"do": "print", "paper": "minutes"}, "定稿"),
        ({"do": "print", "paper": "publicity"}, "定稿"),
        ({"do": "check-in", "person": "王芳", "expect": "refused"}, "应当被拒绝"),
    ],
)
def test_an_evening_that_cannot_be_is_one_clear_line(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    done = wrong(change, tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_blank_sheet_of_minutes_may_be_printed_before_the_meeting(tmp_path: Path) -> None:
    done = wrong({"do": "print", "paper": "minutes", "blank": True}, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [paper["paper"] for paper in json.loads(done.stdout)["papers"]] == ["minutes"]
