"""The pieces (件) of a year's archive: which prints they are, under which 档号, and what of their signed copies is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.archive.archive_paper import PADES, Archived, archived_of
from desktop.services.document_number import number_on
from desktop.services.papers.inked_copies import inked_pages
from desktop.wire.bodies import SealedPrint
from forms.papers import RETENTION_NAMES, Retention, papers

if TYPE_CHECKING:
    from desktop.papers.filling.archive import ArchivedPiece
    from desktop.storage.work import Work


class Piece(Struct, frozen=True, kw_only=True):
    """One 件 of the catalogue."""

    reference: str
    number: str = ""
    """发文字号, where it bears one."""
    title: str
    date: str
    retention: str
    """In Chinese: 永久, 30 年, 10 年."""
    pages: int
    responsible: str
    """责任者."""
    print_id: str
    folder: str
    missing: tuple[int, ...] = ()
    """Pages without a scan of the signed copy."""
    signers: tuple[str, ...] = ()


def wanted(work: Work, year: str) -> list[SealedPrint]:
    """Of each paper of each sealed meeting the print that was signed: the one with the most scanned pages, else the last."""
    found: list[SealedPrint] = []
    for meeting in sorted(work.meetings.list(), key=lambda row: (row.date, row.time, row.created_at)):
        if meeting.sealed_sequence is None or not meeting.date.startswith(year):
            continue
        best: dict[tuple[str, str], tuple[int, SealedPrint]] = {}
        for row in work.prints.of(meeting.id, waiting=True):
            printed = row.sealed
            scanned = len(inked_pages(work, printed))
            key = (printed.paper, printed.title)
            if key not in best or scanned >= best[key][0]:
                best[key] = (scanned, printed)
        found += [printed for _, printed in best.values()]
    return found


def piece_of(work: Work, printed: SealedPrint, one: Archived, village: str) -> Piece:
    meeting = work.meetings.get(printed.subject)
    signed = [each for each in archived_of(work, printed) if each.form == PADES]
    there = inked_pages(work, printed)
    inked = bool(there) or _is_signed(printed.paper)
    return Piece(
        reference=one.sealed.reference,
        number=number_on(work, printed.subject, printed.paper, village),
        title=printed.title.replace("　", " "),
        date=(meeting.date if meeting else printed.printed_at[:10]).replace("-", ""),
        retention=str(RETENTION_NAMES[Retention(one.sealed.retention)]),
        pages=printed.pages,
        responsible=village,
        print_id=printed.print_id,
        folder="-".join(one.sealed.reference.split("-")[-3::2]),
        missing=tuple(page for page in range(1, printed.pages + 1) if page not in there) if inked else (),
        signers=signed[-1].signers if signed else (),
    )


def _is_signed(paper: str) -> bool:
    form = papers().get(paper)
    return form is not None and (
        bool(form.page_signatures) or any(type(block).__name__ == "Signatures" for block in form.blocks)
    )


def listed(piece: Piece) -> ArchivedPiece:
    from desktop.papers.filling.archive import ArchivedPiece

    return ArchivedPiece(
        reference=piece.reference,
        number=piece.number,
        responsible=piece.responsible,
        title=piece.title,
        date=piece.date,
        retention=piece.retention,
        pages=piece.pages,
        note=note_of(piece),
    )


def lacks(pieces: tuple[Piece, ...]) -> list[str]:
    return [
        f"{piece.title}（{piece.reference}）缺签字件第{'、'.join(str(page) for page in piece.missing)}页。"
        for piece in pieces
        if piece.missing
    ]


def note_of(piece: Piece) -> str:
    parts = [f"打印号 {piece.print_id}"]
    if piece.missing:
        parts.append("缺签字件第 " + "、".join(str(page) for page in piece.missing) + " 页")
    if piece.signers:
        parts.append("电子签名：" + "、".join(piece.signers))
    return "；".join(parts)
