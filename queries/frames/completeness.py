"""The only SELECTs of what makes a month whole: (conn, branch) -> rows of loads and of words.

They take no scope, since a scope is made with what follows from them.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, total
from queries.periods import month_end


def reached(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """One row a load, kind and month that its rows reach, undone loads too; by kind, month and load.

    kind, month, load, loaded_at (UTC), undone_by (null: the load stands), rows, new (rows), last_day.
    """
    m, i, u = s.load_months.c, s.imports.c, s.undone_imports.c
    query = (
        sa.select(m.kind, m.month, m.import_id.label("load"), i.imported_at.label("loaded_at"), u.undone_by)
        .add_columns(m.rows, m.new, m.last_day)
        .join_from(s.load_months, s.imports, i.id == m.import_id)
        .join(s.undone_imports, u.import_id == m.import_id, isouter=True)
        .where(m.branch_code == branch)
        .order_by(m.kind, m.month, m.import_id)
    )
    return fetch(conn, query)


def confirmed(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """One row a month that somebody's word makes whole; by kind and month: kind, month, load, at (UTC), by."""
    c, i = s.confirmed_months.c, s.imports.c
    query = (
        sa.select(c.kind, c.month, i.id.label("load"), i.imported_at.label("at"), i.imported_by.label("by"))
        .join_from(s.confirmed_months, s.imports, i.id == c.import_id)
        .where(c.branch_code == branch)
        .order_by(c.kind, c.month)
    )
    return fetch(conn, query)


def counted(conn: sa.Connection, branch: str, first: date, last: date) -> pl.DataFrame:
    """One row a kind and day of the months `first` to `last` with a row of it: kind, day, rows, amount (rupiah)."""
    p, c = s.participants.c, s.contributions.c
    span = (first, month_end(last))
    people = sa.select(p.registered_on.label("day"), sa.func.count().label("rows"), sa.literal(0).label("amount"))
    paid = sa.select(c.paid_on.label("day"), sa.func.count().label("rows"), total(c.amount).label("amount"))
    days = {
        "participants": people.where(p.branch_code == branch, p.registered_on.between(*span)).group_by(p.registered_on),
        "contributions": paid.where(c.branch_code == branch, c.paid_on.between(*span)).group_by(c.paid_on),
    }
    frames = [fetch(conn, query).with_columns(kind=pl.lit(kind)) for kind, query in days.items()]
    return pl.concat(frames, how="vertical_relaxed").sort("kind", "day")
