"""Tables for the whole way of a case: its history, its sheets, responsibilities, and the words by which it is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop.storage.case_index import index_all

revision = "0002"
down_revision = "0001"

KEPT = ("case_lines", "sheet_versions", "duty_steps")
"""Histories: rows are added to them, never changed or taken out."""


def upgrade() -> None:
    op.create_table(
        "case_lines",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_case_lines_case_cases")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_lines")),
    )
    op.create_index(op.f("ix_case_lines_case"), "case_lines", ["case"], unique=False)
    op.create_table(
        "case_texts",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_case_texts_case_cases")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_texts")),
        sa.UniqueConstraint("case", name=op.f("uq_case_texts_case")),
    )
    op.create_table(
        "case_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["row"], ["case_texts.row"], name=op.f("fk_case_words_row_case_texts")),
        sa.PrimaryKeyConstraint("word", "row", name=op.f("pk_case_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_words_row"), "case_words", ["row"], unique=False)
    op.create_table(
        "sheets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_sheets_case_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sa.UniqueConstraint("row", name=op.f("uq_sheets_row")),
    )
    op.create_index(op.f("ix_sheets_case"), "sheets", ["case"], unique=False)
    op.create_index(op.f("ix_sheets_form"), "sheets", ["form"], unique=False)
    op.create_table(
        "sheet_versions",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sheet"], ["sheets.id"], name=op.f("fk_sheet_versions_sheet_sheets")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_sheet_versions")),
    )
    op.create_index(op.f("ix_sheet_versions_sheet"), "sheet_versions", ["sheet"], unique=False)
    op.create_table(
        "duties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_duties_case_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(op.f("ix_duties_case"), "duties", ["case"], unique=False)
    op.create_index(op.f("ix_duties_state_due"), "duties", ["state", "due"], unique=False)
    op.create_table(
        "duty_steps",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["duty"], ["duties.id"], name=op.f("fk_duty_steps_duty_duties")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_duty_steps")),
    )
    op.create_index(op.f("ix_duty_steps_duty"), "duty_steps", ["duty"], unique=False)
    for table in KEPT:
        for word, what in (("changed", "UPDATE"), ("cut", "DELETE")):
            op.execute(
                sa.text(
                    f"CREATE TRIGGER {table}_is_never_{word} BEFORE {what} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the history of a case is append-only'); END"
                )
            )
    index_all(op.get_bind())
