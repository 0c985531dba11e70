"""The tables of offices and agents: who they are, in dated rows where they stood and when they served, and calls."""

from datetime import date

import sqlalchemy as sa

from queries.db.columns import branch, from_import, metadata, to

ALWAYS = date(1900, 1, 1)
"""Since when the first office of an agent, and the first place of an office, hold: whatever was before is theirs."""


def contact() -> sa.Column[str]:
    """How to reach somebody, for inside the branch only."""
    return sa.Column("contact", sa.String(160), comment="telephone or mail; null: none was given, empty: taken away")


offices = sa.Table(
    "offices",
    metadata,
    branch(),
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(160), nullable=False),
    contact(),
    from_import(),
    comment="One kantor Perisai.",
)

office_places = sa.Table(
    "office_places",
    metadata,
    branch(),
    sa.Column("office_code", sa.String(32), primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="1900-01-01: always"),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), nullable=False),
    from_import(),
    to("offices", "office_code"),
    comment="The kabupaten/kota of one office from a day on, until its next row.",
)

agents = sa.Table(
    "agents",
    metadata,
    branch(),
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(160), nullable=False),
    contact(),
    from_import(),
    comment="One agen Perisai.",
)

agent_offices = sa.Table(
    "agent_offices",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="1900-01-01: always"),
    sa.Column("office_code", sa.String(32), nullable=False),
    from_import(),
    to("agents", "agent_code"),
    to("offices", "office_code"),
    comment="The office of one agent from a day on, until their next row.",
)

services = sa.Table(
    "services",
    metadata,
    branch(),
    sa.Column("agent_code", sa.String(32), primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="the day of registration, or of reactivation"),
    sa.Column("until", sa.Date, comment="the day of deactivation; null: none is known"),
    from_import(),
    to("agents", "agent_code"),
    sa.CheckConstraint("until is null or until >= since", name="until_later"),
    comment="One time of one agent on the list.",
)

OUTCOMES = ("reached", "promised", "not_reached", "wrong_number")
"""What can come of a call."""

calls = sa.Table(
    "calls",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agent_code", sa.String(32), nullable=False),
    sa.Column("opened_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("opened_by", sa.String(120), nullable=False),
    sa.Column("as_of", sa.Date, nullable=False, comment="what the agent does in the months after it closes the call"),
    sa.Column("to_status", sa.String(20), nullable=False, comment="what the agent becomes, or is, without an act"),
    sa.Column(
        "act", sa.String(11), sa.CheckConstraint("act in ('acquisition', 'payment')", name="act"), nullable=False
    ),
    sa.Column("act_until", sa.Date, nullable=False, comment="last day on which the act helps"),
    sa.Column("assigned_to", sa.String(120), nullable=False),
    sa.Column("call_on", sa.Date, nullable=False),
    sa.Column("outcome", sa.String(12), comment="reached, promised, not_reached, wrong_number; null: not called yet"),
    sa.Column("outcome_at", sa.DateTime, comment="UTC"),
    sa.Column("outcome_by", sa.String(120)),
    sa.Column("fund", sa.String(80), comment="whose end is the only reason to call; null: the status is"),
    to("agents", "agent_code"),
    sa.Index(None, "branch_code", "agent_code"),
    sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_at"),
    comment="One call to one agent that somebody is to make; it is closed by what is loaded.",
)

kpj_numbers = sa.Table(
    "kpj_numbers",
    metadata,
    branch(),
    sa.Column("participant_id", sa.BigInteger, primary_key=True),
    sa.Column("kpj", sa.String(20), nullable=False),
    comment="The whole KPJ of one participant, where the setting says that the branch keeps it; else no row.",
)
