"""Funds: from when until when one pays contributions, as somebody stated it."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "funds",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(80), nullable=False, comment="as contributions.payer"),
        sa.Column("since", sa.Date, nullable=False, comment="first day"),
        sa.Column("until", sa.Date, nullable=False, comment="last day"),
        from_import(),
        sa.UniqueConstraint("branch_code", "name", "since"),
        sa.CheckConstraint("until >= since", name="until"),
        comment="One time for which a fund pays contributions, as somebody stated it.",
    )
