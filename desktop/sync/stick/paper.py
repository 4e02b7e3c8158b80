"""A receipt that came on paper: found to its batch, made whole again, and taken like any other."""

from __future__ import annotations

from desktop.storage.store import Store
from desktop.sync.accept import Accepted, accept, remember
from desktop.sync.outbox import open_kept
from desktop.wire.enrolment import Enrolment
from desktop.wire.faults import Fault
from desktop.wire.receipt import Reply
from desktop.wire.short_receipt import read_short, restore
from desktop.wire.signed import fingerprint
from forms.language import say


def take_code(store: Store, enrolment: Enrolment, code: str, *, now: str) -> Accepted:
    """Take the receipt in this code. Raises Fault: not copied right, for no batch of this PC, or not the county's."""
    short = read_short(code)
    with store.read() as work:
        kept = next((one for one in work.outbox.batches() if one.id.startswith(short.batch)), None)
    if kept is None:
        raise Fault("not-ours", say("这份回执不是给本机的：本机没有做过这一批。"))
    opened = open_kept(kept)
    hashes = tuple(record.hash for record in opened.records)
    signed = restore(short, kept.id, opened.batch.manifest, hashes, county=fingerprint(enrolment.county))
    accepted = accept(store, Reply(receipts=(signed,)), {kept.id: opened}, county=enrolment.county, now=now)
    if accepted.refused:
        raise Fault(
            "not-ours",
            say(
                "回执核对不上：{why}请对照纸上再看一遍；县里换过密钥的话，以前印的回执不能用了，请县里再印一张，或者用 U 盘、联网把回执带回来。",
                why=accepted.refused[0],
            ),
        )
    remember(store, accepted.receipts)
    return accepted
