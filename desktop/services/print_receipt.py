"""The county's receipt on paper: what it signed for, so that the village can show it."""

from __future__ import annotations

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


def preview_receipt(desk: Desk, batch: str = "") -> Drawn:
    """The receipt for this batch as it would be printed now; nothing is recorded. Raises Refused as `print_receipt`."""
    from desktop.papers import draw, prepare_receipt

    village = desk.village()
    with desk.store.read() as work:
        slip = _slip(work, batch, village)
    return draw(prepare_receipt(slip, print_id="", printed_at=desk.clock().at))


def print_receipt(desk: Desk, batch: str = "") -> Printed:
    """Draw the receipt for the records of this batch (the latest if empty) and record the print.

    Raises Refused where the county has not signed for it yet.
    """
    from desktop.papers import prepare_receipt

    moment = desk.clock()
    village = desk.village()
    with desk.store.read() as work:
        slip = _slip(work, batch, village)
    prepared = prepare_receipt(slip, print_id=new_print_id(desk), printed_at=moment.at)
    return record_print(desk, moment, prepared)


def _slip(work: Work, batch: str, village: Village) -> DeliverySlip:
    from desktop.papers import DeliverySlip
    from desktop.sync.accept import read_receipt

    receipts: list[Receipt] = [read_receipt(one.bytes) for one in work.outbox.receipts(batch or None) if not one.conflict]
    signed = [receipt for receipt in receipts if receipt.kind == "records"]
    if not signed:
        raise refuse("县里还没有签收，没有回执可以打印。请先上报。")
    receipt = signed[-1]
    named = _names(work)
    return DeliverySlip(
        batch=receipt.batch,
        kind=receipt.kind,
        device=receipt.device,
        village=village.name,
        county=village.county,
        county_key=receipt.county,
        serial=receipt.serial,
        received_at=receipt.received_at,
        head_sequence=receipt.expected.sequence,
        head_hash=receipt.expected.previous,
        hashes=receipt.records,
        names=tuple(named.get(name, "") for name in receipt.records),
        held=len(receipt.held),
    )


def _names(work: Work) -> dict[str, str]:
    """Hash of each record to what it is: 会议记录 2026-06-18."""
    from desktop.wire.records import record_hash

    records = [sealed.record for sealed in work.ledger.after(0)]
    return {record_hash(record): f"{NAMES.get(record.kind, record.kind)} {record.made_at[:10]}" for record in records}
