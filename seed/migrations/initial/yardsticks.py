"""What the rows are measured by: rules, targets, incentive schemes."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import


def create() -> None:
    """Make these tables, parents before children."""
    _rules()
    _targets()
    _schemes()


def _rules() -> None:
    op.create_table(
        "rules",
        branch(),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        comment="One dated threshold; the newest valid_from on or before the as-of day holds.",
    )


def _targets() -> None:
    op.create_table(
        "targets",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("semester", sa.Date, nullable=False, comment="its first month"),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: the whole branch"),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("value", sa.BigInteger, sa.CheckConstraint("value >= 0", name="value"), nullable=False),
        from_import(),
        sa.CheckConstraint("measure in ('acquired', 'received')", name="measure"),
        sa.UniqueConstraint("branch_code", "semester", "wilayah_code", "measure"),
        comment="One target of a semester.",
    )
    whole = sa.text("wilayah_code is null")
    key = ("branch_code", "semester", "measure")
    op.create_index("uq_targets_whole_branch", "targets", key, unique=True, sqlite_where=whole, postgresql_where=whole)


def _schemes() -> None:
    op.create_table(
        "schemes",
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
