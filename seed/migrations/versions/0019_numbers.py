"""Whole membership numbers, where a branch keeps them."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "kpj_numbers",
        branch(),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("kpj", sa.String(20), nullable=False),
        comment="The whole KPJ of one participant, where the setting says that the branch keeps it; else no row.",
    )
