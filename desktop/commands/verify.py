"""`yishitang verify FILE.pdf`: is this what was printed or scanned here, and is its record intact?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import refuse

if TYPE_CHECKING:
    from desktop.services.verify_paper import Verified

MOST_BYTES = 256 * 1024 * 1024
NOT_GENUINE = 1


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    verify = sub.add_parser(
        "verify",
        help="核对一份 PDF 或扫描件 / check a printed PDF or a scan against the ledger",
        description="Says whether a file is, byte for byte, what was printed or attached here, and whether the record of it "
        "and of its meeting are intact. Ends with 0 where it is genuine, with 1 where it is not.",
    )
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    verify.add_argument("--json", action="store_true", help="print the answer as JSON")
    verify.set_defaults(run=_run)


def _run(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, default_folder, open_desk
    from desktop.services.verify_paper import verify_pdf
    from desktop.storage.files import DATABASE_FILE

    data = _read(parsed.file)
    folder = parsed.data or default_folder()
    if not (folder / DATABASE_FILE).is_file():
        raise refuse("文件夹 {folder} 里没有议事堂的数据。", folder=str(folder))
    # Reading only: the window may be open, and looking must change nothing.
    desk = open_desk(folder, ask_passphrase(), reading=True)
    try:
        answer = verify_pdf(desk, data)
    finally:
        desk.close()
    language = str(getattr(parsed, "language", "zh"))
    if parsed.json:
        print(json.dumps(_plain(answer, language), ensure_ascii=False))
    else:
        print(answer.sentence.text(language))
    return 0 if answer.genuine else NOT_GENUINE


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise refuse("没有这个文件：{file}", file=str(file))
    if file.stat().st_size > MOST_BYTES:
        raise refuse("文件太大，不会是本程序打印或附上的：{file}", file=str(file))
    return file.read_bytes()


def _plain(answer: Verified, language: str) -> dict[str, Any]:
    return {
        "genuine": answer.genuine,
        "kind": answer.kind,
        "sentence": answer.sentence.text(language),
        "print_id": answer.print_id,
        "paper": answer.paper,
        "subject": answer.subject,
        "printed_at": answer.printed_at,
        "sequence": answer.sequence,
        "problems": [problem.text(language) for problem in answer.problems],
    }
