"""What the covered are held against: people whom others have counted, and until when a fund pays."""

import sqlalchemy as sa

from queries.db.columns import branch, from_import, metadata

denominators = sa.Table(
    "denominators",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("year", sa.SmallInteger, sa.CheckConstraint("year between 1990 and 2199", name="year"), nullable=False),
    sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: the whole branch"),
    sa.Column("value", sa.BigInteger, sa.CheckConstraint("value > 0", name="value"), nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    sa.Column("definition", sa.String(300), nullable=False),
    from_import(),
    sa.UniqueConstraint("branch_code", "name", "year", "wilayah_code"),
    sa.Index(
        "uq_denominators_whole_branch",
        *("branch_code", "name", "year"),
        unique=True,
        sqlite_where=sa.text("wilayah_code is null"),
        postgresql_where=sa.text("wilayah_code is null"),
    ),
    comment="People of an area of whom the covered are a part, as somebody counted them in a year.",
)

funds = sa.Table(
    "funds",
    metadata,
    branch(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(80), nullable=False, comment="as contributions.payer"),
    sa.Column("since", sa.Date, nullable=False, comment="first day"),
    sa.Column("until", sa.Date, nullable=False, comment="last day"),
    from_import(),
    sa.UniqueConstraint("branch_code", "name", "since"),
    sa.CheckConstraint("until >= since", name="until"),
    comment="One time for which a fund pays contributions, as somebody stated it.",
)
