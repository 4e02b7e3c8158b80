"""`yishitang roster check FILE.xlsx`: what would be imported of a roster, and what would be left out, and why."""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import say

if TYPE_CHECKING:
    from desktop.exchange.roster import Problem


def add(sub: Any) -> None:
    """Add `roster` and what it can do to the command line; `sub` is what `add_subparsers()` gave."""
    roster = sub.add_parser("roster", help="名册 / rosters")
    actions = roster.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="看一份名册能读出多少人、哪些行有问题 / read a roster and list what is wrong in it",
        description="Read an .xlsx roster as the import would, change nothing, and list what a person has to put right.",
    )
    check.add_argument("file", type=Path, metavar="FILE.xlsx")
    check.add_argument("--json", action="store_true", help="print people and problems as JSON")
    check.add_argument(
        "--as-of", default="", metavar="DAY", help="day that the ages count from, where the file states none"
    )
    check.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    from desktop.exchange.roster import read_roster

    numbers = itertools.count(1)
    today = datetime.datetime.now().astimezone().date().isoformat()
    read = read_roster(args.file, lambda: f"p{next(numbers)}", as_of=args.as_of, today=today)
    language = args.language
    if args.json:
        problems = [_plain(problem, language, several=len(read.sheets) > 1) for problem in read.problems]
        print(json.dumps({"people": len(read.people), "problems": problems}, ensure_ascii=False))
        return 0
    print(say("{n} 人可以导入，{m} 处要看一看。", n=len(read.people), m=len(read.problems)).text(language))
    for problem in read.problems:
        place = say("{sheet} 第 {row} 行 {column}（{letter}）：", sheet=problem.sheet, row=problem.row, column=problem.column,
                    letter=problem.letter)  # fmt: skip
        print(f"{place.text(language)}{problem.value} —— {problem.reason.text(language)}")
    for note in read.notes:
        print(note.text(language))
    return 0


def _plain(problem: Problem, language: str, *, several: bool) -> dict[str, str | int]:
    """A problem as JSON. Where `several` sheets were read, the reason says which one, since each counts its rows from 1."""
    reason = problem.reason
    if several:
        reason = say("“{sheet}”表：{reason}", sheet=problem.sheet, reason=reason)
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": reason.text(language),
    }
