"""Tables for what the county sends: its signed items, word for word, and the leaves of packs that are still arriving."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_inbox")),
        sa.UniqueConstraint("id", name=op.f("uq_inbox_id")),
    )
    op.create_index(op.f("ix_inbox_kind_taken"), "inbox", ["kind", "taken"], unique=False)
    op.create_table(
        "inbox_leaves",
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("blob", "place", name=op.f("pk_inbox_leaves")),
    )
    op.execute(
        sa.text(
            "CREATE TRIGGER inbox_is_never_cut BEFORE DELETE ON inbox "
            "BEGIN SELECT RAISE(ABORT, 'what the county said is kept'); END"
        )
    )
    op.execute(
        sa.text(
            "CREATE TRIGGER inbox_is_never_changed BEFORE UPDATE OF id, epoch, sequence, kind, signed, received_at ON inbox "
            "BEGIN SELECT RAISE(ABORT, 'what the county said is kept'); END"
        )
    )
