"""The monthly summaries."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count, to


def create() -> None:
    """Make these tables, parents before children."""
    _agent_months()
    _agent_runs()
    _agent_recency()
    _cohort_months()


def _agent_months() -> None:
    op.create_table(
        "agent_months",
        branch(),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        count("acquired"),
        count("received", sa.BigInteger),
        count("covered_people"),
        to("agents", "agent_code"),
        comment="Summary: what one agent did in one month; no row where all are zero.",
    )


def _agent_runs() -> None:
    op.create_table(
        "agent_runs",
        branch(),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("known_since", sa.Date, nullable=False, comment="month of the first payment that makes it run"),
        to("agents", "agent_code"),
        comment="Summary: one month in which a contribution of one of the agent's participants runs.",
    )


def _agent_recency() -> None:
    op.create_table(
        "agent_recency",
        branch(),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("as_of_month", sa.Date, primary_key=True),
        sa.Column("age", sa.SmallInteger, sa.CheckConstraint("age between 0 and 11", name="age"), primary_key=True),
        count("people"),
        to("agents", "agent_code"),
        comment="Summary: participants of one agent by months since a contribution of theirs last ran, as known then.",
    )


def _cohort_months() -> None:
    op.create_table(
        "cohort_months",
        branch(),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("office_code", sa.String(32), primary_key=True),
        sa.Column("sector", sa.String(60), primary_key=True),
        sa.Column("registration_month", sa.Date, primary_key=True),
        count("acquired"),
        count("received", sa.BigInteger),
        count("covered_people"),
        count("covered_amount", sa.BigInteger),
        count("entry_amount", sa.BigInteger),
        to("offices", "office_code"),
        sqlite_with_rowid=False,
        comment="Summary: one office, sector and registration month, in one month. Sums to office x month x sector. "
        "covered_amount: rupiah for the month itself, a payment spread evenly over the months it covers; entry_amount: "
        "what first payments made in the month pay a month.",
    )
