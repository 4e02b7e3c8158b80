"""A print may be fixed at sealing, before it goes to the printer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("prints", sa.Column("waiting", sa.Boolean(), nullable=False, server_default=sa.false()))
