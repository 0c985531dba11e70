"""The tables that are worked out from others: where each agent stood when, and what a month comes to."""

from datetime import date

import sqlalchemy as sa

from queries.db.columns import branch, count, metadata, to

STILL = date(9999, 12, 31)
"""Until when the last posting of an agent holds."""

postings = sa.Table(
    "postings",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="first day; 1900-01-01: always"),
    sa.Column("until", sa.Date, nullable=False, comment="the day after the last one; 9999-12-31: none is known"),
    sa.Column("office_code", sa.String(32), nullable=False),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), nullable=False),
    to("agents", "agent_code"),
    to("offices", "office_code"),
    comment="One agent's office and its kabupaten/kota, from a day to a day, without gaps: each day has one row.",
)

agent_months = sa.Table(
    "agent_months",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("office_code", sa.String(32), primary_key=True),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), primary_key=True),
    count("acquired"),
    count("received", sa.BigInteger),
    count("covered_people"),
    to("agents", "agent_code"),
    to("offices", "office_code"),
    comment="Summary: what one agent did in one month at one posting; no row where all are zero. Covered: by the "
    "posting at the month's end.",
)

agent_runs = sa.Table(
    "agent_runs",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("known_since", sa.Date, primary_key=True, comment="month from which on it is known to run"),
    sa.Column("known_until", sa.Date, nullable=False, comment="month from which on not; 9999-12-01: still"),
    to("agents", "agent_code"),
    comment="Summary: one month in which a contribution of one of the agent's participants runs, as seen from the "
    "months in between. Of a month to come, the participants are those of the month it is seen from.",
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
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), primary_key=True),
    sa.Column("sector", sa.String(60), primary_key=True),
    sa.Column("registration_month", sa.Date, primary_key=True),
    count("acquired"),
    count("received", sa.BigInteger),
    count("covered_people"),
    count("covered_amount", sa.BigInteger),
    count("entry_amount", sa.BigInteger),
    to("offices", "office_code"),
    sqlite_with_rowid=False,
    comment="Summary: one office in one wilayah, sector and registration month, in one month. Received: at the "
    "posting of the day paid; all else at that of the registration, so that a cohort stays one. "
    "covered_amount: rupiah for the month itself, a payment spread evenly over the months it covers; entry_amount: "
    "what first payments made in the month pay a month.",
)

membership_months = sa.Table(
    "membership_months",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("office_code", sa.String(32), primary_key=True),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), primary_key=True),
    sa.Column("sector", sa.String(60), primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    count("acquired_returning"),
    count("returned_by_paying"),
    to("agents", "agent_code"),
    to("offices", "office_code"),
    comment="Summary: who came back to one agent at one posting in one month, with a new KPJ or by paying; else no "
    "row.",
)

cover_spans = sa.Table(
    "cover_spans",
    metadata,
    branch(),
    sa.Column("participant_id", sa.BigInteger, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="first month"),
    sa.Column("until", sa.Date, nullable=False, comment="last month; 9999-12-01: still"),
    sa.Column("last_covered", sa.Date, comment="the last month paid for; null: these are"),
    sa.Column("amount", sa.BigInteger, nullable=False, comment="rupiah for each of the months; 0 of those not paid"),
    sqlite_with_rowid=False,
    comment="Summary: one membership and time of month-ends, from the first payment on, at which the same was known of "
    "its cover by what had been paid by each.",
)

SUMMARIES = (postings, agent_months, agent_runs, agent_recency, cohort_months, membership_months, cover_spans)
