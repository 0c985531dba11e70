"""Meetings on the branch's numbers, and what they decided."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "meetings",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("written_by", sa.String(120), nullable=False),
        sa.Column("period", sa.String(20), nullable=False, comment="2019-S1: of the numbers that were looked at"),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("data_version", sa.Integer, nullable=False),
        comment="One meeting on the branch's numbers.",
    )
    op.create_table(
        "findings",
        branch(),
        sa.Column("meeting", sa.Integer, primary_key=True),
        sa.Column(
            "position", sa.Integer, sa.CheckConstraint("position between 1 and 7", name="position"), primary_key=True
        ),
        sa.Column("metric", sa.String(60), nullable=False),
        sa.Column("value", sa.BigInteger, comment="the number at the meeting, in the metric's unit; null: none"),
        sa.Column(
            "next_value", sa.BigInteger, comment="of the same period at the meeting after; null: none, or none held"
        ),
        sa.Column("decision", sa.String(500), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "meeting"], ["meetings.branch_code", "meetings.id"]),
        comment="One number of which a meeting decided something, with who does it until when.",
    )
