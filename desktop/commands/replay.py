"""`yishitang replay`: a whole evening from a file, through the same services as the window."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(sub: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = sub.add_parser(
        "replay",
        help="play an evening from a JSON file, and print its final state, verdicts and papers as JSON",
        description="Plays a list of clerk actions (resources/help/replay.md) through the services that the window uses.",
    )
    parser.add_argument("evening", type=Path, metavar="EVENING.json")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="data folder, made where there is none")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the papers are written")
    parser.add_argument("--keep-going", action="store_true", help="go on after an action that is refused")
    parser.add_argument("--progress", action="store_true", help="say on standard error when each action is on disk")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, open_desk
    from desktop.commands.evening.file import read_evening
    from desktop.commands.evening.play import CountedIds, Player, ScriptedTime
    from desktop.commands.evening.report import report

    evening = read_evening(parsed.evening)
    clock = ScriptedTime()
    if evening.actions:
        clock.at = evening.actions[0].at
    desk = open_desk(parsed.data, ask_passphrase(), clock=clock)
    try:
        with desk.store.read() as work:
            before = len(work.meetings.list())
        desk = desk.with_ids(CountedIds(f"{evening.digest}:{before}"))
        player = Player(desk, evening, parsed.out, clock, done=_tell if parsed.progress else _silent)
        player.play(keep_going=parsed.keep_going)
        print(json.dumps(report(player), ensure_ascii=False, indent=2))
    finally:
        desk.close()
    return 0


def _tell(number: int) -> None:
    print(f"done {number}", file=sys.stderr, flush=True)


def _silent(number: int) -> None:
    pass
