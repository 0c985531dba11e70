"""Participants may be taken over by another agent, from a day on."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import, to

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table of take-overs; what runs gets the month until which it is known, and is computed anew."""
    op.create_table(
        "takeovers",
        branch(),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("since", sa.Date, primary_key=True, comment="first day"),
        sa.Column(
            "agent_code", sa.String(32), nullable=False, comment="who looks after the participant from that day on"
        ),
        from_import(),
        sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
        to("agents", "agent_code"),
        sa.Index(None, "branch_code", "agent_code"),
        comment="One participant taken over from a day on; until the first, who registered them looks after them.",
    )
    op.drop_table("agent_runs")
    op.create_table(
        "agent_runs",
        branch(),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("known_since", sa.Date, primary_key=True, comment="month from which on it is known to run"),
        sa.Column("known_until", sa.Date, nullable=False, comment="month from which on not; 9999-12-01: still"),
        to("agents", "agent_code"),
        comment="Summary: one month in which a contribution of one of the agent's participants runs, as seen from the "
        "months in between. Of a month to come, the participants are those of the month it is seen from.",
    )
