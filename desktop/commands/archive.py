"""`yishitang archive` writes a year's archive as a BagIt folder; `yishitang sign` signs one archived paper with a key."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import refuse, say

if TYPE_CHECKING:
    from desktop.papers.archive import Signer

KEY_VARIABLE = "YISHITANG_KEY_PASSPHRASE"
NOT_WHOLE = 1


def add(sub: Any) -> None:
    """Add both commands; `sub` is what `add_subparsers()` gave."""
    archive = sub.add_parser(
        "archive",
        help="一年的档案，打成 BagIt 文件夹 / a year's archive as a BagIt folder",
        description="Makes PDF/A-2b of the year's papers, gives each its 档号, and writes them with their signed copies, the sealed "
        "records and the catalogue as a BagIt folder. Ends with 1 where a signed copy is still missing.",
    )
    archive.add_argument("year", metavar="YEAR")
    archive.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the folder that is made")
    archive.set_defaults(run=_archive)
    signing = sub.add_parser(
        "sign",
        help="给归档的文件加电子签名 / sign an archived paper with a key (PAdES)",
        description="Signs the PDF/A of a print with this computer's key, or with a person's from a .p12 file, whose passphrase "
        f"is asked for or taken from ${KEY_VARIABLE}. Signatures that are there stay valid.",
    )
    signing.add_argument("print_id", metavar="PRINT-ID")
    signing.add_argument("--key", type=Path, metavar="FILE.p12", help="a person's key and certificate")
    signing.add_argument("--out", type=Path, metavar="FILE.pdf", help="where the signed PDF is written as well")
    signing.set_defaults(run=_sign)
    for parser in (archive, signing):
        parser.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def _archive(parsed: argparse.Namespace) -> int:
    import msgspec

    from desktop.services.archive.archive_year import archive_year

    if not (parsed.year.isascii() and parsed.year.isdigit() and len(parsed.year) == 4):
        raise refuse("年份要写成 2026 这样，现在是“{year}”。", year=parsed.year)
    language = str(getattr(parsed, "language", "zh"))
    desk = _desk(parsed)
    try:
        done = archive_year(desk, parsed.year, parsed.out)
    finally:
        desk.close()
    if parsed.json:
        pieces = [msgspec.to_builtins(piece) for piece in done.pieces]
        answer = {
            "folder": str(done.folder),
            "files": done.files,
            "pieces": pieces,
            "sentence": done.sentence.text(language),
        }
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(done.sentence.text(language))
    return NOT_WHOLE if any(piece.missing for piece in done.pieces) else 0


def _sign(parsed: argparse.Namespace) -> int:
    from desktop.services.archive.archive_paper import sign_paper

    language = str(getattr(parsed, "language", "zh"))
    desk = _desk(parsed)
    try:
        signed = sign_paper(desk, parsed.print_id.lower(), _person(parsed.key) if parsed.key else None)
    finally:
        desk.close()
    if parsed.out:
        parsed.out.write_bytes(signed.pdf)
    sealed = signed.sealed
    if parsed.json:
        answer = {
            "print_id": sealed.print_id,
            "reference": sealed.reference,
            "signers": list(sealed.signers),
            "sha256": sealed.pdf_hash,
        }
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(
            say(
                "已签名：档号 {reference}，签名人 {names}。",
                reference=sealed.reference,
                names="、".join(sealed.signers),
            ).text(language)
        )
    return 0


def _person(file: Path) -> Signer:
    from desktop.papers.archive import signer_of_file

    passphrase = os.environ.get(KEY_VARIABLE)
    if passphrase is None:
        if not sys.stdin.isatty():
            raise refuse("证书文件要口令。请在终端里运行，或者设好 {variable}。", variable=KEY_VARIABLE)
        from getpass import getpass

        passphrase = getpass("证书口令 (passphrase): ")
    return signer_of_file(file.read_bytes(), passphrase)


def _desk(parsed: argparse.Namespace) -> Any:
    from desktop.bootstrap import ask_passphrase, data_folder, open_desk

    folder = data_folder(parsed.data)
    return open_desk(folder, ask_passphrase())
