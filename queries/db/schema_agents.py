"""The tables of offices and agents: who they are, and, in dated rows, where they stood and when they served."""

from datetime import date

import sqlalchemy as sa

from queries.db.columns import branch, from_import, metadata, to

ALWAYS = date(1900, 1, 1)
"""Since when the first office of an agent, and the first place of an office, hold: whatever was before is theirs."""

offices = sa.Table(
    "offices",
    metadata,
    branch(),
    sa.Column("code", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(160), nullable=False),
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
