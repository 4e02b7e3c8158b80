"""Frozen values that storage gives out, where the domain and the wire have no word of their own for them."""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.bodies import SealedPrint


class MeetingRow(Struct, frozen=True, kw_only=True):
    """What a list of meetings shows; derived from the journal and written in the same transaction as its events."""

    id: str
    title: str
    procedure: str
    date: str
    time: str = ""
    state: str
    sealed_sequence: int | None = None
    """Sequence of the ledger record that sealed it."""
    created_at: str


class RosterImport(Struct, frozen=True, kw_only=True):
    id: int
    """From 1, in order."""
    source: str
    imported_at: str
    as_of: str
    people: int


class Draft(Struct, frozen=True):
    """A text that is still being typed."""

    text: str
    at: str


class PrintRow(Struct, frozen=True, kw_only=True):
    sealed: SealedPrint
    pdf: str
    """Hash of the PDF's blob."""
    waiting: bool = False
    """It was fixed when the meeting was sealed, and has not gone to the printer yet."""


class Cursor(Struct, frozen=True):
    """Sequence of the last ledger record through which all records, and all blobs, have been receipted; 0 for none."""

    records: int
    blobs: int


class KeptBatch(Struct, frozen=True, kw_only=True):
    """A batch as made; `data` is never made again."""

    id: str
    first: int
    last: int
    made_at: str
    data: bytes
    state: str = "made"


class KeptReceipt(Struct, frozen=True, kw_only=True):
    """What the county answered, byte for byte. `kind` is "records" or "blobs"."""

    batch: str
    kind: str
    bytes: bytes
    received_at: str
    conflict: bool = False
    """Another receipt for the same batch and kind was there before, with other bytes: a person must look."""
