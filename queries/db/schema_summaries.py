"""The tables of sums: what one agent, or one office, sector and registration month, comes to in a month."""

import sqlalchemy as sa

from queries.db.columns import branch, count, metadata, to

agent_months = sa.Table(
    "agent_months",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    count("acquired"),
    count("received", sa.BigInteger),
    count("covered_people"),
    to("agents", "agent_code"),
    comment="Summary: what one agent did in one month; no row where all are zero.",
)

agent_runs = sa.Table(
    "agent_runs",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("known_since", sa.Date, nullable=False, comment="month of the first payment that makes it run"),
    to("agents", "agent_code"),
    comment="Summary: one month in which a contribution of one of the agent's participants runs.",
)

agent_recency = sa.Table(
    "agent_recency",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("as_of_month", sa.Date, primary_key=True),
    sa.Column("age", sa.SmallInteger, sa.CheckConstraint("age between 0 and 11", name="age"), primary_key=True),
    count("people"),
    to("agents", "agent_code"),
    comment="Summary: participants of one agent by months since a contribution of theirs last ran, as known then.",
)

cohort_months = sa.Table(
    "cohort_months",
    metadata,
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

membership_months = sa.Table(
    "membership_months",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("sector", sa.String(60), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    count("acquired_returning"),
    count("returned_by_paying"),
    to("agents", "agent_code"),
    comment="Summary: who came back to one agent in one month, with a new KPJ or by paying; else no row.",
)

SUMMARIES = (agent_months, agent_runs, agent_recency, cohort_months, membership_months)
