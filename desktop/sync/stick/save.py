"""存到 U 盘: what waits goes on a stick, in the very bytes that the line would carry, locked for the county."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from desktop.storage.rows import KeptBatch
from desktop.storage.store import Store
from desktop.sync.line import Stopped
from desktop.sync.outbox import Leaf, Opened, leaves_wanted, make_batches, open_kept
from desktop.sync.parcels_sent import remember_sent
from desktop.sync.tally import Progress
from desktop.vault.device import DeviceKey
from desktop.vault.stick import stick_key
from desktop.wire import tar
from desktop.wire.address import stick_recipient
from desktop.wire.batch import Batch
from desktop.wire.enrolment import Enrolment
from desktop.wire.leaves import HEAD, frame_leaf
from desktop.wire.locked import lock, recipient_of
from desktop.wire.medium import Medium, Sink
from desktop.wire.parcel import (
    BATCHES,
    LEAVES,
    LOCKED,
    MAX_BATCHES,
    MAX_PART,
    PARCEL,
    PARCEL_NAME,
    UP_FOLDER,
    Parcel,
    is_parcel,
    parcel_name,
)
from desktop.wire.receipt import Missing
from desktop.wire.signed import fingerprint, sign_message

_AT_ONCE = 16
"""Leaves that are read from the database at a time."""


class Saved(Struct, frozen=True, kw_only=True):
    """What is on the stick now. `records` and `blobs` are those that the county has not signed for."""

    files: tuple[str, ...]
    size: int
    records: int
    blobs: int


def save(
    store: Store,
    key: DeviceKey,
    enrolment: Enrolment,
    medium: Medium,
    *,
    now: Callable[[], str],
    down: str = "",
    forms: dict[str, str] | None = None,
    program: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    most: int = MAX_PART,
) -> Saved:
    """Put everything that lacks a receipt on the stick, even if that is nothing: the county's answer may still have
    something to say. `most` is how many bytes of leaves go in one file.

    Raises Refused for whatever the stick does, and `Stopped`; an earlier parcel on it is left alone then.
    """
    recipient = stick_recipient(enrolment.known_address())
    make_batches(store, key.sign, village=enrolment.village, forms=forms or {}, program=program, now=now)
    batches, leaves = _waiting(store)
    parts = list(_parts(leaves, most)) or [[]]
    nonce, at = secrets.token_hex(12), now()
    parcels = [
        Parcel(
            county=fingerprint(enrolment.county),
            device=key.id,
            village=enrolment.village,
            nonce=nonce,
            part=number,
            parts=len(parts),
            batches=tuple(kept.id for kept in batches),
            leaves=sum(HEAD + leaf.size for leaf in part),
            answer_to=recipient_of(stick_key(key)),
            down=down,
            time=at,
        )
        for number, part in enumerate(parts, 1)
    ]
    heads = [_head(parcel, batches, key) for parcel in parcels]
    sizes = [_size(len(head), parcel.leaves) for head, parcel in zip(heads, parcels, strict=True)]
    medium.room_for(sum(sizes))
    passing = _counter(2 * sum(sizes), progress, cancel or threading.Event())
    medium.clear(UP_FOLDER, key.id)
    files = []
    for head, parcel, part in zip(heads, parcels, parts, strict=True):

        def fill(sink: Sink, head: bytes = head, part: Sequence[Leaf] = part) -> None:
            lock(tar.Pieces(_tar(store, head, part)), sink, recipient)

        files.append(medium.write(UP_FOLDER, parcel_name(parcel), fill, passing, passing))
    with store.work() as work:
        remember_sent(work, nonce, at)
    for old in medium.files(UP_FOLDER, LOCKED):
        if is_parcel(old.name) and old.name.startswith(key.id) and old not in files:
            medium.remove(old)  # all that it holds and that is not signed for is in the new one
    with store.read() as work:
        cursor = work.outbox.cursor()
    return Saved(
        files=tuple(file.name for file in files),
        size=sum(file.stat().st_size for file in files),
        records=sum(kept.last - max(kept.first - 1, cursor.records) for kept in batches if kept.last > cursor.records),
        blobs=len({leaf.blob for leaf in leaves}),
    )


def _waiting(store: Store) -> tuple[list[KeptBatch], list[Leaf]]:
    """Batches that lack a receipt, and all leaves of those whose blobs are not signed for: each once, smallest blob first."""
    with store.read() as work:
        cursor = work.outbox.cursor()
        batches = list(work.outbox.batches(min(cursor.records, cursor.blobs)))[:MAX_BATCHES]
    opened: list[Opened] = [open_kept(kept) for kept in batches if kept.last > cursor.blobs]
    sizes = {blob.hash: blob.size for one in opened for blob in one.batch.manifest.blobs}
    every = {leaf for one in opened for leaf in leaves_wanted(one.batch, _all(one.batch))}
    return batches, sorted(every, key=lambda leaf: (sizes[leaf.blob], leaf.blob, leaf.index))


def _all(batch: Batch) -> list[Missing]:
    return [Missing(blob.hash, ((0, len(blob.leaves)),)) for blob in batch.manifest.blobs]


def _parts(leaves: Sequence[Leaf], most: int) -> Iterator[list[Leaf]]:
    part: list[Leaf] = []
    size = 0
    for leaf in leaves:
        if part and size + HEAD + leaf.size > most:
            yield part
            part, size = [], 0
        part.append(leaf)
        size += HEAD + leaf.size
    if part:
        yield part


def _head(parcel: Parcel, batches: Sequence[KeptBatch], key: DeviceKey) -> bytes:
    """The members before the leaves."""
    signed = msgspec.json.encode(sign_message(PARCEL, parcel, key.sign))
    members = [tar.member(PARCEL_NAME, signed)]
    members += [tar.member(BATCHES + kept.id, kept.data) for kept in batches]
    if parcel.leaves:
        members.append(tar.header(LEAVES, parcel.leaves))
    return b"".join(members)


def _tar(store: Store, head: bytes, leaves: Sequence[Leaf]) -> Iterator[bytes]:
    yield head
    size = 0
    for at in range(0, len(leaves), _AT_ONCE):
        with store.read() as work:
            some = leaves[at : at + _AT_ONCE]
            data = b"".join(frame_leaf(leaf.blob, leaf.index, work.blobs.leaf(leaf.blob, leaf.index)) for leaf in some)
        size += len(data)
        yield data
    yield tar.padding(size) + tar.END


def _size(head: int, leaves: int) -> int:
    """Bytes of the locked file: age adds a header and 16 bytes to each 64 KiB."""
    plain = head + leaves + len(tar.padding(leaves)) + len(tar.END)
    return plain + 16 * (-(-plain // (64 << 10)) or 1) + 200 + 16


def _counter(total: int, progress: Progress | None, cancel: threading.Event) -> Callable[[int], None]:
    done = 0

    def passing(count: int) -> None:
        nonlocal done
        if cancel.is_set():
            raise Stopped
        done += count
        if progress is not None:
            progress(min(done, total), total)

    return passing
