"""What goes to the county and what comes from it; and settings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from desktop.storage.tables.metadata import metadata

batches = Table(
    "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "last"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("batch", ForeignKey("batches.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("conflict", Boolean, nullable=False),
    Index(None, "batch", "kind"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("after_receipt", Integer, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("epoch", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("taken", Text, nullable=False),
    Column("note", LargeBinary),
    Index(None, "kind", "taken"),
)

inbox_leaves = Table(
    "inbox_leaves",
    metadata,
    Column("blob", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
