"""What became of issued briefings: corrected or withdrawn; and the hashes of their files."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch
from seed.migrations.rebuild import rebuild

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the tables, empty, and the column: nothing that was published came by a notice."""
    op.create_table(
        "briefing_files",
        branch(),
        sa.Column("briefing_id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        comment="One file of a briefing that was issued.",
    )
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
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        comment="What was said of one issued briefing later: that it is corrected or withdrawn.",
    )
    if op.get_bind().dialect.name == "sqlite":
        rebuild("reference_figures", _made)
    else:
        op.add_column("reference_figures", _notice())


def _notice() -> sa.Column[int]:
    return sa.Column("notice_id", sa.Integer, comment="by which it was corrected; null: not by one")


def _made() -> None:
    op.create_table(
        "reference_figures",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("metric", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("rounding", sa.BigInteger, sa.CheckConstraint("rounding >= 1", name="rounding"), nullable=False),
        sa.Column("wording", sa.String(200), nullable=False),
        sa.Column("first_month", sa.Date, nullable=False),
        sa.Column("last_month", sa.Date, nullable=False),
        sa.Column("places", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False, comment="the outlet and when, as told to the reader"),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column(
            "import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch or a briefing"
        ),
        sa.Column("briefing_id", sa.Integer, comment="null: published by others, or before the dashboard"),
        sa.Column("published_by", sa.String(120), comment="null: not known"),
        sa.Column("definition", sa.String(60), comment="version of the metric's definition then; null: not known"),
        sa.Column("data_version", sa.Integer, comment="then; null: not known"),
        sa.Column("code", sa.String(16), comment="trace code; null: not known"),
        _notice(),
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        sa.CheckConstraint("last_month >= first_month", name="months"),
        sa.UniqueConstraint("branch_code", "metric", "first_month", "last_month", "places", "source"),
        comment="One figure that was published. rounding: the unit that it was rounded to, in the metric's unit.",
    )
