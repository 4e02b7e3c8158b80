"""Receiving: a batch or its leaves in, receipts out. Nothing is answered before it is committed and fsynced."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from county.chain import expected, file_records, held_among, held_count, keep_records, streams
from county.devices import Device
from county.store import Store, epoch_of, note, utc_now
from county.tables import batch_blobs, batches, receipts
from desktop.wire.batch import Batch, Manifest, read_batch, unpack, verify_batch
from desktop.wire.brief import known_hashes
from desktop.wire.canonical import digest
from desktop.wire.faults import Fault
from desktop.wire.leaves import ranges
from desktop.wire.receipt import BLOBS, RECORDS, Missing, Receipt, Reply, Standing
from desktop.wire.signed import RECEIPT, STANDING, Signed, sign_message
from forms.language import say

WAITING, KEPT, DAMAGED = "waiting", "kept", "damaged"


def receive_batch(store: Store, device: Device, data: bytes) -> Reply:
    """Take a batch. The same one again gives the same receipts.

    Raises Fault: "malformed", "oversized", "newer-format", "bad-signature", "foreign".
    """
    batch = read_batch(data)
    if batch.manifest.device != device.id or batch.manifest.village != device.village:
        raise Fault("foreign", say("这一批不是这台设备或这个村的，不予接收。"))
    verify_batch(batch, device.public)
    carried = unpack(batch)
    filed = file_records(batch.manifest, carried, device.public)
    with store.write() as work:
        if _remember(work, batch, device):
            keep_records(work, device.id, batch.id, filed)
            _give(work, store, batch.id, RECORDS, [record.hash for record in carried])
            note(work, code="received", message="已收到一批记录。", device=device.id, village=device.village, detail=batch.id)
    return batch_reply(store, device, batch.id)


def batch_reply(store: Store, device: Device, batch: str) -> Reply:
    """The receipts of a batch and the leaves that it lacks. Raises Fault "unknown-batch"."""
    with store.read() as work:
        found = work.execute(select(batches).where(batches.c.id == batch, batches.c.device == device.id)).one_or_none()
        if found is None:
            raise Fault("unknown-batch", say("县里还没有收到这一批。"))
        blobs = work.execute(select(batch_blobs).where(batch_blobs.c.batch == batch)).all()
    if not found.complete:
        for row in blobs:
            if row.state == WAITING and not store.blobs.missing(row.blob, _leaves(row.leaves)):
                _finish_blob(store, row.blob, _leaves(row.leaves))
        _complete(store, [batch])
    with store.read() as work:
        given = select(receipts.c.signed).where(receipts.c.batch == batch).order_by(receipts.c.serial)
        signed = tuple(by_today(store, value) for value in work.execute(given).scalars())
        blobs = work.execute(
            select(batch_blobs).where(batch_blobs.c.batch == batch, batch_blobs.c.state != KEPT)
        ).all()
    missing = {row.blob: store.blobs.missing(row.blob, _leaves(row.leaves)) for row in blobs}
    return Reply(receipts=signed, missing=tuple(Missing(blob, ranges(want)) for blob, want in missing.items() if want))


def known_of(store: Store, reply: Reply) -> bytes:
    """Hashes that a reply about a batch need not repeat, as its device knows them; empty for a reply about none."""
    for signed in reply.receipts:
        receipt = msgspec.json.decode(bytes(signed.message), type=Receipt)
        if receipt.kind == RECORDS:
            with store.read() as work:
                raw = work.execute(select(batches.c.manifest).where(batches.c.id == receipt.batch)).scalar_one()
            named = msgspec.json.decode(raw, type=Manifest).blobs
            return known_hashes(receipt.records, (blob.hash for blob in named))
    return b""


def keep_leaf(store: Store, device: Device, blob: str, index: int, data: bytes) -> None:
    """Put one leaf on disk. It must be a leaf of a blob that this device has named in a batch. Raises Fault."""
    name = digest(data)
    for leaves in _named(store, device, blob):
        if index < len(leaves) and leaves[index] == name:
            store.blobs.keep_leaf(name, data)
            return
    raise Fault("unknown-leaf", say("这个附件分片不属于这台设备上报过的批次，或者已损坏。"))


def finish_leaves(store: Store, device: Device, touched: set[str], stored: int) -> Reply:
    """After a request with leaves: make whole what can be, and give the receipts that have become due."""
    with store.read() as work:
        waiting = work.execute(
            select(batch_blobs).where(
                batch_blobs.c.device == device.id, batch_blobs.c.blob.in_(touched), batch_blobs.c.state == WAITING
            )
        ).all()
    for row in waiting:
        if not store.blobs.missing(row.blob, _leaves(row.leaves)):
            _finish_blob(store, row.blob, _leaves(row.leaves))
    done = _complete(store, sorted({row.batch for row in waiting}))
    return Reply(receipts=done, stored=stored)


def standing(store: Store, device: Device, nonce: str) -> Reply:
    """Where the device stands: the answer to a round that has nothing to say."""
    with store.read() as work:
        waiting = select(batches.c.id).where(batches.c.device == device.id, batches.c.complete.is_(False))
        value = Standing(
            county=store.key.fingerprint,
            server_epoch=epoch_of(work),
            serial=_last_serial(work),
            device=device.id,
            nonce=nonce,
            expected=expected(work, device.id),
            streams=streams(work, device.id),
            held=held_count(work, device.id),
            waiting=tuple(work.execute(waiting.order_by(batches.c.first)).scalars()),
            at=utc_now(),
        )
    return Reply(standing=sign_message(STANDING, value, store.key.sign))


def _remember(work: Connection, batch: Batch, device: Device) -> bool:
    """Whether this batch is new."""
    manifest = batch.manifest
    row = insert_or(batches).values(
        id=batch.id,
        device=device.id,
        village=device.village,
        epoch=manifest.epoch,
        first=manifest.first,
        last=manifest.last,
        manifest=batch.raw_manifest,
        signature=batch.signature,
        complete=False,
        arrived_at=utc_now(),
    )
    if work.execute(row.on_conflict_do_nothing(index_elements=["id"])).rowcount != 1:
        return False
    for blob in manifest.blobs:
        entry = {"batch": batch.id, "blob": blob.hash, "device": device.id, "size": blob.size, "state": WAITING}
        work.execute(insert(batch_blobs), {**entry, "leaves": "".join(blob.leaves)})
    return True


def _give(work: Connection, store: Store, batch: str, kind: str, hashes: list[str]) -> Signed:
    """Write the receipt. It leaves the house only after this transaction has been committed."""
    about = work.execute(select(batches).where(batches.c.id == batch)).one()
    serial = _last_serial(work) + 1
    receipt = Receipt(
        kind=kind,
        county=store.key.fingerprint,
        server_epoch=epoch_of(work),
        serial=serial,
        device=about.device,
        village=about.village,
        batch=batch,
        records=tuple(hashes) if kind == RECORDS else (),
        blobs=tuple(hashes) if kind == BLOBS else (),
        held=held_among(work, about.device, hashes) if kind == RECORDS else (),
        expected=expected(work, about.device, about.epoch),
        received_at=utc_now(),
    )
    signed = sign_message(RECEIPT, receipt, store.key.sign)
    row = {"serial": serial, "batch": batch, "kind": kind, "signed": msgspec.json.encode(signed)}
    work.execute(insert(receipts), {**row, "given_at": receipt.received_at})
    return signed


def by_today(store: Store, kept: bytes) -> Signed:
    """A receipt as it was given; where the county has taken another key since, the same facts signed with that one."""
    signed = msgspec.json.decode(kept, type=Signed)
    receipt = msgspec.json.decode(bytes(signed.message), type=Receipt)
    if receipt.county == store.key.fingerprint:
        return signed
    return sign_message(RECEIPT, msgspec.structs.replace(receipt, county=store.key.fingerprint), store.key.sign)


def _last_serial(work: Connection) -> int:
    last: int = work.execute(select(func.coalesce(func.max(receipts.c.serial), 0))).scalar_one()
    return last


def _finish_blob(store: Store, blob: str, leaves: list[str]) -> None:
    """All leaves of a blob are there: make the whole, and say so in the tables once it is on disk."""
    try:
        whole = store.blobs.assemble(blob, leaves)
    except FileNotFoundError:
        return  # another request has just made it whole, or the leaf is asked for again
    with store.write() as work:
        same = (batch_blobs.c.blob == blob, batch_blobs.c.leaves == "".join(leaves), batch_blobs.c.state == WAITING)
        work.execute(update(batch_blobs).where(*same).values(state=KEPT if whole else DAMAGED))
        if not whole:
            note(work, code="damaged-blob", message="附件的分片合起来与所报的不符。", detail=blob)
    if whole:
        store.blobs.drop_leaves(leaves)


def _complete(store: Store, candidates: list[str]) -> tuple[Signed, ...]:
    """Give the receipt for blobs to those batches that have them all now."""
    done: list[Signed] = []
    for batch in candidates:
        with store.write() as work:
            if work.execute(select(batches.c.complete).where(batches.c.id == batch)).scalar_one():
                continue
            blobs = work.execute(select(batch_blobs).where(batch_blobs.c.batch == batch)).all()
            if any(row.state != KEPT for row in blobs):
                continue
            work.execute(update(batches).where(batches.c.id == batch).values(complete=True))
            raw = work.execute(select(batches.c.manifest).where(batches.c.id == batch)).scalar_one()
            named = [blob.hash for blob in msgspec.json.decode(raw, type=Manifest).blobs]
            done.append(_give(work, store, batch, BLOBS, named))
    return tuple(done)


def _named(store: Store, device: Device, blob: str) -> list[list[str]]:
    query = select(batch_blobs.c.leaves).where(batch_blobs.c.device == device.id, batch_blobs.c.blob == blob)
    with store.read() as work:
        return [_leaves(value) for value in work.execute(query).scalars()]


def _leaves(joined: str) -> list[str]:
    return [joined[at : at + 64] for at in range(0, len(joined), 64)]


