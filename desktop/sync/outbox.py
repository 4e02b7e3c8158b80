"""From the ledger to batches: what lies beyond the cursor is cut into batches, which are kept as made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from desktop.storage.rows import KeptBatch
from desktop.storage.store import Store
from desktop.storage.work import Work
from desktop.wire.batch import Batch, BlobEntry, Carried, make_batch, read_batch, unpack
from desktop.wire.brief import known_hashes
from desktop.wire.canonical import canonical, digest
from desktop.wire.leaves import LEAF, leaf_count
from desktop.wire.receipt import Missing
from desktop.wire.records import SealedRecord
from desktop.wire.signed import Sign
from forms.pack import Pack

MOST_RECORDS = 500
MOST_BYTES = 1 << 20
"""Of records, unpacked, in one batch: what a broken line can cost at most. A single larger record is a batch alone."""
MOST_LEAVES = 1 << 15
"""Of blobs, in one batch (2 GiB): the manifest names each, and may hold 4 MiB."""


class Leaf(Struct, frozen=True):
    """A leaf that the county lacks."""

    blob: str
    index: int
    size: int


class Opened(Struct, frozen=True):
    """A kept batch with what is in it, unpacked once."""

    data: bytes
    batch: Batch
    records: tuple[Carried, ...]

    @property
    def known(self) -> bytes:
        """The hashes that an answer about it need not repeat."""
        return known_hashes((record.hash for record in self.records), (blob.hash for blob in self.batch.manifest.blobs))


def open_kept(kept: KeptBatch) -> Opened:
    batch = read_batch(kept.data)
    return Opened(kept.data, batch, unpack(batch))


def make_batches(
    store: Store, sign: Sign, *, village: str, forms: dict[str, str], program: str, now: Callable[[], str]
) -> int:
    """Cut batches of all records that are in none yet, and keep them; returns how many."""
    made = 0
    with store.work() as work:
        received = work.outbox.cursor().records
        after = max((batch.last for batch in work.outbox.batches(received)), default=received)
        for group in _groups(work, work.ledger.after(after)):
            at = now()
            data = make_batch(
                group,
                village=village,
                blobs=_blobs(work, group),
                forms=forms,
                program=program,
                made_at=at,
                sign=sign,
            )
            batch = read_batch(data)
            manifest = batch.manifest
            row = KeptBatch(id=batch.id, first=manifest.first, last=manifest.last, made_at=at, data=data)
            work.outbox.keep_batch(row)
            made += 1
    return made


def _groups(work: Work, records: Sequence[SealedRecord]) -> Iterator[list[SealedRecord]]:
    """Cut at a change of epoch, and before a batch grows too large."""
    group: list[SealedRecord] = []
    size = leaves = 0
    for sealed in records:
        weight = len(sealed.body or b"") + 1000
        named = sum(leaf_count(work.blobs.size(name)) for name in sealed.record.blobs)
        full = len(group) >= MOST_RECORDS or size + weight > MOST_BYTES or leaves + named > MOST_LEAVES
        if group and (full or sealed.record.epoch != group[0].record.epoch):
            yield group
            group, size, leaves = [], 0, 0
        group.append(sealed)
        size += weight
        leaves += named
    if group:
        yield group


def _blobs(work: Work, group: Sequence[SealedRecord]) -> list[BlobEntry]:
    """Blobs that the records name, each once, smallest first."""
    names = dict.fromkeys(name for sealed in group for name in sealed.record.blobs)
    entries = [BlobEntry(name, work.blobs.size(name), work.blobs.leaves(name)) for name in names]
    return sorted(entries, key=lambda entry: (entry.size, entry.hash))


def leaves_wanted(batch: Batch, missing: Sequence[Missing]) -> list[Leaf]:
    """The leaves of this batch that the county asks for, each once. What it asks for beyond the batch is not listened to:
    nobody has signed it, and however often it names a leaf, that costs nothing."""
    sizes = {blob.hash: blob.size for blob in batch.manifest.blobs}
    asked: dict[str, list[tuple[int, int]]] = {}
    for want in missing:
        if want.blob in sizes:
            asked.setdefault(want.blob, []).extend(want.leaves)
    wanted: list[Leaf] = []
    for blob, spans in asked.items():
        size, after = sizes[blob], 0
        count = leaf_count(size)
        for first, last in sorted(spans):
            places = range(max(first, after), min(last, count))
            wanted += [Leaf(blob, index, min(LEAF, size - index * LEAF)) for index in places]
            after = max(after, min(last, count))
    return wanted


def form_versions(pack: Pack) -> dict[str, str]:
    """What a batch says of the rules and papers in use: one short hash of all of them; records carry their own in full."""
    rules = [[one.id, one.version, one.hash] for versions in pack.rules.values() for one in versions]
    return {"rules": digest(canonical(sorted(rules)))[:16]}
