"""The tables: the only place where a column is named.

Money is whole rupiah (64 bit); a month is the DATE of its first day; the branch's code leads every key, so that one
branch's rows lie together when there are many. Neither a NIK nor a participant's name has a column.
"""

import sqlalchemy as sa

from queries.db.columns import branch, count, from_import, to
from queries.db.columns import metadata as metadata
from queries.db.schema_agents import ALWAYS as ALWAYS
from queries.db.schema_agents import agent_offices as agent_offices
from queries.db.schema_agents import agents as agents
from queries.db.schema_agents import calls as calls
from queries.db.schema_agents import kpj_numbers as kpj_numbers
from queries.db.schema_agents import office_places as office_places
from queries.db.schema_agents import offices as offices
from queries.db.schema_agents import services as services
from queries.db.schema_audit import audit as audit
from queries.db.schema_months import MONTHLY as MONTHLY
from queries.db.schema_months import confirmed_months as confirmed_months
from queries.db.schema_months import load_months as load_months
from queries.db.schema_people import people as people
from queries.db.schema_people import people_changes as people_changes
from queries.db.schema_published import briefing_files as briefing_files
from queries.db.schema_published import briefing_texts as briefing_texts
from queries.db.schema_published import briefings as briefings
from queries.db.schema_published import confirmed_figures as confirmed_figures
from queries.db.schema_published import drafts as drafts
from queries.db.schema_published import issued_cells as issued_cells
from queries.db.schema_published import notices as notices
from queries.db.schema_published import observations as observations
from queries.db.schema_published import reference_figures as reference_figures
from queries.db.schema_published import standing_texts as standing_texts
from queries.db.schema_published import trace_tables as trace_tables
from queries.db.schema_published import traces as traces
from queries.db.schema_readers import findings as findings
from queries.db.schema_readers import meetings as meetings
from queries.db.schema_readers import questions as questions
from queries.db.schema_readers import visits as visits
from queries.db.schema_summaries import STILL as STILL
from queries.db.schema_summaries import SUMMARIES as SUMMARIES
from queries.db.schema_summaries import agent_months as agent_months
from queries.db.schema_summaries import agent_recency as agent_recency
from queries.db.schema_summaries import agent_runs as agent_runs
from queries.db.schema_summaries import cohort_months as cohort_months
from queries.db.schema_summaries import cover_spans as cover_spans
from queries.db.schema_summaries import membership_months as membership_months
from queries.db.schema_summaries import postings as postings
from queries.db.schema_yardsticks import denominators as denominators
from queries.db.schema_yardsticks import funds as funds

PUBLISHED = (
    *(briefings, briefing_files, briefing_texts, confirmed_figures, notices, issued_cells),
    *(reference_figures, observations, traces, trace_tables),
)
"""What left the house and what is observed of it since; their columns are named in schema_published.py."""

MEASURES = ("acquired", "received", "active")
"""What a target can be set for (domain: the branch has targets, agents have none)."""

OWN = "Mandiri"
"""The payer of a contribution that the participant pays."""

branches = sa.Table(
    "branches",
    metadata,
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("is_demo", sa.Boolean, nullable=False),
    sa.Column("secret_check", sa.String(64), nullable=False, comment="tells the secret of the hashes from another"),
    comment="One kantor cabang.",
)

wilayah = sa.Table(
    "wilayah",
    metadata,
    sa.Column("code", sa.String(5), primary_key=True, comment="Kemendagri, 33.25"),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(10), sa.CheckConstraint("kind in ('kabupaten', 'kota')", name="kind"), nullable=False),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.UniqueConstraint("name", "kind"),
    comment="One kabupaten or kota; national, so no branch leads its key.",
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), nullable=False, index=True),
    sa.Column("imported_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("imported_by", sa.String(120), nullable=False),
    sa.Column("accepted_rejects", sa.Boolean, nullable=False),
    count("changed"),
    comment="One load. The data version of a branch is the last id that changed a row.",
)

import_files = sa.Table(
    "import_files",
    metadata,
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    count("rows_read"),
    count("good"),
    count("known"),
    count("refused"),
    sa.Column("report", sa.JSON, nullable=False, comment="the refusals by rule, personal data masked"),
    comment="One file of one load.",
)

undone_imports = sa.Table(
    "undone_imports",
    metadata,
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("undone_by", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
    comment="One load that was undone, and the load that undid it.",
)

superseded = sa.Table(
    "superseded",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(20), nullable=False, comment="agents, participants ...: the table"),
    sa.Column("key", sa.String(120), nullable=False, comment="the row's key as JSON, without the branch"),
    sa.Column("row", sa.JSON, nullable=False, comment="its other columns as they were, days as 2019-06-30"),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch or a briefing"),
    sa.Column("until_import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
    sa.Index(None, "branch_code", "until_import_id"),
    comment="One row as it was from its import until a later one changed or took it out: what was known then.",
)

unrecorded = sa.Table(
    "unrecorded",
    metadata,
    branch(),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
    comment="One branch with loads older than `superseded`: up to this one, rows as they were are not known.",
)

participants = sa.Table(
    "participants",
    metadata,
    branch(),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("agent_code", sa.String(32), nullable=False),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("sector", sa.String(60), nullable=False, comment="'-' where the file has none"),
    sa.Column("program", sa.String(20), comment="null where the file has none"),
    sa.Column("kpj_hash", sa.String(64), nullable=False),
    sa.Column("kpj_last4", sa.String(4), nullable=False),
    sa.Column("nik_hash", sa.String(64), nullable=False),
    sa.Column("ended_on", sa.Date, comment="null: not ended, as far as is known"),
    sa.Column("end_reason", sa.String(10), comment="died, age, moved, claimed, unpaid, other; null: not ended"),
    from_import(),
    to("agents", "agent_code"),
    sa.UniqueConstraint("branch_code", "kpj_hash"),
    sa.Index(None, "branch_code", "nik_hash"),
    sa.Index(None, "branch_code", "agent_code", "registered_on"),
    sa.CheckConstraint("(ended_on is null) = (end_reason is null)", name="ended"),
    sa.CheckConstraint("ended_on >= registered_on", name="ended_later"),
    comment="One membership (KPJ) of one person (NIK), for the agent who registered it.",
)

takeovers = sa.Table(
    "takeovers",
    metadata,
    branch(),
    sa.Column("participant_id", sa.BigInteger, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True, comment="first day"),
    sa.Column("agent_code", sa.String(32), nullable=False, comment="who looks after the participant from that day on"),
    from_import(),
    sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
    to("agents", "agent_code"),
    sa.Index(None, "branch_code", "agent_code"),
    comment="One participant taken over from a day on; until the first, who registered them looks after them.",
)

contributions = sa.Table(
    "contributions",
    metadata,
    branch(),
    sa.Column("participant_id", sa.BigInteger, primary_key=True),
    sa.Column("blth", sa.Date, primary_key=True, comment="first covered month"),
    sa.Column("paid_on", sa.Date, primary_key=True),
    sa.Column("covered_until", sa.Date, nullable=False, comment="last covered month"),
    sa.Column("months", sa.SmallInteger, sa.CheckConstraint("months between 1 and 60", name="months"), nullable=False),
    sa.Column("amount", sa.BigInteger, sa.CheckConstraint("amount > 0", name="amount"), nullable=False),
    sa.Column("payer", sa.String(80), comment="Mandiri: the participant; else a fund; null: not said"),
    from_import(),
    sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
    sa.CheckConstraint("covered_until >= blth", name="covered"),
    sa.Index(None, "branch_code", "paid_on"),
    sa.Index(
        "ix_contributions_payer",
        *("branch_code", "payer"),
        sqlite_where=sa.text("payer is not null"),
        postgresql_where=sa.text("payer is not null"),
    ),
    sqlite_with_rowid=False,
    comment="One payment of one participant. months and covered_until: BLTH plus those paid in advance.",
)

rules = sa.Table(
    "rules",
    metadata,
    branch(),
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch"),
    comment="One dated threshold; the newest valid_from on or before the as-of day holds.",
)

targets = sa.Table(
    "targets",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first_month", sa.Date, nullable=False, comment="of its period"),
    sa.Column("last_month", sa.Date, nullable=False, comment="of its period; of a stock the month at whose end it is"),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: no wilayah's"),
    sa.Column("office_code", sa.String(32), comment="null: no office's; neither: the whole branch's"),
    sa.Column("measure", sa.String(10), nullable=False),
    sa.Column("value", sa.BigInteger, sa.CheckConstraint("value >= 0", name="value"), nullable=False),
    from_import(),
    sa.CheckConstraint("measure in ('acquired', 'received', 'active')", name="measure"),
    sa.CheckConstraint("last_month >= first_month", name="period"),
    sa.CheckConstraint("wilayah_code is null or office_code is null", name="one_place"),
    sa.UniqueConstraint("branch_code", "first_month", "last_month", "measure", "wilayah_code"),
    sa.UniqueConstraint("branch_code", "first_month", "last_month", "measure", "office_code"),
    sa.Index(
        "uq_targets_whole_branch",
        *("branch_code", "first_month", "last_month", "measure"),
        unique=True,
        sqlite_where=sa.text("wilayah_code is null and office_code is null"),
        postgresql_where=sa.text("wilayah_code is null and office_code is null"),
    ),
    comment="One target of a period.",
)

schemes = sa.Table(
    "schemes",
    metadata,
    branch(),
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

roster = sa.Table(
    "roster",
    metadata,
    branch(),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("agent_code", sa.String(32), primary_key=True, comment="as listed; may be unknown here, so no key"),
    from_import(),
    comment="One agent whom the application's own list names at the end of one month.",
)

notes = sa.Table(
    "notes",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agent_code", sa.String(32), nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("written_by", sa.String(120), nullable=False),
    sa.Column("text", sa.String(1000), sa.CheckConstraint("length(text) > 0", name="text"), nullable=False),
    to("agents", "agent_code"),
    sa.Index(None, "branch_code", "agent_code"),
    comment="One note by staff on an agent.",
)
