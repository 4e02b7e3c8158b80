"""The tables. Times are ISO local text as the events carry them; bodies are JSON bytes of the frozen values.

Triggers, which SQLAlchemy does not know, stand in the migrations: they keep the journal and the ledger append-only.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

case_steps = Table(
    "case_steps",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("case", ForeignKey("cases.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "case"),
)

case_lines = Table(
    "case_lines",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("case", ForeignKey("cases.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case"),
)

case_texts = Table(
    "case_texts",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("case", ForeignKey("cases.id"), nullable=False, unique=True),
    Column("text", Text, nullable=False),
)

case_words = Table(
    "case_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("row", ForeignKey("case_texts.row"), primary_key=True),
    Index(None, "row"),
    sqlite_with_rowid=False,
)

sheets = Table(
    "sheets",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", Integer, nullable=False, unique=True),
    Column("case", ForeignKey("cases.id"), nullable=False),
    Column("form", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case"),
    Index(None, "form"),
)

sheet_versions = Table(
    "sheet_versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("sheet", ForeignKey("sheets.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "sheet"),
)

duties = Table(
    "duties",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case", ForeignKey("cases.id"), nullable=False),
    Column("due", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case"),
    Index(None, "state", "due"),
)

duty_steps = Table(
    "duty_steps",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Index(None, "duty"),
)

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

drafts = Table(
    "drafts",
    metadata,
    Column("meeting", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
)

prints = Table(
    "prints",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", Integer, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("pdf", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
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

batches = Table(
    "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "first"),
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
