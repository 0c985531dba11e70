"""The tables of which months are whole: how far the rows of each load reach, and what somebody's word says instead."""

from typing import Any

import sqlalchemy as sa

from queries.db.columns import branch, count, from_import, metadata

MONTHLY = ("participants", "contributions")
"""The kinds of rows whose months are whole or not, by the day registered and by the day paid."""


def _kind(table: str) -> sa.Column[Any]:
    check = sa.CheckConstraint("kind in ('participants', 'contributions')", name="kind")
    return sa.Column("kind", sa.String(20), check, primary_key=True, comment=f"whose months {table}")


load_months = sa.Table(
    "load_months",
    metadata,
    branch(),
    sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
    _kind("are reached"),
    sa.Column("month", sa.Date, primary_key=True),
    count("rows"),
    count("new"),
    sa.Column("last_day", sa.Date, nullable=False),
    comment="How far one load's rows of a kind reach into one month, known rows too; new: new and changed ones. No row "
    "for a month in which the load neither changed a row nor was the first after its end.",
)

confirmed_months = sa.Table(
    "confirmed_months",
    metadata,
    branch(),
    _kind("somebody says"),
    sa.Column("month", sa.Date, primary_key=True),
    from_import(),
    comment="One month of which somebody says that nobody registered, or paid, in it: who and when, its import says.",
)
