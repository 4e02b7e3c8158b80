"""Entries of registers: filled sheets that belong to no case."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from desktop.storage.tables.metadata import metadata

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", Integer, nullable=False, unique=True),
    Column("register", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "register"),
    Index(None, "parent"),
)

entry_versions = Table(
    "entry_versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "entry"),
)

entry_ties = Table(
    "entry_ties",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("until", Text),
    Index(None, "entry"),
    Index(None, "target"),
)
