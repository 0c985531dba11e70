"""What the files bring: offices, agents, participants, contributions, the application's list; and notes."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import, to


def create() -> None:
    """Make these tables, parents before children."""
    _offices()
    _agents()
    _participants()
    _contributions()
    _roster()
    _notes()


def _offices() -> None:
    op.create_table(
        "offices",
        branch(),
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), nullable=False),
        from_import(),
        comment="One kantor Perisai.",
    )


def _agents() -> None:
    op.create_table(
        "agents",
        branch(),
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("office_code", sa.String(32), nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("deactivated_on", sa.Date),
        from_import(),
        to("offices", "office_code"),
        sa.CheckConstraint("deactivated_on is null or deactivated_on >= registered_on", name="deactivated_later"),
        comment="One agen Perisai. deactivated_on null: not deactivated.",
    )


def _participants() -> None:
    op.create_table(
        "participants",
        branch(),
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("agent_code", sa.String(32), nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("sector", sa.String(60), nullable=False, comment="'-' where the file has none"),
        sa.Column("program", sa.String(20), comment="null where the file has none"),
        sa.Column("kpj_hash", sa.String(64), nullable=False),
        sa.Column("kpj_last4", sa.String(4), nullable=False),
        sa.Column("nik_hash", sa.String(64), nullable=False),
        from_import(),
        to("agents", "agent_code"),
        sa.UniqueConstraint("branch_code", "kpj_hash"),
        sa.UniqueConstraint("branch_code", "nik_hash"),
        sa.Index(None, "branch_code", "agent_code", "registered_on"),
        comment="One participant, for the agent who registered them.",
    )


def _contributions() -> None:
    op.create_table(
        "contributions",
        branch(),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("blth", sa.Date, primary_key=True, comment="first covered month"),
        sa.Column("paid_on", sa.Date, primary_key=True),
        sa.Column("covered_until", sa.Date, nullable=False, comment="last covered month"),
        sa.Column(
            "months", sa.SmallInteger, sa.CheckConstraint("months between 1 and 60", name="months"), nullable=False
        ),
        sa.Column("amount", sa.BigInteger, sa.CheckConstraint("amount > 0", name="amount"), nullable=False),
        from_import(),
        sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
        sa.CheckConstraint("covered_until >= blth", name="covered"),
        sa.Index(None, "branch_code", "paid_on"),
        sqlite_with_rowid=False,
        comment="One payment of one participant. months and covered_until: BLTH plus those paid in advance.",
    )


def _roster() -> None:
    op.create_table(
        "roster",
        branch(),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("agent_code", sa.String(32), primary_key=True, comment="as listed; may be unknown here, so no key"),
        from_import(),
        comment="One agent whom the application's own list names at the end of one month.",
    )


def _notes() -> None:
    op.create_table(
        "notes",
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
