"""A ledger record: one sealed thing in the chain of its device.

The record is small and kept for ever; its body (canonical bytes with a salt) stands beside it and may be erased when its
retention ends, after which the chain still verifies. A record is identified by (device, epoch, sequence).
"""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.canonical import canonical, digest

FIRST = ""
"""What the first record of a device names as the record before it."""

KINDS = ("meeting", "roster", "print", "scan", "sheet", "correction", "epoch", "archive", "signature", "cases")


class Algorithms(Struct, frozen=True):
    hash: str = "sha256"
    signature: str = "ecdsa-p256-sha256"
    encryption: str = "age-x25519"


class Record(Struct, frozen=True, kw_only=True):
    """What is chained and signed. `sequence` counts from 1 through all epochs of a device's own chain."""

    format: int = 1
    device: str
    epoch: int
    sequence: int
    kind: str
    subject: str
    """Id of what was sealed: a meeting, a print, a scan …"""
    body: str
    """Salted hash of the body: `body_hash(salt, body)`."""
    blobs: tuple[str, ...] = ()
    """Content hashes of the blobs that belong to it (SHA-256 of the whole)."""
    previous: str
    """Hash of the record before it (`record_hash`), or `FIRST`."""
    made_at: str
    """ISO local time with seconds: evidence only, order comes from `sequence`."""
    clock: str = "system"
    algorithms: Algorithms = Algorithms()


class SealedRecord(Struct, frozen=True, kw_only=True):
    """A record with its signature and, while it is kept, its body. This is what travels."""

    record: Record
    signature: str
    """ECDSA P-256 over `signed_bytes(record)`, DER, hexadecimal."""
    salt: str = ""
    """32 bytes, hexadecimal; gone together with the body."""
    body: bytes | None = None


def signed_bytes(record: Record) -> bytes:
    """What the device key signs; the first line keeps a signature from meaning anything elsewhere."""
    return b"yishitang record 1\n" + canonical(record)


def record_hash(record: Record) -> str:
    return digest(signed_bytes(record))


def body_hash(salt: str, body: bytes) -> str:
    return digest(bytes.fromhex(salt) + body)
