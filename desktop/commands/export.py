"""`yishitang export word` and `yishitang export sheets`: what an office goes on editing, as Word and Excel files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from forms.language import refuse, say


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    export = sub.add_parser(
        "export",
        help="导出成 Word 或 Excel / a paper as Word, a year's registers as Excel",
        description="Writes a paper of a meeting as .docx, or the year's meetings, votes and attendance as .xlsx.",
    )
    kinds = export.add_subparsers(title="kinds", metavar="KIND", required=True)
    word = kinds.add_parser("word", help="a paper of a meeting as .docx")
    word.add_argument("paper", metavar="PAPER", help="minutes, sign-in, notice …")
    word.add_argument("--meeting", default="", metavar="ID", help="the meeting; the latest where none is named")
    word.add_argument("--public", action="store_true", help="leave out what a public copy does not show")
    word.set_defaults(run=_word)
    sheets = kinds.add_parser("sheets", help="a year's registers as .xlsx")
    sheets.add_argument("year", metavar="YEAR")
    sheets.set_defaults(run=_sheets)
    for parser in (word, sheets):
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")


def _word(parsed: argparse.Namespace) -> int:
    from desktop.services.papers.export_word import export_word

    desk = _desk(parsed)
    try:
        with desk.store.read() as work:
            meetings = work.meetings.list()
        if not meetings:
            raise refuse("还没有会议，没有可以导出的。")
        data = export_word(desk, parsed.meeting or meetings[0].id, parsed.paper, public=parsed.public)
    finally:
        desk.close()
    return _put(parsed, data)


def _sheets(parsed: argparse.Namespace) -> int:
    from desktop.services.figures.export_sheets import export_sheets

    desk = _desk(parsed)
    try:
        data = export_sheets(desk, parsed.year)
    finally:
        desk.close()
    return _put(parsed, data)


def _put(parsed: argparse.Namespace, data: bytes) -> int:
    parsed.out.write_bytes(data)
    print(say("已写到“{file}”。", file=str(parsed.out)).text(str(getattr(parsed, "language", "zh"))))
    return 0


def _desk(parsed: argparse.Namespace) -> Any:
    from desktop.bootstrap import ask_passphrase, data_folder, open_desk

    folder = data_folder(parsed.data)
    return open_desk(folder, ask_passphrase(), reading=True)
