"""Leaves off a stick: those of one blob come one after another, and what comes whole is put on disk whole.

On a line each leaf is made durable by itself, for the line may break after it; a stick can simply be read again.
"""

from __future__ import annotations

from sqlalchemy import select

from county.devices import Device
from county.receive import keep_leaf
from county.store import Store
from county.tables import batch_blobs
from desktop.wire.canonical import digest
from desktop.wire.faults import Fault
from forms.language import say

MOST = 16 << 20
"""Bytes of a blob that are gathered in memory; a larger one is put down leaf by leaf."""


class StickLeaves:
    """Feed it the leaves of one device's parcel, and `flush` at the end. `touched` are the blobs that something came of."""

    def __init__(self, store: Store, device: Device) -> None:
        self._store = store
        self._device = device
        self._blob = ""
        self._named: list[list[str]] = []
        self._here = False
        self._gathered: list[bytes] = []
        self._size = 0
        self.touched: set[str] = set()
        self.new = 0
        """Leaves that were not here before."""

    def put(self, blob: str, index: int, leaf: bytes) -> None:
        """Take one leaf. Raises Fault "unknown-leaf" for one of no batch of this device."""
        if blob != self._blob:
            self.flush()
            self._begin(blob)
        if self._here:
            return
        name = digest(leaf)
        if not any(index < len(leaves) and leaves[index] == name for leaves in self._named):
            raise Fault("unknown-leaf", say("这个附件分片不属于这台设备上报过的批次，或者已损坏。"))
        self.new += 1
        self._size += len(leaf)
        if index != len(self._gathered) or self._size > MOST:
            self.flush()
            keep_leaf(self._store, self._device, blob, index, leaf)
            return
        self._gathered.append(leaf)
        whole = b"".join(self._gathered) if any(len(leaves) == len(self._gathered) for leaves in self._named) else b""
        if whole and digest(whole) == blob:
            self._store.blobs.keep_whole(blob, whole)
            self._here = True
            self._gathered = []

    def flush(self) -> None:
        """Put down, leaf by leaf, what has not become whole."""
        gathered, self._gathered = self._gathered, []
        for index, leaf in enumerate(gathered):
            keep_leaf(self._store, self._device, self._blob, index, leaf)

    def _begin(self, blob: str) -> None:
        query = select(batch_blobs.c.leaves).where(batch_blobs.c.device == self._device.id, batch_blobs.c.blob == blob)
        with self._store.read() as work:
            joined = list(work.execute(query).scalars())
        self._blob, self._size = blob, 0
        self._named = [[text[at : at + 64] for at in range(0, len(text), 64)] for text in joined]
        self._here = bool(joined) and self._store.blobs.has(blob)
        self.touched.add(blob)
