"""Letters that correct or withdraw a briefing, in each language of the briefing."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch
from seed.migrations.rebuild import rebuild

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add the column, empty: until now a letter had the briefing's first language alone."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild("notices", _made)
    else:
        op.add_column("notices", _also())


def _also() -> sa.Column[object]:
    return sa.Column("also", sa.JSON, comment="the letter's paragraphs in each further language of the briefing")


def _made() -> None:
    op.create_table(
        "notices",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("briefing_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False, comment="corrected, withdrawn"),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("paragraphs", sa.JSON, nullable=False, comment="kind and text of each of the letter"),
        sa.Column("data_version", sa.Integer, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("written_by", sa.String(120), nullable=False),
        _also(),
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        comment="What was said of one issued briefing later: that it is corrected or withdrawn.",
    )
