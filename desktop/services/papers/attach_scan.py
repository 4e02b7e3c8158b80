"""The scan of the inked sheet is bound by hand to the print whose sheet was signed: where no code on it can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.papers.bind_scans import keep_scan, read_apart
from desktop.services.papers.inked_copies import missing_pages
from desktop.wire.bodies import SealedPrint, SealedScan
from desktop.wire.canonical import digest
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.exchange.read_file import ReadPage
    from desktop.storage.work import Work


def attach_scan(desk: Desk, print_id: str, file: Path, note: str = "") -> SealedScan:
    """Keep the scan as it came and seal the binding.

    Raises Refused for a file that is no picture or PDF, and for a sheet whose own code says that it is another one's.
    """
    from desktop.exchange.apart import Apart

    with Apart() as apart:
        scan, read = read_apart(apart, file)
    moment = desk.clock()
    with desk.store.work() as work:
        printed = work.prints.get(print_id)
        if printed is None:
            raise refuse("没有打印过编号为 {print_id} 的文件。请核对页脚上的编号。", print_id=print_id)
        blob = digest(scan.content)
        if any(one.blob == blob and one.print_id == print_id for one in work.scans.of(printed.sealed.subject)):
            raise refuse("这份扫描件已经附上，不用再附。")
        for page in read:
            if page.found.codes and all(code.print_id != print_id.lower() for code in page.found.codes):
                raise refuse(
                    "“{file}”上的打印号是 {found}，不是 {print_id}。请核对以后再附。",
                    file=file.name,
                    found=page.found.codes[0].print_id,
                    print_id=print_id,
                )
        return keep_scan(desk, work, moment, printed.sealed, scan, _numbered(work, printed.sealed, read), note)


def _numbered(work: Work, printed: SealedPrint, read: list[ReadPage]) -> list[tuple[int, int, bytes]]:
    """Pages as their codes say. Those without one take the pages that are still missing, where there are just as many."""
    kept = [page for page in read if not page.found.blank] or read
    known = {page.frame: page.found.codes[0].page for page in kept if page.found.codes}
    free = [page for page in missing_pages(work, printed) if page not in known.values()]
    unread = [page.frame for page in kept if page.frame not in known]
    if len(free) == len(unread):
        known.update(zip(unread, free, strict=True))
    return sorted((known.get(page.frame, 0), page.frame, page.small) for page in kept)
