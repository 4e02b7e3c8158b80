"""A year's archive as one BagIt folder: every paper as PDF/A with its signed copy, the sealed records, and the catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from desktop.services.archive.archive_lists import print_lists
from desktop.services.archive.archive_paper import PADES, Archived, archive_print, archived_of
from desktop.services.archive.archive_pieces import Piece, lacks, listed, note_of, piece_of, wanted
from desktop.services.desk import Desk
from desktop.services.papers.inked_copies import inked_pages
from desktop.services.record_print import Printed
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical
from desktop.wire.records import SealedRecord
from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif", "application/pdf": "pdf"}
_README = """这是{village}{year}年的会议档案，按 BagIt（RFC 8493）打包，可以用 bagit.py --validate 核对有没有少、有没有改。

catalogue.pdf、.xlsx、.json      归档文件目录
volume-note.pdf                 卷内备考表
件号/paper.pdf                  打印的文件（PDF/A-2b）
件号/signed.pdf                 带电子签名的文件（有人签名才有）
件号/inked.pdf                  签字件扫描，按页排好（PDF/A-2b）
件号/scans/                     签字件扫描的原件，来时是什么样就是什么样
件号/record.json                这份文件的台账记录
meetings/                       定稿的会议内容，一字未动
ledger.jsonl                    本机的全部台账记录（链）；device.txt 是核对签名用的公钥

里面有村民的姓名和签字，请妥善保管。
"""


class YearArchive(Struct, frozen=True, kw_only=True):
    folder: Path
    files: int
    pieces: tuple[Piece, ...]
    sentence: Sentence


def archive_year(
    desk: Desk, year: str, folder: Path, progress: Callable[[int, int], None] | None = None
) -> YearArchive:
    """Make the PDF/A of every paper that the year's sealed meetings left, and write the bag to `folder`.

    Raises Refused: a year without sealed meetings, a folder that is there already, a full disk.
    """
    from desktop.exchange.bagit import refuse_taken, write_bag

    refuse_taken(folder)
    village = desk.village()
    with desk.store.read() as work:
        prints = wanted(work, year)
    if not prints:
        raise refuse("{year} 年没有定稿以后打印的文件，没有可以归档的。", year=year)
    done: list[tuple[SealedPrint, Archived]] = []
    for number, printed in enumerate(prints, 1):
        done.append((printed, archive_print(desk, printed.print_id)))
        if progress is not None:
            progress(number, len(prints))
    with desk.store.read() as work:
        pieces = tuple(
            sorted(
                (piece_of(work, printed, one, village.name) for printed, one in done), key=lambda piece: piece.reference
            )
        )
    lists = print_lists(desk, year, [listed(piece) for piece in pieces], lacks(pieces))
    moment = desk.clock()
    with desk.store.read() as work:
        named = {printed.print_id: (printed, one) for printed, one in done}
        meetings = {printed.subject for printed, _ in done}
        info = {
            "Source-Organization": village.name,
            "Bagging-Date": moment.at[:10],
            "External-Identifier": f"{village.code}-WS·{year}",
            "External-Description": f"{village.name}{year}年会议档案",
            "Bagging-Software": "Yishitang 议事堂",
        }
        payload = _payload(desk, work, year, pieces, named, meetings, lists, moment.at)
        files = write_bag(folder, payload, info)
    lacking = sum(bool(piece.missing) for piece in pieces)
    sentence = (
        say(
            "{year} 年的档案已写到“{folder}”，共 {n} 件，其中 {lacking} 件还缺签字件扫描。",
            year=year,
            folder=str(folder),
            n=len(pieces),
            lacking=lacking,
        )
        if lacking
        else say("{year} 年的档案已写到“{folder}”，共 {n} 件。", year=year, folder=str(folder), n=len(pieces))
    )
    return YearArchive(folder=folder, files=files, pieces=pieces, sentence=sentence)


def _payload(
    desk: Desk,
    work: Work,
    year: str,
    pieces: tuple[Piece, ...],
    named: dict[str, tuple[SealedPrint, Archived]],
    meetings: set[str],
    lists: tuple[Printed, Printed],
    at: str,
) -> Iterator[tuple[str, bytes]]:
    from desktop.papers.archive import pages_as_pdfa, to_pdfa

    village = desk.village()
    yield "README.txt", _README.format(village=village.name, year=year).encode()
    for name, made in zip(("catalogue.pdf", "volume-note.pdf"), lists, strict=True):
        yield name, to_pdfa(made.pdf)
    yield "catalogue.xlsx", _catalogue(pieces, village.name, year, at)
    yield "catalogue.json", _json([msgspec.to_builtins(piece) for piece in pieces])
    yield "device.txt", f"{desk.keys.device.id}\n{desk.keys.device.public}\n".encode()
    records = work.ledger.after(0)
    scans = {scan.scan_id for meeting in meetings for scan in work.scans.of(meeting)}
    listed_as = {one.print.print_id for one in lists}
    kept = {*meetings, *scans, *listed_as, *(piece.print_id for piece in pieces)}
    yield "ledger.jsonl", b"".join(_line(record, whole=record.record.subject in kept) for record in records)
    for meeting in sorted(meetings):
        for record in work.ledger.of(meeting, "meeting"):
            if record.body is not None:
                yield f"meetings/{meeting}-{record.record.sequence}.json", record.body
    for piece in pieces:
        printed, one = named[piece.print_id]
        yield f"{piece.folder}/paper.pdf", one.pdf
        signed = [each for each in archived_of(work, printed) if each.form == PADES]
        if signed:
            yield f"{piece.folder}/signed.pdf", work.blobs.read(signed[-1].pdf_hash)
        yield f"{piece.folder}/record.json", canonical(printed)
        there = inked_pages(work, printed)
        small = [work.blobs.read(page.sheet.small) for page in there.values() if page.sheet.small]
        if small:
            yield f"{piece.folder}/inked.pdf", pages_as_pdfa(small, piece.title)
        originals = {page.scan.blob: page.scan for page in there.values()}
        for number, scan in enumerate(originals.values(), 1):
            yield f"{piece.folder}/scans/{number:02d}.{_ENDINGS.get(scan.media, 'bin')}", work.blobs.read(scan.blob)


def _line(record: SealedRecord, *, whole: bool) -> bytes:
    """The chain needs every record; the bodies are those of this year only."""
    shown = record if whole else msgspec.structs.replace(record, body=None, salt="")
    return msgspec.json.encode(shown) + b"\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _catalogue(pieces: tuple[Piece, ...], village: str, year: str, at: str) -> bytes:
    """归档文件目录, with the columns of DA/T 22-2015."""
    from desktop.exchange.sheets import Sheet, workbook

    rows = tuple(
        (
            number,
            piece.reference,
            piece.number,
            piece.responsible,
            piece.title,
            piece.date,
            "",
            piece.retention,
            piece.pages,
            note_of(piece),
        )
        for number, piece in enumerate(pieces, 1)
    )
    sheet = Sheet(
        name="归档文件目录",
        title=f"{village}{year}年归档文件目录",
        columns=("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "保管期限", "页数", "备注"),
        rows=rows,
        widths=(3, 17, 8, 8, 18, 5, 3, 5, 3, 12),
    )
    return workbook((sheet,), made_at=at)
