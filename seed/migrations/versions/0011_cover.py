"""The summary of cover: of each membership the times in which nothing changes, not a row a month."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table; what computes summaries fills it."""
    op.create_table(
        "cover_spans",
        branch(),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("since", sa.Date, primary_key=True, comment="first month"),
        sa.Column("until", sa.Date, nullable=False, comment="last month; 9999-12-01: still"),
        sa.Column("last_covered", sa.Date, comment="the last month paid for; null: these are"),
        sa.Column(
            "amount", sa.BigInteger, nullable=False, comment="rupiah for each of the months; 0 of those not paid"
        ),
        sqlite_with_rowid=False,
        comment="Summary: one membership and time of month-ends, from the first payment on, at which the same was "
        "known of its cover by what had been paid by each.",
    )
