"""Tables for the registers: their entries, all that those ever said, and what they are tied to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("row", name=op.f("uq_entries_row")),
    )
    op.create_index(op.f("ix_entries_register"), "entries", ["register"], unique=False)
    op.create_index(op.f("ix_entries_parent"), "entries", ["parent"], unique=False)
    op.create_table(
        "entry_versions",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_entry_versions_entry_entries")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_entry_versions")),
    )
    op.create_index(op.f("ix_entry_versions_entry"), "entry_versions", ["entry"], unique=False)
    op.create_table(
        "entry_ties",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_entry_ties_entry_entries")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_entry_ties")),
    )
    op.create_index(op.f("ix_entry_ties_entry"), "entry_ties", ["entry"], unique=False)
    op.create_index(op.f("ix_entry_ties_target"), "entry_ties", ["target"], unique=False)
    for word, what in (("changed", "UPDATE"), ("cut", "DELETE")):
        op.execute(
            sa.text(
                f"CREATE TRIGGER entry_versions_is_never_{word} BEFORE {what} ON entry_versions "
                f"BEGIN SELECT RAISE(ABORT, 'the history of a register is append-only'); END"
            )
        )
