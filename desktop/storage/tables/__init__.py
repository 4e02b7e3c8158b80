"""The tables. Times are ISO local text as the events carry them; bodies are JSON bytes of the frozen values.

Triggers, which SQLAlchemy does not know, stand in the migrations: they keep the journal and the ledger append-only.
"""

from __future__ import annotations

from desktop.storage.tables.cases import (
    case_lines,
    case_steps,
    case_texts,
    case_words,
    cases,
    duties,
    duty_steps,
    sheet_versions,
    sheets,
)
from desktop.storage.tables.hall import drafts, journal, meetings, roster, roster_imports
from desktop.storage.tables.line import batches, cursors, inbox, inbox_leaves, receipts, settings
from desktop.storage.tables.metadata import metadata
from desktop.storage.tables.registers import entries, entry_ties, entry_versions
from desktop.storage.tables.sealed import blobs, leaves, ledger, prints, scans

__all__ = [
    "batches",
    "blobs",
    "case_lines",
    "case_steps",
    "case_texts",
    "case_words",
    "cases",
    "cursors",
    "drafts",
    "duties",
    "duty_steps",
    "entries",
    "entry_ties",
    "entry_versions",
    "inbox",
    "inbox_leaves",
    "journal",
    "leaves",
    "ledger",
    "meetings",
    "metadata",
    "prints",
    "receipts",
    "roster",
    "roster_imports",
    "scans",
    "settings",
    "sheet_versions",
    "sheets",
]
