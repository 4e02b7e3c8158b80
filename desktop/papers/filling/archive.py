"""归档文件目录 and 卷内备考表: what lies in front of a year's papers, and behind them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from desktop.papers.content import Filled
from desktop.papers.wording import headed
from desktop.wire.bodies import Village

_BLANK_ROWS = 12


class ArchivedPiece(Struct, frozen=True, kw_only=True):
    """One 件 of the catalogue (DA/T 22-2015)."""

    reference: str
    number: str = ""
    """发文字号, where it bears one."""
    responsible: str
    title: str
    date: str
    """YYYYMMDD."""
    retention: str
    pages: int
    note: str = ""


def fill_catalogue(village: Village, year: str, pieces: Sequence[ArchivedPiece]) -> tuple[Filled, ...]:
    """One row for each piece, in the order of their references; rows to write on where there are none."""
    rows = tuple(
        (str(number), one.reference, one.number, one.responsible, one.title, one.date, "", one.retention, str(one.pages), one.note)
        for number, one in enumerate(pieces, 1)
    )
    return (
        Filled(block="title", text=headed(village, f"{year}年归档文件目录", 30)),
        Filled(block="pieces", rows=rows or (("",) * 10,) * _BLANK_ROWS),
    )


def _years(term: str) -> int:
    """What is kept for ever comes first."""
    digits = "".join(sign for sign in term if sign.isdecimal())
    return int(digits) if digits else 1000


def fill_note(
    village: Village, year: str, pieces: Sequence[ArchivedPiece], missing: Sequence[str]
) -> tuple[Filled, ...]:
    """`missing` says in a sentence each what the volume lacks; without pieces the sheet is for the hand."""
    terms: dict[str, int] = {}
    for one in pieces:
        terms[one.retention] = terms.get(one.retention, 0) + 1
    values = {
        "year": year,
        "retention": "，".join(f"{term}{terms[term]}件" for term in sorted(terms, key=_years, reverse=True)),
        "pieces": f"{len(pieces)}",
        "pages": f"{sum(one.pages for one in pieces)}",
        "inked": "齐全" if not missing else f"{len(missing)}件不齐",
        "missing": "\n".join(missing) or "不缺。",
    }
    return (
        Filled(block="title", text=headed(village, f"{year}年卷内备考表")),
        Filled(block="facts", values=values if pieces else {"year": year}),
        Filled(block="signatures"),
    )
