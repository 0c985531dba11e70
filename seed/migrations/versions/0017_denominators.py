"""Denominators: people of an area whom others have counted, of whom the covered are a part."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table, empty."""
    whole = sa.text("wilayah_code is null")
    in_range = sa.CheckConstraint("year between 1990 and 2199", name="year")
    op.create_table(
        "denominators",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("year", sa.SmallInteger, in_range, nullable=False),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: the whole branch"),
        sa.Column("value", sa.BigInteger, sa.CheckConstraint("value > 0", name="value"), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("definition", sa.String(300), nullable=False),
        from_import(),
        sa.UniqueConstraint("branch_code", "name", "year", "wilayah_code"),
        comment="People of an area of whom the covered are a part, as somebody counted them in a year.",
    )
    key = ("branch_code", "name", "year")
    op.create_index(
        "uq_denominators_whole_branch", "denominators", key, unique=True, sqlite_where=whole, postgresql_where=whole
    )
