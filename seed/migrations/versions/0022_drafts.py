"""Drafts of briefings, and the texts that the next one begins with."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "drafts",
        branch(),
        sa.Column("first_month", sa.Date, primary_key=True),
        sa.Column("last_month", sa.Date, primary_key=True),
        sa.Column("places", sa.String(200), primary_key=True),
        sa.Column("narrowed", sa.String(64), primary_key=True, comment="digest of offices and sectors; empty: all"),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("press", sa.Boolean, primary_key=True, comment="whether it is for the press"),
        sa.Column("figures", sa.JSON, comment="the figures' ids, in their order; null: the usual ones"),
        sa.Column("on_day", sa.Date, comment="the press release's date; null: the day on which it is looked at"),
        sa.Column("embargo_until", sa.DateTime, comment="UTC; null: none"),
        sa.Column(
            "edits", sa.JSON, nullable=False, comment="of each paragraph that was edited: kind, number, base, text"
        ),
        sa.Column("edited_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("edited_by", sa.String(120), nullable=False),
        comment="One briefing that is being written: what somebody chose and edited.",
    )
    op.create_table(
        "standing_texts",
        branch(),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True, comment="letterhead, number, quotation, contact"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("written_by", sa.String(120), nullable=False),
        comment="One paragraph with which the next press release begins, as it was edited last.",
    )
