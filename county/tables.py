"""The county's tables. Sealed bytes stand as they came; everything that is read out of them can be made again."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
)

VERSION = 1
"""Of this schema, kept in `PRAGMA user_version`."""

metadata = MetaData()

facts = Table(
    "facts", metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)  # fmt: skip
"""`server_epoch`: made with the database, and made anew after a restore. `url`: the address for slips."""

villages = Table(
    "villages", metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
)  # fmt: skip

codes = Table(
    "codes", metadata,
    Column("key", String, primary_key=True),
    Column("village", ForeignKey("villages.code"), nullable=False),
    Column("part", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Column("used_at", String),
    Column("device", String),
)  # fmt: skip
"""One-time codes. `key` is what the proof is keyed with; the code itself stands on the slip alone."""

devices = Table(
    "devices", metadata,
    Column("id", String, primary_key=True),
    Column("public", String, nullable=False),
    Column("village", ForeignKey("villages.code"), nullable=False),
    Column("part", String, nullable=False),
    Column("name", String, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("enrolled_at", String, nullable=False),
    Column("revoked_at", String),
    Column("revoked_why", String),
)  # fmt: skip

nonces = Table(
    "nonces", metadata,
    Column("device", String, primary_key=True),
    Column("nonce", String, primary_key=True),
    Column("at", String, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

batches = Table(
    "batches", metadata,
    Column("id", String, primary_key=True),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("village", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("arrived_at", String, nullable=False),
)  # fmt: skip
"""`complete`: every blob of it is on disk."""

Index("batches_waiting", batches.c.device, batches.c.first, sqlite_where=batches.c.complete.is_(False))

batch_blobs = Table(
    "batch_blobs", metadata,
    Column("batch", ForeignKey("batches.id"), primary_key=True),
    Column("blob", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("leaves", Text, nullable=False),
    Column("state", String, nullable=False),
    Index("batch_blobs_named", "blob", "device", "state"),
)  # fmt: skip
"""`leaves`: their hashes, one after another. `state`: waiting, kept, or damaged (its leaves do not make up its hash)."""

records = Table(
    "records", metadata,
    Column("id", Integer, primary_key=True),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("hash", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("batch", ForeignKey("batches.id"), nullable=False),
    Column("linked", Boolean, nullable=False),
    Column("held", String, nullable=False),
    Column("held_why", String, nullable=False),
    Column("read", Boolean, nullable=False),
    Column("arrived_at", String, nullable=False),
    Index("records_once", "device", "hash", unique=True),
    Index("records_place", "device", "epoch", "sequence"),
    Index("records_unread", "read"),
)  # fmt: skip
"""`linked`: its chain reaches back to the first record of its device without a gap. `held`: empty, or the code for which
it waits for a person (quarantine). `read`: figures have been derived from it."""

is_held = records.c.held > literal_column("''")
"""Written so that SQLite finds these by index: what is held is little, whatever a village has delivered in ten years."""

Index("records_loose", records.c.device, records.c.previous, sqlite_where=records.c.linked.is_(False))
Index("records_held", records.c.held, sqlite_where=is_held)
Index("records_held_of", records.c.device, records.c.held, sqlite_where=is_held)

receipts = Table(
    "receipts", metadata,
    Column("serial", Integer, primary_key=True),
    Column("batch", ForeignKey("batches.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("given_at", String, nullable=False),
    Index("receipts_once", "batch", "kind", unique=True),
)  # fmt: skip

meetings = Table(
    "meetings", metadata,
    Column("record", ForeignKey("records.id"), primary_key=True),
    Column("device", String, nullable=False),
    Column("village", String, nullable=False),
    Column("meeting", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("date", String, nullable=False),
    Column("differs", Boolean, nullable=False),
    Column("findings", LargeBinary, nullable=False),
)  # fmt: skip
"""What was read out of a sealed meeting and counted again; `findings` is JSON of `derive.Findings`."""

log = Table(
    "log", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("device", String, nullable=False),
    Column("village", String, nullable=False),
    Column("code", String, nullable=False),
    Column("message", String, nullable=False),
    Column("detail", String, nullable=False),
)  # fmt: skip
