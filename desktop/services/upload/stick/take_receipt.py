"""A receipt that came on paper: its code typed, or its page scanned."""

from __future__ import annotations

from pathlib import Path

from desktop.services.desk import Desk
from desktop.services.upload.stick.read_stick import ReadBack
from forms.language import each_once, refuse, say


def take_receipt(desk: Desk, code: str) -> ReadBack:
    """Take in the receipt of this code. Raises Refused: not copied right (naming the line), or not for this PC."""
    from desktop.sync.enrol import enrolment_of
    from desktop.sync.stick.paper import take_code
    from desktop.sync.tally import waiting

    enrolment = enrolment_of(desk.store)
    if enrolment is None:
        raise refuse("本机还没有在县里登记，回执没法核对。")
    accepted = take_code(desk.store, enrolment, code, now=desk.clock().at)
    left = waiting(desk.store)
    count = sum(len(receipt.records) + len(receipt.blobs) for receipt in accepted.receipts)
    return ReadBack(
        sentence=say("回执已核对，是县里签的：签收 {count} 项。", count=count),
        remarks=accepted.remarks,
        batches=tuple(receipt.batch for receipt in accepted.receipts),
        receipts=accepted.receipts,
        waiting_records=left.records,
        waiting_blobs=left.blobs,
    )


def scan_receipt(desk: Desk, file: Path) -> ReadBack:
    """As `take_receipt`, off a scan or photograph of the county's page. Raises Refused."""
    from desktop.exchange.labels import read_labels
    from desktop.wire.short_receipt import LABEL

    every = [take_receipt(desk, text) for text in read_labels(file, LABEL)]
    last = every[-1]
    receipts = tuple(receipt for one in every for receipt in one.receipts)
    return ReadBack(
        sentence=last.sentence if len(every) == 1 else say("{n} 份回执已核对，都是县里签的。", n=len(every)),
        remarks=each_once(remark for one in every for remark in one.remarks),
        batches=tuple(dict.fromkeys(receipt.batch for receipt in receipts)),
        receipts=receipts,
        waiting_records=last.waiting_records,
        waiting_blobs=last.waiting_blobs,
    )
