"""Counting: what waits, how far a round has come, and what is said of it in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from desktop.storage.store import Store
from desktop.sync.outbox import open_kept
from desktop.sync.outcome import DELIVERED, NOTHING, PART, STOPPED, Outcome, summary
from desktop.wire.receipt import BLOBS, RECORDS, Receipt
from forms.language import Sentence, each_once

Progress = Callable[[int, int], None]
"""Bytes that are through, and bytes in all."""


class Waiting(Struct, frozen=True):
    """What has been made into batches and is not signed for."""

    records: int
    blobs: int
    record_bytes: int
    blob_bytes: int


def waiting(store: Store) -> Waiting:
    with store.read() as work:
        cursor = work.outbox.cursor()
        batches = work.outbox.batches(min(cursor.records, cursor.blobs))
    blobs = {
        blob.hash: blob.size
        for kept in batches
        if kept.last > cursor.blobs
        for blob in open_kept(kept).batch.manifest.blobs
    }
    unsigned = [kept for kept in batches if kept.last > cursor.records]
    return Waiting(
        records=sum(kept.last - max(kept.first - 1, cursor.records) for kept in unsigned),
        blobs=len(blobs),
        record_bytes=sum(len(kept.data) for kept in unsigned),
        blob_bytes=sum(blobs.values()),
    )


class Tally:
    """The bytes of one round. What was handed to the line is shown as done; the bar waits where it was lost, and never
    goes back."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._through = 0
        self._left = 0
        self._shown = 0
        self.sent = 0
        self.requests = 0

    def expect(self, left: int) -> None:
        """So many bytes are left, by the latest knowledge."""
        self._left = left
        self._tell(0)

    def arrived(self, size: int) -> None:
        self._through += size
        self._left = max(0, self._left - size)
        self._tell(0)

    def request(self) -> Callable[[int], None]:
        """One more request; answers what hears of its bytes."""
        self.requests += 1
        passed = 0

        def sent(count: int) -> None:
            nonlocal passed
            passed += count
            self.sent += count
            self._tell(passed)

        return sent

    def _tell(self, passed: int) -> None:
        total = self._through + self._left
        self._shown = max(self._shown, min(self._through + passed, total))
        self._progress(self._shown, max(self._shown, total))


def outcome_of(
    left: Waiting,
    tally: Tally,
    receipts: Sequence[Receipt],
    remarks: Sequence[Sentence],
    *,
    trouble: Sentence | None,
    again_in: int,
    stopped: bool,
) -> Outcome:
    records = sum(len(receipt.records) for receipt in receipts if receipt.kind == RECORDS)
    blobs = len({name for receipt in receipts if receipt.kind == BLOBS for name in receipt.blobs})
    if stopped:
        state = STOPPED
    elif left.records or left.blobs or trouble:
        state = PART
    else:
        state = DELIVERED if receipts else NOTHING
    return Outcome(
        state=state,
        sentence=trouble or summary(state, records, blobs, left.records, left.blobs),
        receipts=tuple(receipts),
        remarks=each_once(remarks),
        records=records,
        blobs=blobs,
        waiting_records=left.records,
        waiting_blobs=left.blobs,
        sent=tally.sent,
        requests=tally.requests,
        again_in=again_in,
    )
