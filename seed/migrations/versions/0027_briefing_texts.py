"""The press releases of a briefing that was issued in more than one language."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make the table, empty: until now a briefing had one language."""
    op.create_table(
        "briefing_texts",
        branch(),
        sa.Column("briefing_id", sa.Integer, primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("release", sa.Text, nullable=False, comment="the press release as it was issued"),
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        comment="The press release of an issued briefing in one more language than the briefing's own.",
    )
