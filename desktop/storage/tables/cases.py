"""Cases with their histories, sheets and responsibilities, and the index by which they are found."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from desktop.storage.tables.metadata import metadata

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
