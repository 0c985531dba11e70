"""Who paid each contribution, where a file says it."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import
from seed.migrations.rebuild import rebuild

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the column, empty: of what is there nobody said it."""
    said, key = sa.text("payer is not null"), ("branch_code", "payer")
    if op.get_bind().dialect.name == "sqlite":
        rebuild("contributions", _made)
    else:
        op.add_column("contributions", _payer())
    op.create_index("ix_contributions_payer", "contributions", key, sqlite_where=said, postgresql_where=said)


def _payer() -> sa.Column[str]:
    return sa.Column("payer", sa.String(80), comment="Mandiri: the participant; else a fund; null: not said")


def _made() -> None:
    months = sa.CheckConstraint("months between 1 and 60", name="months")
    op.create_table(
        "contributions",
        branch(),
        sa.Column("participant_id", sa.BigInteger, primary_key=True),
        sa.Column("blth", sa.Date, primary_key=True, comment="first covered month"),
        sa.Column("paid_on", sa.Date, primary_key=True),
        sa.Column("covered_until", sa.Date, nullable=False, comment="last covered month"),
        sa.Column("months", sa.SmallInteger, months, nullable=False),
        sa.Column("amount", sa.BigInteger, sa.CheckConstraint("amount > 0", name="amount"), nullable=False),
        _payer(),
        from_import(),
        sa.ForeignKeyConstraint(["branch_code", "participant_id"], ["participants.branch_code", "participants.id"]),
        sa.CheckConstraint("covered_until >= blth", name="covered"),
        sa.Index(None, "branch_code", "paid_on"),
        sqlite_with_rowid=False,
        comment="One payment of one participant. months and covered_until: BLTH plus those paid in advance.",
    )
