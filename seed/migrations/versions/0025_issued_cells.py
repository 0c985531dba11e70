"""What issued briefings withheld, and told of a semester that ran."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make the table, empty: of briefings issued before it, nobody knows what was withheld."""
    op.create_table(
        "issued_cells",
        branch(),
        sa.Column("measure", sa.String(10), primary_key=True, comment="acquired, received"),
        sa.Column("semester", sa.Date, primary_key=True, comment="its first month"),
        sa.Column("place", sa.String(5), primary_key=True, comment="Kemendagri code; empty: all"),
        sa.Column(
            "month",
            sa.String(10),
            primary_key=True,
            comment="its first day, of sums and unsaid the last one; empty: all",
        ),
        sa.Column("part", sa.String(80), primary_key=True, comment="a sector, or new or earlier; empty: all"),
        sa.Column(
            "state", sa.String(8), primary_key=True, comment="few, beside (withheld with one of those), sums, unsaid"
        ),
        sa.Column("briefing_id", sa.Integer, nullable=False, comment="the first one of which it is so"),
        comment="One cell that an issued briefing withheld, or a sum to a month of a semester that ran.",
    )
