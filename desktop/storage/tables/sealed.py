"""What is final and what is printed: the ledger, blobs, prints, scans."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, false

from desktop.storage.tables.metadata import metadata

prints = Table(
    "prints",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", Integer, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("pdf", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("waiting", Boolean, nullable=False, server_default=false()),
    Index(None, "subject"),
    Index(None, "pdf"),
)

scans = Table(
    "scans",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", Integer, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("print", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "subject"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("signature", Text, nullable=False),
    Column("salt", Text),
    Column("body", LargeBinary),
    Index(None, "subject", "kind"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("media", Text, nullable=False),
    Column("at", Text, nullable=False),
)

leaves = Table(
    "leaves",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("blob", ForeignKey("blobs.row"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("ix_leaves_blob_place", "blob", "place", unique=True),
)
