"""The county's receipt on paper: what it signed for, so that the village can show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.wire.bodies import Village
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import DeliverySlip, Drawn
    from desktop.storage.work import Work
    from desktop.wire.receipt import Receipt

NAMES = {
    "meeting": "会议记录",
    "roster": "名册",
    "print": "打印件",
    "scan": "签字扫描件",
    "sheet": "事项表格",
    "cases": "事项进展数字",
    "correction": "更正",
    "epoch": "本机换代记录",
    "archive": "归档件",
    "signature": "签名记录",
}


def preview_receipt(desk: Desk, batches: Sequence[str] = ()) -> Drawn:
    """The receipt for these batches as it would be printed now; nothing is recorded. Raises Refused as `print_receipt`."""
    from desktop.papers import draw, prepare_receipt

    village = desk.village()
    with desk.store.read() as work:
        slip = _slip(work, batches, village)
    return draw(prepare_receipt(slip, print_id="", printed_at=desk.clock().at))


def print_receipt(desk: Desk, batches: Sequence[str] = ()) -> Printed:
    """Draw one receipt for the records of these batches, as of a month (the latest if empty), and record the print.

    Raises Refused where the county has not signed for it yet.
    """
    from desktop.papers import prepare_receipt

    moment = desk.clock()
    village = desk.village()
    with desk.store.read() as work:
        slip = _slip(work, batches, village)
    prepared = prepare_receipt(slip, print_id=new_print_id(desk), printed_at=moment.at)
    return record_print(desk, moment, prepared)


def _slip(work: Work, batches: Sequence[str], village: Village) -> DeliverySlip:
    from desktop.papers import DeliverySlip
    from desktop.sync.accept import read_receipt

    receipts: list[Receipt] = [read_receipt(one.bytes) for one in work.outbox.receipts() if not one.conflict]
    signed = {receipt.batch: receipt for receipt in receipts if receipt.kind == "records"}
    wanted = [receipt for batch, receipt in signed.items() if batch in batches] or list(signed.values())[-1:]
    if not wanted or (batches and not any(batch in signed for batch in batches)):
        raise refuse("县里还没有签收，没有回执可以打印。请先上报。")
    last = wanted[-1]
    hashes = tuple(dict.fromkeys(name for receipt in wanted for name in receipt.records))
    named = _names(work)
    return DeliverySlip(
        batch=last.batch,
        earlier=tuple(receipt.batch for receipt in wanted[:-1]),
        kind=last.kind,
        device=last.device,
        village=village.name,
        county=village.county,
        county_key=last.county,
        serial=last.serial,
        received_at=last.received_at,
        head_sequence=last.expected.sequence,
        head_hash=last.expected.previous,
        hashes=hashes,
        names=tuple(named.get(name, "") for name in hashes),
        attached=_attached(work, receipts, [receipt.batch for receipt in wanted]),
        held=sum(len(receipt.held) for receipt in wanted),
    )


def _attached(work: Work, receipts: Sequence[Receipt], batches: Sequence[str]) -> str:
    """Whether the county has signed for the attachments, too; empty where there are none."""
    from desktop.sync.outbox import open_kept

    kept = [found for found in map(work.outbox.batch, batches) if found is not None]
    named = {blob.hash for one in kept for blob in open_kept(one).batch.manifest.blobs}
    signed = {name for receipt in receipts if receipt.kind == "blobs" for name in receipt.blobs}
    left = len(named - signed)
    if not named:
        return ""
    return f"附件{len(named)}个，其中{left}个还没有签收" if left else f"附件{len(named)}个，也已签收"


def _names(work: Work) -> dict[str, str]:
    """Hash of each record to what it is: 会议记录 2026-06-18."""
    from desktop.wire.records import record_hash

    records = [sealed.record for sealed in work.ledger.after(0)]
    return {record_hash(record): f"{NAMES.get(record.kind, record.kind)} {record.made_at[:10]}" for record in records}
