"""The leaves that the county still lacks, of all batches of a round together."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.sync.outbox import Leaf, Opened, leaves_wanted
from desktop.wire.receipt import Missing


class Wanted:
    def __init__(self) -> None:
        self._of: dict[str, set[Leaf]] = {}
        self._sizes: dict[str, int] = {}

    def put(self, opened: Opened, missing: Sequence[Missing]) -> None:
        """What the county says that it lacks of one batch, now."""
        self._of[opened.batch.id] = set(leaves_wanted(opened.batch, missing))
        self._sizes.update((blob.hash, blob.size) for blob in opened.batch.manifest.blobs)

    def arrived(self, leaves: Sequence[Leaf]) -> None:
        for wanted in self._of.values():
            wanted.difference_update(leaves)

    def batches(self) -> list[str]:
        """Those that lack a leaf."""
        return [batch for batch, leaves in self._of.items() if leaves]

    def in_order(self) -> list[Leaf]:
        """Each leaf once, smallest blob first."""
        every = set[Leaf]().union(*self._of.values())
        return sorted(every, key=lambda leaf: (self._sizes[leaf.blob], leaf.blob, leaf.index))

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(leaf.size for leaf in set[Leaf]().union(*self._of.values()))
