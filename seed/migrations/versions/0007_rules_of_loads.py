"""A row of the rule may come by an act of the branch, with its load's number; those so far came with the branch."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0007"
down_revision = "0006"

_COLUMNS = ("branch_code", "name", "valid_from", "value", "source")


def upgrade() -> None:
    """Make the table anew with its rows: SQLite adds no column with a foreign key to a table that is there."""
    conn = op.get_bind()
    before = sa.table("rules", *(sa.column(name, sa.Date() if name == "valid_from" else None) for name in _COLUMNS))
    rows = [dict(row) for row in conn.execute(sa.select(before)).mappings()]
    op.drop_table("rules")
    op.create_table(
        "rules",
        branch(),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch"),
        comment="One dated threshold; the newest valid_from on or before the as-of day holds.",
    )
    if rows:
        conn.execute(sa.insert(before), rows)
