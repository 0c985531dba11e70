"""How to reach an agent and an office, for inside the branch only."""

from functools import partial

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import
from seed.migrations.rebuild import rebuild

revision = "0012"
down_revision = "0011"

_TABLES = {"offices": "One kantor Perisai.", "agents": "One agen Perisai."}


def upgrade() -> None:
    """Add the column to both tables, empty."""
    for table, comment in _TABLES.items():
        if op.get_bind().dialect.name == "sqlite":
            rebuild(table, partial(_made, table, comment))
        else:
            op.add_column(table, _contact())


def _contact() -> sa.Column[str]:
    return sa.Column("contact", sa.String(160), comment="telephone or mail; null: none was given, empty: taken away")


def _made(table: str, comment: str) -> None:
    op.create_table(
        table,
        branch(),
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        _contact(),
        from_import(),
        comment=comment,
    )
