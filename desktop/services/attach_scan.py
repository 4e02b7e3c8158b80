"""The scan of the inked sheet is bound to the print whose sheet was signed."""

from __future__ import annotations

from pathlib import Path

from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedScan
from desktop.wire.canonical import canonical
from forms.language import refuse


def attach_scan(desk: Desk, print_id: str, file: Path, note: str = "") -> SealedScan:
    """Keep the scan as it came and seal the binding. Raises Refused for a file that is no picture or PDF."""
    from desktop.exchange.scan import read_scan

    scan = read_scan(file)
    moment = desk.clock()
    with desk.store.work() as work:
        printed = work.prints.get(print_id)
        if printed is None:
            raise refuse("没有打印过编号为 {print_id} 的文件。请核对页脚上的编号。", print_id=print_id)
        blob = work.blobs.put(scan.content, scan.media, moment.at)
        if any(one.blob == blob for one in work.scans.of(printed.sealed.subject)):
            raise refuse("这份扫描件已经附上,不用再附。")
        sealed = SealedScan(
            scan_id=desk.new_id()[:16],
            print_id=print_id,
            subject=printed.sealed.subject,
            media=scan.media,
            size=len(scan.content),
            blob=blob,
            pages=scan.pages,
            attached_at=moment.at,
            note=note,
        )
        append(desk, work, moment, kind="scan", subject=sealed.scan_id, body=canonical(sealed), blobs=(blob,))
        work.scans.add(sealed)
    return sealed
