"""`yishitang verify FILE|CODE`: is this what was printed or scanned here, and is its record intact?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import refuse

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.papers.verify_paper import Verified

MOST_BYTES = 256 * 1024 * 1024
NOT_GENUINE = 1


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    verify = sub.add_parser(
        "verify",
        help="核对一份 PDF、扫描件或者页脚上的编号 / check a printed PDF, a scan or a code against the ledger",
        description="Says whether a file is, byte for byte, what was printed or attached here, and whether the record of it "
        "and of its meeting are intact. Of a scan that was not attached, and of a print id or check code typed by hand, it says "
        "which print they belong to. Ends with 0 where it is genuine, with 1 where it is not.",
    )
    verify.add_argument("what", nargs="+", metavar="FILE|CODE")
    verify.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    verify.add_argument("--json", action="store_true", help="print the answer as JSON")
    verify.set_defaults(run=_run)


def _run(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, data_folder, open_desk

    typed = " ".join(parsed.what)
    data = None if is_code(typed) else _read(Path(typed))
    folder = data_folder(parsed.data)
    # Reading only: the window may be open, and looking must change nothing.
    desk = open_desk(folder, ask_passphrase(), reading=True)
    try:
        answer = _answer(desk, typed, data)
    finally:
        desk.close()
    language = str(getattr(parsed, "language", "zh"))
    if parsed.json:
        print(json.dumps(_plain(answer, language), ensure_ascii=False))
    else:
        print(answer.sentence.text(language))
    return 0 if answer.genuine else NOT_GENUINE


def is_code(typed: str) -> bool:
    """Whether it is a code rather than the name of a file: it looks like one, and there is no such file."""
    from desktop.services.papers.verify_code import looks_like_code

    return looks_like_code(typed) and not Path(typed).exists()


def _answer(desk: Desk, typed: str, data: bytes | None) -> Verified:
    from desktop.services.papers.verify_code import verify_code
    from desktop.services.papers.verify_paper import FOREIGN, verify_pdf
    from desktop.services.papers.verify_scan import verify_scan
    from desktop.services.papers.verify_signed import verify_signed

    if data is None:
        return verify_code(desk, typed)
    answer = verify_pdf(desk, data)
    if not answer.genuine and (signed := verify_signed(desk, data)) is not None:
        return signed
    if answer.kind == FOREIGN and not answer.print_id:
        # Not byte for byte one of ours: perhaps another scan of a sheet of ours.
        return verify_scan(desk, Path(typed)) or answer
    return answer


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
