"""Calls whose only reason is that a fund ends."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, to
from seed.migrations.rebuild import rebuild

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column, empty: the calls that are there were planned for a status."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild("calls", _made)
    else:
        op.add_column("calls", _fund())


def _fund() -> sa.Column[str]:
    return sa.Column("fund", sa.String(80), comment="whose end is the only reason to call; null: the status is")


def _made() -> None:
    act = sa.CheckConstraint("act in ('acquisition', 'payment')", name="act")
    op.create_table(
        "calls",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("opened_by", sa.String(120), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("to_status", sa.String(20), nullable=False),
        sa.Column("act", sa.String(11), act, nullable=False),
        sa.Column("act_until", sa.Date, nullable=False),
        sa.Column("assigned_to", sa.String(120), nullable=False),
        sa.Column("call_on", sa.Date, nullable=False),
        sa.Column("outcome", sa.String(12)),
        sa.Column("outcome_at", sa.DateTime),
        sa.Column("outcome_by", sa.String(120)),
        _fund(),
        to("agents", "agent_code"),
        sa.Index(None, "branch_code", "agent_code"),
        sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_at"),
    )
