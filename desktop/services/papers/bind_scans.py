"""A pile of scans, dropped in any order and any turn: each page is read, sorted, and bound to the print that was signed.

What cannot be bound is told in a sentence, and the rest of the pile is bound. A file is kept as it came, once; the smaller
copies of its pages are what the ledger names for the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.events import Moment
from desktop.services.desk import Desk
from desktop.services.papers.inked_copies import inked_pages, missing_pages
from desktop.services.seal import append
from desktop.wire.bodies import ScannedSheet, SealedPrint, SealedScan
from desktop.wire.canonical import canonical, digest
from forms.language import Refused, Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.exchange.apart import Apart
    from desktop.exchange.read_file import ReadPage
    from desktop.exchange.reading import Found
    from desktop.exchange.scan import Scan
    from desktop.storage.work import Work


class Told(Struct, frozen=True, kw_only=True):
    """Something that was not bound, or that a person should know. `page` is that of the file; 0 for the file itself."""

    file: str
    page: int
    sentence: Sentence
    bound: bool = False
    """It was bound all the same."""


class Bound(Struct, frozen=True, kw_only=True):
    """A print to which pages were bound now."""

    print_id: str
    subject: str
    paper: str
    title: str
    pages: tuple[int, ...]
    """Bound now, in order."""
    missing: tuple[int, ...]
    """Still without a scan."""
    sentence: Sentence


class Pile(Struct, frozen=True, kw_only=True):
    """What became of a pile."""

    files: int
    bound: tuple[Bound, ...]
    told: tuple[Told, ...]
    blank: int
    """Empty backs that were passed over."""
    left: int = 0
    """Files that were not read to their end, for it was asked to stop."""


class Stopped(Exception):
    """Raised by who is told of the progress: what was bound stays, and nothing more is begun."""


def bind_scans(
    desk: Desk, files: Sequence[Path], *, again: bool = False, progress: Callable[[int, int], object] | None = None
) -> Pile:
    """Read and bind every file; each file is one transaction. `again` binds pages that have a scan already.

    `progress` is told before each page how many files are done, and how many pages of the next one; it may raise Stopped.
    Raises nothing for bad files: what is wrong with them is part of the answer.
    """
    from desktop.exchange.apart import Apart

    told: list[Told] = []
    pages: dict[str, set[int]] = {}
    blank = done_files = 0
    with Apart() as apart:
        for done_files, file in enumerate(files):
            try:
                each = partial(progress, done_files) if progress is not None else None
                scan, read = read_apart(apart, file, each)
                _refuse_original(desk, file.name, scan)
                done, said, empty = _bind(desk, file.name, scan, read, again=again)
            except Stopped:
                break
            except Refused as refused:
                told.append(Told(file=file.name, page=0, sentence=refused.sentence))
            else:
                told += said
                blank += empty
                for print_id, numbers in done.items():
                    pages.setdefault(print_id, set()).update(numbers)
        else:
            done_files = len(files)
    with desk.store.read() as work:
        bound = tuple(_sum(work, print_id, numbers) for print_id, numbers in pages.items())
    return Pile(files=done_files, bound=bound, told=tuple(told), blank=blank, left=len(files) - done_files)


def _refuse_original(desk: Desk, name: str, scan: Scan) -> None:
    with desk.store.read() as work:
        same = work.prints.with_pdf(digest(scan.content))
    if same:
        title = same[0].sealed.title
        raise refuse("“{file}”是打印时的原件“{title}”，上面没有签字。请附签字以后的扫描件。", file=name, title=title)


def read_apart(apart: Apart, file: Path, each: Callable[[int], object] | None = None) -> tuple[Scan, list[ReadPage]]:
    """A file as it came, and every page of it with its code and smaller copy; nothing is written. Raises Refused.

    `each` is told how many pages were read, and may raise Stopped.
    """
    from desktop.exchange.read_file import read_file
    from desktop.exchange.scan import Scan

    if each is not None:
        each(0)
    scan, read = None, []
    for one in apart.run(read_file, file):
        if isinstance(one, Scan):
            scan = one
            continue
        read.append(one)
        if each is not None:
            each(one.frame)
    assert scan is not None
    return scan, read


def _bind(
    desk: Desk, name: str, scan: Scan, read: list[ReadPage], *, again: bool
) -> tuple[dict[str, list[int]], list[Told], int]:
    """Bind what can be bound of one file: the pages bound for each print, what is to be told, and the empty pages."""
    moment = desk.clock()
    told: list[Told] = []
    with desk.store.work() as work:
        sorted_pages: dict[str, dict[int, ReadPage]] = {}
        for page in read:
            if page.found.blank:
                continue
            outcome = _place(work, page.found, sorted_pages, again=again)
            if isinstance(outcome, Sentence):
                told.append(Told(file=name, page=page.frame, sentence=outcome))
                continue
            printed, number = outcome
            sorted_pages.setdefault(printed.print_id, {})[number] = page
            if later := _replaced(work, printed):
                sentence = say(
                    "这一页是旧的一份，后来又打印了新的（打印号 {print_id}）。已经附到旧的那一份上。", print_id=later
                )
                told.append(Told(file=name, page=page.frame, sentence=sentence, bound=True))
        for print_id, numbered in sorted_pages.items():
            row = work.prints.get(print_id)
            assert row is not None
            sheets = [(number, numbered[number].frame, numbered[number].small) for number in sorted(numbered)]
            keep_scan(desk, work, moment, row.sealed, scan, sheets)
    blank = sum(page.found.blank for page in read)
    return {print_id: sorted(numbered) for print_id, numbered in sorted_pages.items()}, told, blank


def _place(
    work: Work, found: Found, taken: dict[str, dict[int, ReadPage]], *, again: bool
) -> tuple[SealedPrint, int] | Sentence:
    """The print and page that a scanned page is, or why it is none."""
    if not found.codes:
        if found.foreign:
            return say("这一页上的二维码不是议事堂打印的，没有附上。")
        return say("这一页上的二维码读不出来，没有附上。请擦干净扫描仪的玻璃再扫一次，或者按页脚的打印号手工附上。")
    if len(found.codes) > 1:
        return say("这一页上有 {n} 个二维码，分不清是哪一页，没有附上。请一页一页地扫。", n=len(found.codes))
    code = found.codes[0]
    row = work.prints.get(code.print_id)
    if row is None:
        return say(
            "这一页的打印号是 {print_id}，本村没有打印过。它可能是别的村或者别的电脑打印的，没有附上。",
            print_id=code.print_id,
        )
    printed = row.sealed
    if code.pages != printed.pages or not printed.content_hash.startswith(code.hashed):
        return say(
            "这一页自称是“{title}”（打印号 {print_id}）的第 {n} 页，但版本和当时打印的不一样，没有附上。",
            title=printed.title,
            print_id=printed.print_id,
            n=code.page,
        )
    if code.page in taken.get(printed.print_id, {}) or (not again and code.page in inked_pages(work, printed)):
        return say("“{title}”第 {n} 页已经有扫描件了，这一页没有再附。", title=printed.title, n=code.page)
    return printed, code.page


def _replaced(work: Work, printed: SealedPrint) -> str:
    """Print id of the print that was made in place of this one, if any."""
    return next(
        (row.sealed.print_id for row in work.prints.of(printed.subject) if row.sealed.copies_of == printed.print_id), ""
    )


def _sum(work: Work, print_id: str, numbers: set[int]) -> Bound:
    row = work.prints.get(print_id)
    assert row is not None
    printed, missing = row.sealed, missing_pages(work, row.sealed)
    bound = "、".join(str(number) for number in sorted(numbers))
    return Bound(
        print_id=print_id,
        subject=printed.subject,
        paper=printed.paper,
        title=printed.title,
        pages=tuple(sorted(numbers)),
        missing=missing,
        sentence=say(
            "“{title}”（打印号 {print_id}）附上了第 {pages} 页，还缺第 {missing} 页。",
            title=printed.title,
            print_id=print_id,
            pages=bound,
            missing="、".join(str(number) for number in missing),
        )
        if missing
        else say(
            "“{title}”（打印号 {print_id}）附上了第 {pages} 页，已经齐了。",
            title=printed.title,
            print_id=print_id,
            pages=bound,
        ),
    )


def keep_scan(
    desk: Desk,
    work: Work,
    moment: Moment,
    printed: SealedPrint,
    scan: Scan,
    sheets: list[tuple[int, int, bytes]],
    note: str = "",
) -> SealedScan:
    """Keep the file as it came and the smaller copies, and seal the binding. `sheets`: page, page of the file, smaller copy.

    The record names the smaller copies; the file itself only where one of its sheets has none.
    """
    from desktop.exchange.legible import MEDIA

    blob = work.blobs.put(scan.content, scan.media, moment.at)
    kept = tuple(
        ScannedSheet(page=page, frame=frame, small=work.blobs.put(small, MEDIA, moment.at) if small else "")
        for page, frame, small in sheets
    )
    sealed = SealedScan(
        scan_id=desk.new_id()[:16],
        print_id=printed.print_id,
        subject=printed.subject,
        media=scan.media,
        size=len(scan.content),
        blob=blob,
        pages=scan.pages or max((sheet.frame for sheet in kept), default=0),
        attached_at=moment.at,
        note=note,
        sheets=kept,
    )
    small = tuple(dict.fromkeys(sheet.small for sheet in kept))
    blobs = small if small and all(small) else (blob,)
    append(desk, work, moment, kind="scan", subject=sealed.scan_id, body=canonical(sealed), blobs=blobs)
    work.scans.add(sealed)
    return sealed
