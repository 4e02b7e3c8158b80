"""What waits is found by where batches end: a round after ten years looks at no batch that the county has signed for."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index(op.f("ix_batches_last"), "batches", ["last"], unique=False)
    op.drop_index(op.f("ix_batches_first"), table_name="batches")
