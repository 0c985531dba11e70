"""Incentive schemes, the application's own list, notes on agents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    _schemes()
    op.create_table(
        "roster",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("agent_code", sa.String(32), primary_key=True, comment="as listed; may be unknown here, so no key"),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        comment="One agent whom the application's own list names at the end of one month.",
    )
    op.create_table(
        "notes",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("written_by", sa.String(120), nullable=False),
        sa.Column("text", sa.String(1000), sa.CheckConstraint("length(text) > 0", name="text"), nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "agent_code"], ["agents.branch_code", "agents.code"]),
        sa.Index(None, "branch_code", "agent_code"),
        comment="One note by staff on an agent.",
    )


def _schemes() -> None:
    op.create_table(
        "schemes",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True, comment="first day"),
        sa.Column("bonus_from", sa.Integer, nullable=False, comment="least new participants in a month"),
        sa.Column("bonus_flat", sa.BigInteger, nullable=False, comment="rupiah, once for such a month"),
        sa.Column("bonus_two", sa.BigInteger, nullable=False, comment="rupiah a new participant with two programmes"),
        sa.Column("bonus_three", sa.BigInteger, nullable=False, comment="rupiah a new participant with three"),
        sa.Column("first_share", sa.Integer, nullable=False, comment="of contributions, in 1/10.000"),
        sa.Column("first_until", sa.Integer, comment="last contribution month of first_share; null: no end"),
        sa.Column("later_share", sa.Integer, nullable=False, comment="of those after, in 1/10.000"),
        sa.Column("later_until", sa.Integer, comment="last contribution month of later_share; null: no end"),
        sa.Column("agent_part", sa.Integer, nullable=False, comment="of the total that the agent gets, in 1/10.000"),
        sa.Column("office_part", sa.Integer, nullable=False, comment="of the total that the office gets, in 1/10.000"),
        sa.Column("source", sa.String(200), nullable=False),
        comment="One dated incentive scheme; the newest valid_from on or before a month's first day holds.",
    )
