"""What was told outside: briefings, published figures, trace codes; and rows as they were before a load."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the published figures are laid down anew, since they get several places and a briefing."""
    _briefings()
    _reference_figures()
    _observations()
    _traces()
    _history()


def _briefings() -> None:
    op.create_table(
        "briefings",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("places", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("press", sa.Boolean(), nullable=False, comment="whether it was made in press mode"),
        sa.Column("figures", sa.JSON(), nullable=False, comment="the figures' ids, in their order"),
        sa.Column("release", sa.Text(), nullable=False, comment="the press release as it was issued"),
        sa.Column("outlet", sa.String(length=200), nullable=False, comment="to whom it went"),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("embargo_until", sa.DateTime(), nullable=True, comment="UTC; null: none"),
        sa.Column("issued_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.Column("issued_by", sa.String(length=120), nullable=False),
        sa.Column("data_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the ZIP that was issued"),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_briefings_branch_code")),
        sa.PrimaryKeyConstraint("branch_code", "id", name=op.f("pk_briefings")),
        comment="One briefing that was issued.",
    )


def _reference_figures() -> None:
    conn = op.get_bind()
    old = sa.Table("reference_figures", sa.MetaData(), autoload_with=conn)
    rows = [dict(row) for row in conn.execute(sa.select(old)).mappings()]
    op.drop_table("reference_figures")
    new = op.create_table(
        "reference_figures",
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True),
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
        sa.ForeignKeyConstraint(["branch_code", "briefing_id"], ["briefings.branch_code", "briefings.id"]),
        sa.CheckConstraint("last_month >= first_month", name="months"),
        sa.UniqueConstraint("branch_code", "metric", "first_month", "last_month", "places", "source"),
        comment="One figure that was published. rounding: the unit that it was rounded to, in the metric's unit.",
    )
    for row in rows:
        row["places"] = row.pop("wilayah_code") or ""
    if rows:
        op.bulk_insert(new, rows)


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("reference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 ... in time"),
        sa.Column("import_id", sa.Integer(), nullable=False, comment="the data version"),
        sa.Column("definition", sa.String(length=60), nullable=False),
        sa.Column("observed_at", sa.DateTime(), nullable=False, comment="UTC; of a load, when it was made"),
        sa.Column(
            "value",
            sa.BigInteger(),
            nullable=True,
            comment="null: the period was not complete, or it could not be computed",
        ),
        sa.ForeignKeyConstraint(
            ["branch_code", "reference_id"],
            ["reference_figures.branch_code", "reference_figures.id"],
            name=op.f("fk_observations_branch_code_reference_id"),
        ),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_observations_branch_code")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_observations_import_id")),
        sa.PrimaryKeyConstraint("branch_code", "reference_id", "number", name=op.f("pk_observations")),
        comment="What a published figure came to, computed again after a load or under a new definition.",
    )


def _traces() -> None:
    op.create_table(
        "traces",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False, comment="a figure's trace code without its last part"),
        sa.Column("made_at", sa.DateTime(), nullable=False, comment="UTC"),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True, comment="null: no month of the period was complete"),
        sa.Column("wilayah", sa.JSON(), nullable=True, comment="codes; null: all"),
        sa.Column("offices", sa.JSON(), nullable=True, comment="codes; null: all"),
        sa.Column("sectors", sa.JSON(), nullable=True, comment="names; null: all"),
        sa.Column(
            "agent", sa.String(length=32), nullable=False, comment="whom a figure on one agent is about; else empty"
        ),
        sa.Column("role", sa.String(length=10), nullable=False, comment="of who looked"),
        sa.Column("press", sa.Boolean(), nullable=False, comment="whether in press mode"),
        sa.Column("data_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False, comment="of each number by metric: value and definition"),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_traces_branch_code")),
        sa.PrimaryKeyConstraint("branch_code", "code", name=op.f("pk_traces")),
        comment="One view of the data under which numbers were shown: what its codes lead back to.",
    )
    op.create_table(
        "trace_tables",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("figure", sa.String(length=60), nullable=False, comment="the figure's id"),
        sa.Column("table", sa.JSON(), nullable=False, comment="its title, columns and rows as they were"),
        sa.ForeignKeyConstraint(
            ["branch_code", "code"],
            ["traces.branch_code", "traces.code"],
            name=op.f("fk_trace_tables_branch_code_code"),
        ),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_trace_tables_branch_code")),
        sa.PrimaryKeyConstraint("branch_code", "code", "figure", name=op.f("pk_trace_tables")),
        comment="The numbers of one picture that left, as they were.",
    )


def _history() -> None:
    op.create_table(
        "undone_imports",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_undone_imports_import_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["imports.id"], name=op.f("fk_undone_imports_undone_by")),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_undone_imports")),
        comment="One load that was undone, and the load that undid it.",
    )
    op.create_table(
        "superseded",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="agents, participants ...: the table"),
        sa.Column("key", sa.String(length=120), nullable=False, comment="the row's key as JSON, without the branch"),
        sa.Column("row", sa.JSON(), nullable=False, comment="its other columns as they were, days as 2019-06-30"),
        sa.Column("import_id", sa.Integer(), nullable=True, comment="null: came with the branch or a briefing"),
        sa.Column("until_import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_superseded_branch_code")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_superseded_import_id")),
        sa.ForeignKeyConstraint(["until_import_id"], ["imports.id"], name=op.f("fk_superseded_until_import_id")),
        sa.PrimaryKeyConstraint("branch_code", "id", name=op.f("pk_superseded")),
        comment="One row as it was from its import until a later one changed or took it out: what was known then.",
    )
    op.create_index(
        op.f("ix_superseded_branch_code_until_import_id"),
        "superseded",
        ["branch_code", "until_import_id"],
        unique=False,
    )
    unrecorded = op.create_table(
        "unrecorded",
        sa.Column("branch_code", sa.String(length=16), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_code"], ["branches.code"], name=op.f("fk_unrecorded_branch_code")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_unrecorded_import_id")),
        sa.PrimaryKeyConstraint("branch_code", name=op.f("pk_unrecorded")),
        comment="One branch with loads older than `superseded`: up to this one, rows as they were are not known.",
    )
    imports = sa.table("imports", sa.column("branch_code"), sa.column("id"))
    older = sa.select(imports.c.branch_code, sa.func.max(imports.c.id)).group_by(imports.c.branch_code)
    op.execute(unrecorded.insert().from_select(["branch_code", "import_id"], older))
