"""Calls to agents: who makes them, when, and what came of them."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, to

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table of calls, empty."""
    op.create_table(
        "calls",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("opened_by", sa.String(120), nullable=False),
        sa.Column(
            "as_of", sa.Date, nullable=False, comment="what the agent does in the months after it closes the call"
        ),
        sa.Column("to_status", sa.String(20), nullable=False, comment="what the agent becomes, or is, without an act"),
        sa.Column(
            "act", sa.String(11), sa.CheckConstraint("act in ('acquisition', 'payment')", name="act"), nullable=False
        ),
        sa.Column("act_until", sa.Date, nullable=False, comment="last day on which the act helps"),
        sa.Column("assigned_to", sa.String(120), nullable=False),
        sa.Column("call_on", sa.Date, nullable=False),
        sa.Column(
            "outcome", sa.String(12), comment="reached, promised, not_reached, wrong_number; null: not called yet"
        ),
        sa.Column("outcome_at", sa.DateTime, comment="UTC"),
        sa.Column("outcome_by", sa.String(120)),
        to("agents", "agent_code"),
        sa.Index(None, "branch_code", "agent_code"),
        sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_at"),
        comment="One call to one agent that somebody is to make; it is closed by what is loaded.",
    )
