"""Receipts on paper for whoever brought a stick: a page for each device, with a QR code and the same to be typed.

The page is HTML that needs nothing else: every browser prints it, and no font has to come along.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import msgspec
import segno
from msgspec import Struct
from sqlalchemy import Row, select

from county.receive import by_today
from county.store import Store
from county.tables import batches, devices, receipts, villages
from desktop.wire.batch import Manifest
from desktop.wire.faults import Fault
from desktop.wire.medium import told
from desktop.wire.receipt import RECORDS
from desktop.wire.short_receipt import LABEL, shorten
from forms.language import Sentence, refuse, say

MOST = 6
"""Receipts on one page: the newest."""


class PaperReceipt(Struct, frozen=True, kw_only=True):
    """One receipt as the page shows it; `code` is empty where it is too long for paper."""

    village: str
    device: str
    kind: str
    batch: str
    first: int
    last: int
    at: str
    serial: int
    code: str

    @property
    def scanned(self) -> str:
        """What the QR code holds."""
        return LABEL + self.code.replace("\n", "")


def paper_receipts(store: Store, device: str, wanted: Sequence[str] = ()) -> list[PaperReceipt]:
    """The receipts of these batches of a device, or its newest ones. Raises Refused where there is none."""
    with store.read() as work:
        query = (
            select(receipts, batches.c.manifest, batches.c.first, batches.c.last, devices.c.village, villages.c.name)
            .join(batches, batches.c.id == receipts.c.batch)
            .join(devices, devices.c.id == batches.c.device)
            .join(villages, villages.c.code == devices.c.village)
            .where(batches.c.device == device)
            .order_by(receipts.c.serial.desc())
        )
        query = query.where(receipts.c.batch.in_(wanted)) if wanted else query.limit(MOST)
        rows = work.execute(query).all()
    if not rows:
        raise refuse("还没有给这台设备的回执：{device}", device=device)
    return [_receipt(store, device, row) for row in reversed(rows)]


def write_page(path: Path, shown: Sequence[PaperReceipt], language: str) -> None:
    """Write the page. Raises Refused where it cannot be."""
    parts = [_section(one, language) for one in shown]
    title = html.escape(say("上报回执").text(language))
    page = f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>{_STYLE}{"".join(parts)}</html>'
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise told(error, path.parent) from error


def _receipt(store: Store, device: str, row: Row[tuple[object, ...]]) -> PaperReceipt:
    try:
        code = shorten(by_today(store, row.signed), row.batch, msgspec.json.decode(row.manifest, type=Manifest))
    except Fault:
        code = ""
    return PaperReceipt(
        village=row.name or row.village,
        device=device,
        kind=row.kind,
        batch=row.batch,
        first=row.first,
        last=row.last,
        at=row.given_at,
        serial=row.serial,
        code=code,
    )


def _section(one: PaperReceipt, language: str) -> str:
    lines: list[Sentence] = [
        say("{village}，第 {first}–{last} 条记录", village=one.village, first=one.first, last=one.last),
        say("记录已全部收到") if one.kind == RECORDS else say("附件已全部收到"),
        say("批次 {batch}，县里编号 {serial}，{at}", batch=one.batch[:8].upper(), serial=one.serial, at=one.at),
        say("设备 {device}", device=one.device),
        say("在“上报”页扫这个码，或者照抄下面的字（横线不用抄）：")
        if one.code
        else say("这份回执太长，纸上放不下，请用 U 盘带回。"),
    ]
    words = "".join(f"<p>{html.escape(line.text(language))}</p>" for line in lines)
    heading = f"<h1>{html.escape(say('上报回执').text(language))}</h1>"
    if not one.code:
        return f"<section>{heading}{words}</section>"
    drawn = segno.make(one.scanned, error="m", micro=False).svg_inline(scale=4)
    typed = "\n".join(f"{number:2d}  {_grouped(line)}" for number, line in enumerate(one.code.split("\n"), 1))
    return f"<section>{heading}{words}{drawn}<pre>{html.escape(typed)}</pre></section>"


def _grouped(line: str) -> str:
    return "-".join(line[at : at + 5] for at in range(0, len(line), 5))


_STYLE = (
    "<style>body{font:14pt serif;margin:2cm}section{page-break-after:always}h1{font-size:20pt;margin:0 0 .5cm}"
    "p{margin:.1cm 0}svg{display:block;margin:.5cm 0}pre{font:13pt monospace;line-height:1.5}</style>"
)
