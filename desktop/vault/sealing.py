"""Making a ledger record: the body is hashed with its salt, chained to the head, and signed by the device."""

from __future__ import annotations

from desktop.domain.events import Moment
from desktop.vault.device import DeviceKey
from desktop.wire.head import Head
from desktop.wire.records import FIRST, KINDS, Record, SealedRecord, body_hash, signed_bytes

SALT_BYTES = 32


def seal(
    key: DeviceKey,
    *,
    head: Head | None,
    epoch: int,
    kind: str,
    subject: str,
    body: bytes,
    blobs: tuple[str, ...] = (),
    moment: Moment,
    salt: str,
) -> SealedRecord:
    """The record that continues `head`. The same arguments give the same bytes, signature included.

    `salt` is 32 random bytes in hexadecimal (`secrets.token_hex(32)`). Raises ValueError for a kind that is not known,
    a salt of another length, or an epoch before that of the head.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of record: {kind}")
    if len(bytes.fromhex(salt)) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    if epoch < (head.epoch if head else 1):
        raise ValueError("an epoch never goes back")
    record = Record(
        device=key.id,
        epoch=epoch,
        sequence=head.sequence + 1 if head else 1,
        kind=kind,
        subject=subject,
        body=body_hash(salt, body),
        blobs=tuple(blobs),
        previous=head.hash if head else FIRST,
        made_at=moment.at,
        clock=moment.clock,
    )
    return SealedRecord(record=record, signature=key.sign(signed_bytes(record)), salt=salt, body=body)
