"""When each reader looked last, so that the overview says what is new since."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0014"
down_revision = "0012"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "visits",
        branch(),
        sa.Column("viewer", sa.String(120), primary_key=True),
        sa.Column("last_at", sa.DateTime, nullable=False, comment="UTC, when they last opened the overview"),
        sa.Column("before_at", sa.DateTime, comment="UTC, of the visit before; null: this one is the first"),
        comment="One reader's last two visits: by them the overview says what is new. Nothing else is written of "
        "readers.",
    )
