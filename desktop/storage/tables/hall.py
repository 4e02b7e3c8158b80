"""What happens in the hall: the journal, the meetings, the roster that they are called from."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from desktop.storage.tables.metadata import metadata

journal = Table(
    "journal",
    metadata,
    Column("meeting", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("tag", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("procedure", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed_sequence", Integer),
    Column("created_at", Text, nullable=False),
    Index(None, "date"),
)

roster_imports = Table(
    "roster_imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("people", Integer, nullable=False),
)

roster = Table(
    "roster",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("since", ForeignKey("roster_imports.id"), nullable=False),
    Column("until", ForeignKey("roster_imports.id")),
    Index(None, "id"),
    Index(None, "until"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("meeting", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
)
