"""The first tables. Names of keys and constraints follow the naming convention of queries/db/schema.py."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, parents before children."""
    _branches_and_imports()
    _registers()
    _rows()
    _yardsticks()
    _summaries()


def _branches_and_imports() -> None:
    op.create_table(
        "branches",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("secret_check", sa.String(64), nullable=False, comment="tells the secret of the hashes from another"),
        comment="One kantor cabang.",
    )
    op.create_table(
        "wilayah",
        sa.Column("code", sa.String(5), primary_key=True, comment="Kemendagri, 33.25"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column(
            "kind", sa.String(10), sa.CheckConstraint("kind in ('kabupaten', 'kota')", name="kind"), nullable=False
        ),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.UniqueConstraint("name", "kind"),
        comment="One kabupaten or kota; national, so no branch leads its key.",
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), nullable=False, index=True),
        sa.Column("imported_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("imported_by", sa.String(120), nullable=False),
        sa.Column("accepted_rejects", sa.Boolean, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False, server_default="0"),
        comment="One load. The data version of a branch is the last id that changed a row.",
    )
    op.create_table(
        "import_files",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("rows_read", sa.Integer, nullable=False, server_default="0"),
        sa.Column("good", sa.Integer, nullable=False, server_default="0"),
        sa.Column("known", sa.Integer, nullable=False, server_default="0"),
        sa.Column("refused", sa.Integer, nullable=False, server_default="0"),
        sa.Column("report", sa.JSON, nullable=False, comment="the refusals by rule, personal data masked"),
        comment="One file of one load.",
    )


def _registers() -> None:
    op.create_table(
        "offices",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        comment="One kantor Perisai.",
    )
    op.create_table(
        "agents",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("office_code", sa.String(32), nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("deactivated_on", sa.Date),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "office_code"], ["offices.branch_code", "offices.code"]),
        sa.CheckConstraint("deactivated_on is null or deactivated_on >= registered_on", name="deactivated_later"),
        comment="One agen Perisai. deactivated_on null: not deactivated.",
    )


def _rows() -> None:
    op.create_table(
        "participants",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("sector", sa.String(60), nullable=False, comment="'-' where the file has none"),
        sa.Column("program", sa.String(20), comment="null where the file has none"),
        sa.Column("kpj_hash", sa.String(64), nullable=False),
        sa.Column("kpj_last4", sa.String(4), nullable=False),
        sa.Column("nik_hash", sa.String(64), nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "agent_code"], ["agents.branch_code", "agents.code"]),
        sa.UniqueConstraint("branch_code", "kpj_hash"),
        sa.UniqueConstraint("branch_code", "nik_hash"),
        sa.Index(None, "branch_code", "agent_code", "registered_on"),
        comment="One participant, for the agent who registered them.",
    )
    op.create_table(
        "contributions",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("blth", sa.Date, primary_key=True, comment="first covered month"),
        sa.Column("paid_on", sa.Date, primary_key=True),
        sa.Column("covered_until", sa.Date, nullable=False, comment="last covered month"),
        sa.Column(
            "months", sa.SmallInteger, sa.CheckConstraint("months between 1 and 60", name="months"), nullable=False
        ),
        sa.Column("amount", sa.BigInteger, sa.CheckConstraint("amount > 0", name="amount"), nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
        sa.CheckConstraint("covered_until >= blth", name="covered"),
        sa.Index(None, "branch_code", "paid_on"),
        sqlite_with_rowid=False,
        comment="One payment of one participant. months and covered_until: BLTH plus those paid in advance.",
    )


def _yardsticks() -> None:
    op.create_table(
        "rules",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        comment="One dated threshold; the newest valid_from on or before the as-of day holds.",
    )
    op.create_table(
        "targets",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("semester", sa.Date, nullable=False, comment="its first month"),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: the whole branch"),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("value", sa.BigInteger, sa.CheckConstraint("value >= 0", name="value"), nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        sa.CheckConstraint("measure in ('acquired', 'received')", name="measure"),
        sa.UniqueConstraint("branch_code", "semester", "wilayah_code", "measure"),
        comment="One target of a semester.",
    )
    _once_for_the_branch("targets", "branch_code", "semester", "measure")
    op.create_table(
        "reference_figures",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("metric", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("rounding", sa.BigInteger, sa.CheckConstraint("rounding >= 1", name="rounding"), nullable=False),
        sa.Column("wording", sa.String(120), nullable=False),
        sa.Column("first_month", sa.Date, nullable=False),
        sa.Column("last_month", sa.Date, nullable=False),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: the whole branch"),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch"),
        sa.CheckConstraint("last_month >= first_month", name="months"),
        sa.UniqueConstraint("branch_code", "metric", "first_month", "last_month", "wilayah_code", "source"),
        comment="One figure that was published. rounding: the unit that it was rounded to, in the metric's unit.",
    )
    _once_for_the_branch("reference_figures", "branch_code", "metric", "first_month", "last_month", "source")


def _once_for_the_branch(table: str, *columns: str) -> None:
    whole = sa.text("wilayah_code is null")
    op.create_index(f"uq_{table}_whole_branch", table, columns, unique=True, sqlite_where=whole, postgresql_where=whole)


def _summaries() -> None:
    op.create_table(
        "agent_months",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("acquired", sa.Integer, nullable=False, server_default="0"),
        sa.Column("received", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("covered_people", sa.Integer, nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["branch_code", "agent_code"], ["agents.branch_code", "agents.code"]),
        comment="Summary: what one agent did in one month; no row where all are zero.",
    )
    op.create_table(
        "agent_runs",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("known_since", sa.Date, nullable=False, comment="month of the first payment that makes it run"),
        sa.ForeignKeyConstraint(["branch_code", "agent_code"], ["agents.branch_code", "agents.code"]),
        comment="Summary: one month in which a contribution of one of the agent's participants runs.",
    )
    op.create_table(
        "agent_recency",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("as_of_month", sa.Date, primary_key=True),
        sa.Column("age", sa.SmallInteger, sa.CheckConstraint("age between 0 and 11", name="age"), primary_key=True),
        sa.Column("people", sa.Integer, nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["branch_code", "agent_code"], ["agents.branch_code", "agents.code"]),
        comment="Summary: participants of one agent by months since a contribution of theirs last ran, as known then.",
    )
    op.create_table(
        "cohort_months",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("office_code", sa.String(32), primary_key=True),
        sa.Column("sector", sa.String(60), primary_key=True),
        sa.Column("registration_month", sa.Date, primary_key=True),
        sa.Column("acquired", sa.Integer, nullable=False, server_default="0"),
        sa.Column("received", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("covered_people", sa.Integer, nullable=False, server_default="0"),
        sa.Column("covered_amount", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("entry_amount", sa.BigInteger, nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["branch_code", "office_code"], ["offices.branch_code", "offices.code"]),
        sqlite_with_rowid=False,
        comment="Summary: one office, sector and registration month, in one month. Sums to office x month x sector. "
        "covered_amount: rupiah for the month itself, a payment spread evenly over the months it covers; entry_amount: "
        "what first payments made in the month pay a month.",
    )
