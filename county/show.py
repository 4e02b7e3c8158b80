"""What has arrived, as values: for `yishitang-county show`."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import func, select

from county.derive import Findings
from county.store import Store, epoch_of
from county.tables import batch_blobs, batches, devices, log, meetings, receipts, records, villages


def overview(store: Store, log_lines: int = 50) -> dict[str, Any]:
    """Everything that a person at the county asks first; plain values, ready for JSON."""
    with store.read() as work:
        names = {row.code: row.name for row in work.execute(select(villages))}
        counted = select(records.c.batch, func.count()).group_by(records.c.batch)
        kept: dict[str, int] = {row[0]: row[1] for row in work.execute(counted)}
        given: dict[str, list[str]] = {}
        for row in work.execute(select(receipts.c.batch, receipts.c.kind).order_by(receipts.c.serial)):
            given.setdefault(row.batch, []).append(row.kind)
        blobs: dict[str, list[dict[str, Any]]] = {}
        for row in work.execute(select(batch_blobs).order_by(batch_blobs.c.size)):
            blobs.setdefault(row.batch, []).append({"hash": row.blob, "size": row.size, "state": row.state})
        return {
            "fingerprint": store.key.fingerprint,
            "server_epoch": epoch_of(work),
            "villages": [{"code": code, "name": name} for code, name in sorted(names.items())],
            "devices": [
                {
                    "device": row.id,
                    "village": row.village,
                    "name": row.name,
                    "enrolled_at": row.enrolled_at,
                    "revoked_at": row.revoked_at,
                }
                for row in work.execute(select(devices).order_by(devices.c.enrolled_at))
            ],
            "batches": [
                {
                    "batch": row.id,
                    "device": row.device,
                    "village": row.village,
                    "epoch": row.epoch,
                    "first": row.first,
                    "last": row.last,
                    "new_records": kept.get(row.id, 0),
                    "receipts": given.get(row.id, []),
                    "blobs": blobs.get(row.id, []),
                    "complete": row.complete,
                    "arrived_at": row.arrived_at,
                }
                for row in work.execute(select(batches).order_by(batches.c.arrived_at, batches.c.first))
            ],
            "meetings": [
                {
                    "meeting": row.meeting,
                    "village": row.village,
                    "title": row.title,
                    "kind": row.kind,
                    "date": row.date,
                    "differs": row.differs,
                    **msgspec.to_builtins(msgspec.json.decode(row.findings, type=Findings)),
                }
                for row in work.execute(select(meetings).order_by(meetings.c.date, meetings.c.record))
            ],
            "held": [
                {
                    "device": row.device,
                    "epoch": row.epoch,
                    "sequence": row.sequence,
                    "kind": row.kind,
                    "hash": row.hash,
                    "code": row.held,
                    "message": row.held_why,
                }
                for row in work.execute(select(records).where(records.c.held != "").order_by(records.c.id))
            ],
            "records": work.execute(select(func.count()).select_from(records)).scalar_one(),
            "log": [
                {
                    "at": row.at,
                    "device": row.device,
                    "village": row.village,
                    "code": row.code,
                    "message": row.message,
                    "detail": row.detail,
                }
                for row in reversed(work.execute(select(log).order_by(log.c.id.desc()).limit(log_lines)).all())
            ],
        }
