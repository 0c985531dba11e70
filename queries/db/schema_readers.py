"""The tables of what readers do with the dashboard: when they looked last."""

import sqlalchemy as sa

from queries.db.columns import branch, metadata

visits = sa.Table(
    "visits",
    metadata,
    branch(),
    sa.Column("viewer", sa.String(120), primary_key=True),
    sa.Column("last_at", sa.DateTime, nullable=False, comment="UTC, when they last opened the overview"),
    sa.Column("before_at", sa.DateTime, comment="UTC, of the visit before; null: this one is the first"),
    comment="One reader's last two visits: by them the overview says what is new. Nothing else is written of readers.",
)
