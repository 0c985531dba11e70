"""What somebody confirmed of the figures of an issued briefing that are not the dashboard's."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Make the table, empty: of briefings issued before it, the confirmations stand in their ZIP alone."""
    op.create_table(
        "confirmed_figures",
        branch(),
        sa.Column("briefing_id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2 ... within the briefing"),
        sa.Column("figure", sa.Text, nullable=False, comment="as it is written"),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("confirmed_by", sa.String(120), nullable=False),
        sa.Column("confirmed_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        comment="One figure of an issued briefing that is not the dashboard's, and why somebody confirmed it.",
    )
