"""The journal lies in the order of its key alone: an action writes one page less, and opening a meeting reads them in a row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

STEPS = (
    (
        "CREATE TABLE journal_in_order (meeting TEXT NOT NULL, sequence INTEGER NOT NULL, tag TEXT NOT NULL, v INTEGER NOT NULL, "
        "entry BLOB NOT NULL, CONSTRAINT pk_journal PRIMARY KEY (meeting, sequence)) WITHOUT ROWID"
    ),
    "INSERT INTO journal_in_order SELECT meeting, sequence, tag, v, entry FROM journal ORDER BY meeting, sequence",
    "DROP TABLE journal",
    "ALTER TABLE journal_in_order RENAME TO journal",
    (
        "CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    (
        "CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    (
        "CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal "
        "WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM journal WHERE meeting = NEW.meeting) "
        "BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END"
    ),
)
"""Dropping the table drops its triggers; none of them hears of it."""


def upgrade() -> None:
    for step in STEPS:
        op.execute(sa.text(step))
