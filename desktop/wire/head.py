"""The head of a device's chain: what the next record is chained to."""

from __future__ import annotations

from msgspec import Struct


class Head(Struct, frozen=True):
    """The last record of the ledger. `hash` is its `record_hash`; no head (None) means an empty ledger."""

    epoch: int
    sequence: int
    hash: str
