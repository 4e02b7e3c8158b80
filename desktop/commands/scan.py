"""`yishitang scan FILE …`: a pile of scans is read, sorted and bound to the prints that were signed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import refuse, say

if TYPE_CHECKING:
    from desktop.services.papers.bind_scans import Pile
    from desktop.services.papers.inked_copies import Unsigned

NOT_ALL = 1
ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf")
OTHERS = (".heic", ".heif", ".webp", ".avif", ".bmp", ".gif", ".docx", ".doc", ".ofd", ".zip", ".rar")
"""What phones, scanners and neighbours put into such a folder as well: it is not read, and each is told."""


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    scan = sub.add_parser(
        "scan",
        help="把一叠扫描件附到签字的文件上 / bind a pile of scans to the papers that were signed",
        description="Reads the code on each page of JPEG, PNG, TIFF and PDF files, in any order and any turn, and binds each page "
        "to its print. A folder stands for the scans in it. Ends with 1 where something was not bound or is still missing.",
    )
    scan.add_argument("files", nargs="*", type=Path, metavar="FILE")
    scan.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    scan.add_argument("--print", dest="print_id", default="", metavar="ID", help="bind one file to this print by hand")
    scan.add_argument("--again", action="store_true", help="bind pages too that have a scan already")
    scan.add_argument("--missing", action="store_true", help="list the papers whose signed copy is not complete")
    scan.add_argument("--json", action="store_true", help="print the answer as JSON")
    scan.set_defaults(run=_run)


def _run(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, data_folder, open_desk
    from desktop.services.papers.attach_scan import attach_scan
    from desktop.services.papers.bind_scans import bind_scans
    from desktop.services.papers.inked_copies import missing_signatures

    folder = data_folder(parsed.data)
    files = _files(parsed.files)
    if not files and not parsed.missing:
        raise refuse("没有扫描件。请写上文件或者文件夹的名字。")
    if parsed.print_id and len(files) != 1:
        raise refuse("手工附上时一次只能附一个文件，现在有 {n} 个。", n=len(files))
    language = str(getattr(parsed, "language", "zh"))
    desk = open_desk(folder, ask_passphrase(), reading=not files)
    try:
        if parsed.print_id:
            sealed = attach_scan(desk, parsed.print_id, files[0])
            print(
                say("已附到打印号 {print_id}，共 {n} 页。", print_id=sealed.print_id, n=len(sealed.sheets)).text(
                    language
                )
            )
            return 0
        pile = bind_scans(desk, files, again=parsed.again)
        lacking: tuple[Unsigned, ...] = ()
        if parsed.missing:
            with desk.store.read() as work:
                meetings = [row.id for row in work.meetings.list()]
            lacking = tuple(one for meeting in meetings for one in missing_signatures(desk, meeting))
    finally:
        desk.close()
    if parsed.json:
        print(json.dumps(_plain(pile, lacking, language), ensure_ascii=False))
    else:
        lines = [one.sentence.text(language) for one in pile.bound]
        lines += [
            say("{file} 第 {page} 页：{what}", file=one.file, page=one.page, what=one.sentence).text(language)
            if one.page
            else one.sentence.text(language)
            for one in pile.told
        ]
        lines += [one.sentence.text(language) for one in lacking]
        print("\n".join(lines or [say("没有缺的签字件。").text(language)]))
    unbound = any(not one.bound for one in pile.told)
    return NOT_ALL if unbound or lacking or any(one.missing for one in pile.bound) else 0


def _files(named: list[Path]) -> list[Path]:
    """The files in their order; a folder gives the scans and pictures that lie in it, by name."""
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS + OTHERS)
        else:
            found.append(path)
    return found


def _plain(pile: Pile, lacking: tuple[Unsigned, ...], language: str) -> dict[str, Any]:
    return {
        "files": pile.files,
        "blank": pile.blank,
        "bound": [
            {
                "print_id": one.print_id,
                "paper": one.paper,
                "subject": one.subject,
                "pages": list(one.pages),
                "missing": list(one.missing),
                "sentence": one.sentence.text(language),
            }
            for one in pile.bound
        ],
        "told": [
            {"file": one.file, "page": one.page, "bound": one.bound, "sentence": one.sentence.text(language)}
            for one in pile.told
        ],
        "unsigned": [
            {
                "print_id": one.print_id,
                "paper": one.paper,
                "subject": one.subject,
                "missing": list(one.missing),
                "signers": list(one.spaces),
                "each": one.each,
                "sentence": one.sentence.text(language),
            }
            for one in lacking
        ],
    }
