"""The branch, the places, and what came by which load."""

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count


def create() -> None:
    """Make these tables, parents before children."""
    _branches()
    _wilayah()
    _imports()
    _import_files()
    _undone_imports()
    _superseded()
    _unrecorded()


def _branches() -> None:
    op.create_table(
        "branches",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("secret_check", sa.String(64), nullable=False, comment="tells the secret of the hashes from another"),
        comment="One kantor cabang.",
    )


def _wilayah() -> None:
    op.create_table(
        "wilayah",
        sa.Column("code", sa.String(5), primary_key=True, comment="Kemendagri, 33.25"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column(
            "kind", sa.String(10), sa.CheckConstraint("kind in ('kabupaten', 'kota')", name="kind"), nullable=False
        ),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.UniqueConstraint("name", "kind"),
        comment="One kabupaten or kota; national, so no branch leads its key.",
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), nullable=False, index=True),
        sa.Column("imported_at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column("imported_by", sa.String(120), nullable=False),
        sa.Column("accepted_rejects", sa.Boolean, nullable=False),
        count("changed"),
        comment="One load. The data version of a branch is the last id that changed a row.",
    )


def _import_files() -> None:
    op.create_table(
        "import_files",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        count("rows_read"),
        count("good"),
        count("known"),
        count("refused"),
        sa.Column("report", sa.JSON, nullable=False, comment="the refusals by rule, personal data masked"),
        comment="One file of one load.",
    )


def _undone_imports() -> None:
    op.create_table(
        "undone_imports",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("undone_by", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        comment="One load that was undone, and the load that undid it.",
    )


def _superseded() -> None:
    op.create_table(
        "superseded",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False, comment="agents, participants ...: the table"),
        sa.Column("key", sa.String(120), nullable=False, comment="the row's key as JSON, without the branch"),
        sa.Column("row", sa.JSON, nullable=False, comment="its other columns as they were, days as 2019-06-30"),
        sa.Column(
            "import_id", sa.Integer, sa.ForeignKey("imports.id"), comment="null: came with the branch or a briefing"
        ),
        sa.Column("until_import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        sa.Index(None, "branch_code", "until_import_id"),
        comment="One row as it was from its import until a later one changed or took it out: what was known then.",
    )


def _unrecorded() -> None:
    op.create_table(
        "unrecorded",
        branch(),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
        comment="One branch with loads older than `superseded`: up to this one, rows as they were are not known.",
    )
