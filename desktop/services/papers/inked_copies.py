"""What there is of the inked copy of a print: which pages are scanned, which are missing, and who still has to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.papers.signatures import PAPERS, still_to_sign, who_signs
from desktop.wire.bodies import ScannedSheet, SealedPrint, SealedScan
from forms.language import Sentence, refuse, say
from forms.papers import Signatures, Table, papers

if TYPE_CHECKING:
    from desktop.storage.work import Work


class InkedPage(Struct, frozen=True, kw_only=True):
    """A page of a print with the scan that shows it."""

    page: int
    scan: SealedScan
    sheet: ScannedSheet


class Unsigned(Struct, frozen=True, kw_only=True):
    """A paper whose inked copy is not, or not wholly, there."""

    subject: str
    print_id: str
    paper: str
    title: str
    printed_at: str
    pages: int
    missing: tuple[int, ...]
    """Pages without a scan."""
    spaces: tuple[str, ...]
    """Who signs it, in Chinese, as the paper's definition has it."""
    each: bool
    """Whether each page, or each row of a list, has a place to sign as well."""
    sentence: Sentence
    who: Sentence | None = None
    """Who by name has not signed the sheet, or must sign again; None where nobody is missing, or nobody is asked by name."""


def inked_pages(work: Work, printed: SealedPrint) -> dict[int, InkedPage]:
    """Page to the scan that shows it, the latest where there are several, in the order of the pages."""
    found: dict[int, InkedPage] = {}
    for scan in work.scans.of(printed.subject):
        if scan.print_id == printed.print_id:
            for sheet in _sheets(scan, printed):
                found[sheet.page] = InkedPage(page=sheet.page, scan=scan, sheet=sheet)
    return {page: found[page] for page in sorted(found) if page}


def _sheets(scan: SealedScan, printed: SealedPrint) -> tuple[ScannedSheet, ...]:
    """Scans of format 1 say only how many pages they have: the pages of the print, where it has as many."""
    if scan.sheets or scan.pages != printed.pages:
        return scan.sheets
    return tuple(ScannedSheet(page=page, frame=page) for page in range(1, scan.pages + 1))


def missing_pages(work: Work, printed: SealedPrint) -> tuple[int, ...]:
    there = inked_pages(work, printed)
    return tuple(page for page in range(1, printed.pages + 1) if page not in there)


def missing_signatures(desk: Desk, meeting_id: str) -> tuple[Unsigned, ...]:
    """The papers of a meeting that are signed by hand and whose inked copy is not complete, in the order of printing.

    A paper that was printed more than once is asked for once: by the print that has scans, else by the last one.
    Where ink was noted by name, those whose name is missing are asked for as well.
    Raises Refused where there is no such meeting.
    """
    with desk.store.read() as work:
        if work.meetings.get(meeting_id) is None:
            raise refuse("找不到这次会议。它可能在另一台电脑上。")
        wanted: dict[str, tuple[int, SealedPrint, tuple[int, ...]]] = {}
        for row in work.prints.of(meeting_id):
            printed = row.sealed
            if not _signers(printed.paper)[0]:
                continue
            missing = missing_pages(work, printed)
            scanned = printed.pages - len(missing)
            before = wanted.get(printed.paper)
            if before is None or scanned >= before[0]:
                wanted[printed.paper] = (scanned, printed, missing)
    found = ((printed, missing, _who(desk, printed)) for _, printed, missing in wanted.values())
    return tuple(_unsigned(printed, missing, who) for printed, missing, who in found if missing or who is not None)


def _who(desk: Desk, printed: SealedPrint) -> Sentence | None:
    """Asked by name as soon as anybody's signature was noted: until then, a scan of every page is taken for the whole."""
    if printed.paper not in PAPERS:
        return None
    places = who_signs(desk, printed.subject, printed.paper)
    return still_to_sign(places) if any(one.given or one.void for one in places) else None


def _signers(paper: str) -> tuple[tuple[str, ...], bool]:
    """Who signs a paper, and whether each page or row is signed; no names where nobody signs it."""
    form = papers().get(paper)
    if form is None:
        return (), False
    spaces = [space.zh for space in form.page_signatures]
    rows = False
    for block in form.blocks:
        if isinstance(block, Signatures):
            spaces += [space.zh for space in block.spaces]
        if isinstance(block, Table):
            rows = rows or any(column.id == "signature" for column in block.columns)
    return tuple(dict.fromkeys(spaces)), rows or bool(form.page_signatures)


def _unsigned(printed: SealedPrint, missing: tuple[int, ...], who: Sentence | None) -> Unsigned:
    spaces, each = _signers(printed.paper)
    names = "、".join(spaces)
    return Unsigned(
        subject=printed.subject,
        print_id=printed.print_id,
        paper=printed.paper,
        title=printed.title,
        printed_at=printed.printed_at,
        pages=printed.pages,
        missing=missing,
        spaces=spaces,
        each=each,
        who=who,
        sentence=_sentence(printed, missing, names, who),
    )


def _sentence(printed: SealedPrint, missing: tuple[int, ...], names: str, who: Sentence | None) -> Sentence:
    what = {"title": printed.title, "print_id": printed.print_id}
    if not missing:
        assert who is not None
        return say("“{title}”（打印号 {print_id}）：{who}", **what, who=who)
    if len(missing) == printed.pages:
        scans = say("“{title}”（打印号 {print_id}）还没有签字件扫描，签字的有：{names}。", **what, names=names)
    else:
        pages = "、".join(str(page) for page in missing)
        scans = say(
            "“{title}”（打印号 {print_id}）还缺第 {pages} 页的签字件扫描，签字的有：{names}。",
            **what,
            pages=pages,
            names=names,
        )
    return scans if who is None else Sentence("{scans}{who}", {"scans": scans, "who": who})
