"""Records of one device, each after the one before."""

from __future__ import annotations

from desktop.wire.records import FIRST, Record, SealedRecord, body_hash, record_hash, signed_bytes
from tests.wire.worked import DEVICE


def chain(bodies: list[bytes], device: str = DEVICE.id, epoch: int = 1) -> list[SealedRecord]:
    made: list[SealedRecord] = []
    for number, body in enumerate(bodies, 1):
        salt = number.to_bytes(32, "big").hex()
        record = Record(
            device=device,
            epoch=epoch,
            sequence=number,
            kind="sheet",
            subject=f"x{number}",
            body=body_hash(salt, body),
            previous=record_hash(made[-1].record) if made else FIRST,
            made_at="2026-06-18T19:26:07",
        )
        made.append(SealedRecord(record=record, signature=DEVICE.sign(signed_bytes(record)), salt=salt, body=body))
    return made
