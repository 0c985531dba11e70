"""Questions to agents about how their registrations look."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count, to

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "questions",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("sign", sa.String(20), nullable=False, comment="threshold, month_end, once, returned"),
        count("counted"),
        count("among"),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("opened_by", sa.String(120), nullable=False),
        sa.Column("assigned_to", sa.String(120), nullable=False),
        sa.Column("ask_on", sa.Date, nullable=False),
        sa.Column("outcome", sa.String(12), comment="explained, corrected, unclear, not_reached; null: not asked yet"),
        sa.Column("answer", sa.String(500), comment="what the agent said"),
        sa.Column("outcome_at", sa.DateTime, comment="UTC"),
        sa.Column("outcome_by", sa.String(120)),
        to("agents", "agent_code"),
        sa.Index(None, "branch_code", "agent_code"),
        sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_at"),
        comment="One question to one agent about how their registrations look; no verdict.",
    )
