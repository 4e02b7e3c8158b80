"""Taking receipts: verified against the key that was pinned at enrolment, kept, and only then believed.

The cursor moves in the transaction that keeps the receipt.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.storage.rows import KeptReceipt
from desktop.storage.store import Store
from desktop.storage.work import Work
from desktop.sync.outbox import Opened, open_kept
from desktop.wire.faults import Fault
from desktop.wire.receipt import RECORDS, Expected, Receipt, Reply, Standing, open_receipt, place_in
from desktop.wire.signed import Signed, decode
from forms.language import Sentence, say

SEEN = "county_seen"
"""Name of the setting."""


class Seen(Struct, frozen=True):
    """The county server's life and the last receipt it is known to have given."""

    server_epoch: str
    serial: int


class _About(Struct):
    """As much of a receipt as tells which batch to compare it with; not verified."""

    batch: str = ""


class Accepted(Struct, frozen=True):
    """Receipts that hold, why others do not, and what else a person should know."""

    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Sentence, ...] = ()
    remarks: tuple[Sentence, ...] = ()


def accept(store: Store, reply: Reply, opened: dict[str, Opened], *, county: str, now: str) -> Accepted:
    """Verify and keep the receipts of a reply. One that does not hold changes nothing and is named."""
    receipts: list[Receipt] = []
    refused: list[Sentence] = []
    remarks: list[Sentence] = []
    for signed in reply.receipts:
        try:
            receipt = _verified(store, signed, opened, county)
        except Fault as fault:
            refused.append(fault.sentence)
            continue
        kept = KeptReceipt(
            batch=receipt.batch, kind=receipt.kind, bytes=msgspec.json.encode(signed), received_at=now
        )
        with store.work() as work:
            kept = _same_facts(work, kept, receipt)
            if work.outbox.keep_receipt(kept).conflict:
                remarks.append(say("同一批次收到两份不同的回执，都已保存，请告诉县里。"))
            work.outbox.set_state(receipt.batch, f"{receipt.kind}-receipted")
        receipts.append(receipt)
        remarks += [say("第 {n} 条记录等县里核实：{why}", n=held.sequence, why=Sentence(held.message)) for held in receipt.held]
    return Accepted(tuple(receipts), tuple(refused), tuple(remarks))


def _same_facts(work: Work, kept: KeptReceipt, receipt: Receipt) -> KeptReceipt:
    """The receipt as it is kept already, where only the county's key is another: it was given again after a change of key."""
    for one in work.outbox.receipts(receipt.batch):
        before = read_receipt(one.bytes)
        if before.county != receipt.county and msgspec.structs.replace(before, county=receipt.county) == receipt:
            return msgspec.structs.replace(kept, bytes=one.bytes)
    return kept


def read_receipt(kept: bytes) -> Receipt:
    """The receipt in bytes that were verified when they were kept."""
    return decode(bytes(decode(kept, Signed).message), Receipt)


def _verified(store: Store, signed: Signed, opened: dict[str, Opened], county: str) -> Receipt:
    name = decode(bytes(signed.message), _About).batch
    if name not in opened:
        with store.read() as work:
            kept = work.outbox.batch(name)
        if kept is None:
            raise Fault("not-ours", say("回执是给别的批次或别的设备的，不作数。"))
        opened[name] = open_kept(kept)
    return open_receipt(signed, county=county, batch=opened[name].batch, records=opened[name].records)


def odd(store: Store, receipts: tuple[Receipt, ...], opened: dict[str, Opened]) -> bool:
    """Whether the receipts hint at a county that went backwards or a chain that forked: then its standing is asked.

    A receipt may be an old one that is given again, so it is a hint and nothing more.
    """
    with store.read() as work:
        seen = work.settings.get(SEEN, Seen)
    for receipt in receipts:
        manifest = opened[receipt.batch].batch.manifest
        after = Expected(manifest.epoch, manifest.last + 1, manifest.head)
        joined = receipt.kind != RECORDS or receipt.expected == after
        if not joined or (seen is not None and receipt.server_epoch != seen.server_epoch):
            return True
    return False


def remember(store: Store, receipts: tuple[Receipt, ...]) -> None:
    """Keep the highest serial seen of this server's life."""
    with store.work() as work:
        seen = work.settings.get(SEEN, Seen)
        for receipt in receipts:
            if seen is None or (receipt.server_epoch == seen.server_epoch and receipt.serial > seen.serial):
                seen = Seen(receipt.server_epoch, receipt.serial)
        if seen is not None:
            work.settings.put(SEEN, seen)


def compare(store: Store, standing: Standing) -> tuple[Sentence, ...]:
    """Hold a fresh standing against what is kept here; what the county has lost is offered again. Returns remarks."""
    with store.work() as work:
        seen = work.settings.get(SEEN, Seen)
        cursor = work.outbox.cursor()
        head = work.ledger.head()
        place = place_in(standing, head.epoch if head else 1)
        known = place.sequence - 1 if place else 0
        ours = work.ledger.hash_at(known) if known > 0 else ""
        now = Seen(standing.server_epoch, standing.serial)
        if now != seen:  # a round with nothing to say need not wait for the disk
            work.settings.put(SEEN, now)
        another = seen is not None and seen.server_epoch != standing.server_epoch
        behind = seen is not None and not another and standing.serial < seen.serial
        if (another or behind) and cursor.records:
            work.outbox.offer_again()
            return (say("县级服务器的数据是从备份恢复的，本机会把以前上报过的再核对一遍，缺的重新上报。"),)
        if head is not None and known > head.sequence:
            return (say("县里收到的记录比本机多：本机的数据可能是从旧备份恢复的，或有另一台电脑在用同一份数据。请告诉县里。"),)
        if ours is not None and place is not None and ours != place.previous:
            return (say("县里第 {n} 条记录与本机的不同：可能有另一台电脑在用同一份数据。请告诉县里。", n=known),)
        before = [known] if known < cursor.records else []
        if lost := [*before, *_lacking(work, standing, cursor.blobs)]:
            work.outbox.offer_again(min(lost))
            return (say("县里缺少本机以前上报过的记录，正在重新上报。"),)
    return ()


def _lacking(work: Work, standing: Standing, delivered: int) -> list[int]:
    """Where the batches begin whose blobs the county says it lacks, though there are receipts for them."""
    kept = [work.outbox.batch(name) for name in standing.waiting]
    return [one.first - 1 for one in kept if one is not None and one.last <= delivered]
