"""`yishitang roster check` prints what the import would do, and ends as scripts expect it to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.exchange.books import save

HOUSE = Path(__file__).parents[2]
RUN = """
import argparse, sys
from desktop.commands import roster
parser = argparse.ArgumentParser()
parser.add_argument("--language", default="zh")
roster.add(parser.add_subparsers())
parsed = parser.parse_args()
sys.exit(parsed.run(parsed))
"""


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", RUN, *arguments],
        cwd=HOUSE,
        capture_output=True,
        encoding="utf-8",
        timeout=150,
    )


def roster(folder: Path) -> str:
    return str(
        save(folder, ("名册", [["姓名", "性别", "出生年月"], ["张三", "男", "1968.5"], ["李四", "女", "1968-13-40"]]))
    )


def test_problems_are_printed_as_json(tmp_path: Path) -> None:
    run = check("roster", "check", roster(tmp_path), "--json")
    assert run.returncode == 0, run.stderr
    printed = json.loads(run.stdout)
    assert printed["people"] == 1
    problem = printed["problems"][0]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "出生年月", "1968-13-40")
    assert "没有 13 月" in problem["reason"]
    assert list(printed) == ["people", "problems"]
    assert list(problem) == ["row", "column", "value", "reason"]


def test_where_several_sheets_are_read_the_reason_says_in_which_one(tmp_path: Path) -> None:
    broken = [["姓名", "性别", "出生年月"], ["张三", "男", "1968.5"], ["李四", "女", "1968-13-40"]]
    path = str(save(tmp_path, ("一组", broken), ("二组", [*broken[:1], ["王五", "男", "腊月"]])))
    problems = json.loads(check("roster", "check", path, "--json").stdout)["problems"]
    assert [(each["row"], each["reason"].split("：")[0]) for each in problems] == [(3, "“一组”表"), (2, "“二组”表")]


def test_problems_are_printed_for_people_in_their_language(tmp_path: Path) -> None:
    path = roster(tmp_path)
    assert "名册 第 3 行 出生年月" in check("roster", "check", path).stdout
    assert "There is no month 13" in check("--language", "en", "roster", "check", path).stdout
