"""The tables of what was told outside: published figures, briefings, and the codes by which a number is found again.

Places are the Kemendagri codes in order, joined by commas; empty: the whole branch.
"""

from typing import Any

import sqlalchemy as sa

from queries.db.columns import branch, count, metadata

PLACES = 200
"""Letters of a list of places: the largest branch has fewer than 30 kabupaten/kota."""


def places() -> sa.Column[Any]:
    """The places of a scope; empty where it is the whole branch."""
    return sa.Column("places", sa.String(PLACES), nullable=False)


briefings = sa.Table(
    "briefings",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first_month", sa.Date, nullable=False),
    sa.Column("last_month", sa.Date, nullable=False),
    places(),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("press", sa.Boolean, nullable=False, comment="whether it was made in press mode"),
    sa.Column("figures", sa.JSON, nullable=False, comment="the figures' ids, in their order"),
    sa.Column("release", sa.Text, nullable=False, comment="the press release as it was issued"),
    sa.Column("outlet", sa.String(200), nullable=False, comment="to whom it went"),
    sa.Column("published_on", sa.Date, nullable=False),
    sa.Column("embargo_until", sa.DateTime, comment="UTC; null: none"),
    sa.Column("issued_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("issued_by", sa.String(120), nullable=False),
    count("data_version"),
    sa.Column("sha256", sa.String(64), nullable=False, comment="of the ZIP that was issued"),
    comment="One briefing that was issued.",
)

briefing_files = sa.Table(
    "briefing_files",
    metadata,
    branch(),
    sa.Column("briefing_id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
    comment="One file of a briefing that was issued.",
)

briefing_texts = sa.Table(
    "briefing_texts",
    metadata,
    branch(),
    sa.Column("briefing_id", sa.Integer, primary_key=True),
    sa.Column("language", sa.String(2), primary_key=True),
    sa.Column("release", sa.Text, nullable=False, comment="the press release as it was issued"),
    sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
    comment="The press release of an issued briefing in one more language than the briefing's own.",
)

confirmed_figures = sa.Table(
    "confirmed_figures",
    metadata,
    branch(),
    sa.Column("briefing_id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2 ... within the briefing"),
    sa.Column("figure", sa.Text, nullable=False, comment="as it is written"),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("confirmed_by", sa.String(120), nullable=False),
    sa.Column("confirmed_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
    comment="One figure of an issued briefing that is not the dashboard's, and why somebody confirmed it.",
)

notices = sa.Table(
    "notices",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("briefing_id", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(10), nullable=False, comment="corrected, withdrawn"),
    sa.Column("on_day", sa.Date, nullable=False),
    sa.Column("paragraphs", sa.JSON, nullable=False, comment="kind and text of each of the letter"),
    sa.Column("data_version", sa.Integer, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("written_by", sa.String(120), nullable=False),
    sa.Column("also", sa.JSON, comment="the letter's paragraphs in each further language of the briefing"),
    sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
    comment="What was said of one issued briefing later: that it is corrected or withdrawn.",
)

issued_cells = sa.Table(
    "issued_cells",
    metadata,
    branch(),
    sa.Column("measure", sa.String(10), primary_key=True, comment="acquired, received"),
    sa.Column("semester", sa.Date, primary_key=True, comment="its first month"),
    sa.Column("place", sa.String(5), primary_key=True, comment="Kemendagri code; empty: all"),
    sa.Column(
        "month", sa.String(10), primary_key=True, comment="its first day, of sums and unsaid the last one; empty: all"
    ),
    sa.Column("part", sa.String(80), primary_key=True, comment="a sector, or new or earlier; empty: all"),
    sa.Column(
        "state", sa.String(8), primary_key=True, comment="few, beside (withheld with one of those), sums, unsaid"
    ),
    sa.Column("briefing_id", sa.Integer, nullable=False, comment="the first one of which it is so"),
    comment="One cell that an issued briefing withheld, or a sum to a month of a semester that ran.",
)

drafts = sa.Table(
    "drafts",
    metadata,
    branch(),
    sa.Column("first_month", sa.Date, primary_key=True),
    sa.Column("last_month", sa.Date, primary_key=True),
    sa.Column("places", sa.String(PLACES), primary_key=True),
    sa.Column("narrowed", sa.String(64), primary_key=True, comment="digest of offices and sectors; empty: all"),
    sa.Column("language", sa.String(2), primary_key=True),
    sa.Column("press", sa.Boolean, primary_key=True, comment="whether it is for the press"),
    sa.Column("figures", sa.JSON, comment="the figures' ids, in their order; null: the usual ones"),
    sa.Column("on_day", sa.Date, comment="the press release's date; null: the day on which it is looked at"),
    sa.Column("embargo_until", sa.DateTime, comment="UTC; null: none"),
    sa.Column("edits", sa.JSON, nullable=False, comment="of each paragraph that was edited: kind, number, base, text"),
    sa.Column("edited_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("edited_by", sa.String(120), nullable=False),
    comment="One briefing that is being written: what somebody chose and edited.",
)

standing_texts = sa.Table(
    "standing_texts",
    metadata,
    branch(),
    sa.Column("language", sa.String(2), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True, comment="letterhead, number, quotation, contact"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("written_by", sa.String(120), nullable=False),
    comment="One paragraph with which the next press release begins, as it was edited last.",
)

reference_figures = sa.Table(
    "reference_figures",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("metric", sa.String(40), nullable=False),
    sa.Column("value", sa.BigInteger, nullable=False),
    sa.Column("rounding", sa.BigInteger, sa.CheckConstraint("rounding >= 1", name="rounding"), nullable=False),
    sa.Column("wording", sa.String(200), nullable=False),
    sa.Column("first_month", sa.Date, nullable=False),
    sa.Column("last_month", sa.Date, nullable=False),
    places(),
    sa.Column("source", sa.String(200), nullable=False, comment="the outlet and when, as told to the reader"),
    sa.Column("published_on", sa.Date, nullable=False),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch or a briefing"),
    sa.Column("briefing_id", sa.Integer, comment="null: published by others, or before the dashboard"),
    sa.Column("published_by", sa.String(120), comment="null: not known"),
    sa.Column("definition", sa.String(60), comment="version of the metric's definition then; null: not known"),
    sa.Column("data_version", sa.Integer, comment="then; null: not known"),
    sa.Column("code", sa.String(16), comment="trace code; null: not known"),
    sa.Column("notice_id", sa.Integer, comment="by which it was corrected; null: not by one"),
    sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
    sa.CheckConstraint("last_month >= first_month", name="months"),
    sa.UniqueConstraint("branch_code", "metric", "first_month", "last_month", "places", "source"),
    comment="One figure that was published. rounding: the unit that it was rounded to, in the metric's unit.",
)

observations = sa.Table(
    "observations",
    metadata,
    branch(),
    sa.Column("reference_id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 ... in time"),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False, comment="the data version"),
    sa.Column("definition", sa.String(60), nullable=False),
    sa.Column("observed_at", sa.DateTime, nullable=False, comment="UTC; of a load, when it was made"),
    sa.Column("value", sa.BigInteger, comment="null: the period was not complete, or it could not be computed"),
    sa.ForeignKeyConstraint(["branch_code", "reference_id"], ["reference_figures.branch_code", "reference_figures.id"]),
    comment="What a published figure came to, computed again after a load or under a new definition.",
)

traces = sa.Table(
    "traces",
    metadata,
    branch(),
    sa.Column("code", sa.String(12), primary_key=True, comment="a figure's trace code without its last part"),
    sa.Column("made_at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("first_month", sa.Date, nullable=False),
    sa.Column("last_month", sa.Date, nullable=False),
    sa.Column("as_of", sa.Date, comment="null: no month of the period was complete"),
    sa.Column("wilayah", sa.JSON, comment="codes; null: all"),
    sa.Column("offices", sa.JSON, comment="codes; null: all"),
    sa.Column("sectors", sa.JSON, comment="names; null: all"),
    sa.Column("agent", sa.String(32), nullable=False, comment="whom a figure on one agent is about; else empty"),
    sa.Column("role", sa.String(10), nullable=False, comment="of who looked"),
    sa.Column("press", sa.Boolean, nullable=False, comment="whether in press mode"),
    count("data_version"),
    sa.Column("figures", sa.JSON, nullable=False, comment="of each number by metric: value and definition"),
    comment="One view of the data under which numbers were shown: what its codes lead back to.",
)

trace_tables = sa.Table(
    "trace_tables",
    metadata,
    branch(),
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("figure", sa.String(60), primary_key=True, comment="the figure's id"),
    sa.Column("table", sa.JSON, nullable=False, comment="its title, columns and rows as they were"),
    sa.ForeignKeyConstraint(["branch_code", "code"], ["traces.branch_code", "traces.code"]),
    comment="The numbers of one picture that left, as they were.",
)
