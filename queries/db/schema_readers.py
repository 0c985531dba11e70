"""The tables of what readers do with the dashboard: when they looked last, what meetings decided, what is asked."""

import sqlalchemy as sa

from queries.db.columns import branch, count, metadata, to

visits = sa.Table(
    "visits",
    metadata,
    branch(),
    sa.Column("viewer", sa.String(120), primary_key=True),
    sa.Column("last_at", sa.DateTime, nullable=False, comment="UTC, when they last opened the overview"),
    sa.Column("before_at", sa.DateTime, comment="UTC, of the visit before; null: this one is the first"),
    comment="One reader's last two visits: by them the overview says what is new. Nothing else is written of readers.",
)

MOST_FINDINGS = 7
"""Findings of one meeting."""

meetings = sa.Table(
    "meetings",
    metadata,
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

findings = sa.Table(
    "findings",
    metadata,
    branch(),
    sa.Column("meeting", sa.Integer, primary_key=True),
    sa.Column(
        "position", sa.Integer, sa.CheckConstraint("position between 1 and 7", name="position"), primary_key=True
    ),
    sa.Column("metric", sa.String(60), nullable=False),
    sa.Column("value", sa.BigInteger, comment="the number at the meeting, in the metric's unit; null: none"),
    sa.Column("next_value", sa.BigInteger, comment="of the same period at the meeting after; null: none, or none held"),
    sa.Column("decision", sa.String(500), nullable=False),
    sa.Column("owner", sa.String(120), nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.ForeignKeyConstraint(["branch_code", "meeting"], ["meetings.branch_code", "meetings.id"]),
    comment="One number of which a meeting decided something, with who does it until when.",
)

ANSWERED = ("explained", "corrected", "unclear", "not_reached")
"""What can come of a question."""

questions = sa.Table(
    "questions",
    metadata,
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
