"""A person may have several memberships, each may end; who returned is summed by month."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count, from_import, to
from seed.migrations.rebuild import rebuild

revision = "0006"
down_revision = "0005"

_ENDED_ON = sa.Column("ended_on", sa.Date, comment="null: not ended, as far as is known")
_END_REASON = sa.Column(
    "end_reason", sa.String(10), comment="died, age, moved, claimed, unpaid, other; null: not ended"
)
_COMMENT = "One membership (KPJ) of one person (NIK), for the agent who registered it."
_ENDED, _ENDED_LATER = "(ended_on is null) = (end_reason is null)", "ended_on >= registered_on"


def upgrade() -> None:
    """A NIK may come again; memberships end."""
    op.create_table(
        "membership_months",
        branch(),
        sa.Column("agent_code", sa.String(32), primary_key=True),
        sa.Column("sector", sa.String(60), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        count("acquired_returning"),
        count("returned_by_paying"),
        to("agents", "agent_code"),
        comment="Summary: who came back to one agent in one month, with a new KPJ or by paying; else no row.",
    )
    if op.get_bind().dialect.name == "sqlite":
        rebuild("participants", _participants)
        return
    op.add_column("participants", _ENDED_ON)
    op.add_column("participants", _END_REASON)
    op.create_check_constraint("ended", "participants", _ENDED)
    op.create_check_constraint("ended_later", "participants", _ENDED_LATER)
    op.drop_constraint(op.f("uq_participants_branch_code_nik_hash"), "participants", type_="unique")
    op.create_index(None, "participants", ["branch_code", "nik_hash"])
    op.create_table_comment("participants", _COMMENT)


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
        _ENDED_ON,
        _END_REASON,
        from_import(),
        to("agents", "agent_code"),
        sa.UniqueConstraint("branch_code", "kpj_hash"),
        sa.Index(None, "branch_code", "nik_hash"),
        sa.Index(None, "branch_code", "agent_code", "registered_on"),
        sa.CheckConstraint(_ENDED, name="ended"),
        sa.CheckConstraint(_ENDED_LATER, name="ended_later"),
        comment=_COMMENT,
    )
