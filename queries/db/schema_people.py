"""The tables of who may look at a branch: people, and every change of one."""

import sqlalchemy as sa

from queries.db.columns import metadata

people = sa.Table(
    "people",
    metadata,
    sa.Column("branch_code", sa.String(16), primary_key=True, comment="also of a branch that has no data yet"),
    sa.Column("subject", sa.String(255), primary_key=True, comment="by which the sign-in knows them"),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column(
        "role",
        sa.String(16),
        sa.CheckConstraint("role in ('head', 'staff', 'press', 'administrator', 'auditor')", name="role"),
        nullable=False,
    ),
    sa.Column("wilayah", sa.String(400), comment="33.25,33.26: of staff; null: the whole branch"),
    sa.Column("may_import", sa.Boolean, nullable=False),
    sa.Column("from_day", sa.Date, nullable=False),
    sa.Column("until_day", sa.Date, comment="the last day; null: until it is changed"),
    sa.CheckConstraint("wilayah is null or role = 'staff'", name="wilayah"),
    sa.CheckConstraint("until_day is null or until_day >= from_day", name="until_day"),
    comment="One person who may look at a branch. Who has no row, or not on this day, sees nothing.",
)

people_changes = sa.Table(
    "people_changes",
    metadata,
    sa.Column("branch_code", sa.String(16), primary_key=True),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("subject", sa.String(255), nullable=False),
    sa.Column("act", sa.String(8), nullable=False, comment="added, changed, removed, seen_as"),
    sa.Column("at", sa.DateTime, nullable=False, comment="UTC"),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("before", sa.JSON, comment="the person's row as it was; null: there was none"),
    sa.Column("after", sa.JSON, comment="the person's row as it is since; null: removed"),
    sa.CheckConstraint("act in ('added', 'changed', 'removed', 'seen_as')", name="act"),
    comment="One change of who may look, or one look in somebody's place.",
)
