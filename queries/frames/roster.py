"""The only SELECTs of the application's own list: (conn, scope) -> DataFrame."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.scope import Scope


def months(conn: sa.Connection, scope: Scope) -> list[date]:
    """The months of which there is a list, up to the as-of month, in order; none where no month is complete.

    A month that is not whole is left out: what its list is held against is not known.
    """
    if scope.as_of is None:
        return []
    c = s.roster.c
    query = sa.select(c.month).distinct().where(c.branch_code == scope.branch, c.month <= scope.as_of_month)
    return [month for month in conn.scalars(query.order_by(c.month)) if month not in scope.missing]


def roster(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a month up to the as-of month and a code on its list, whether or not an agent here has it: month, listed
    (the code as listed), match (in capitals, as codes are compared); by month and code.

    Of the whole branch, whatever the scope's places: a code alone does not say where it belongs.
    """
    c = s.roster.c
    query = sa.select(c.month, c.agent_code.label("listed")).where(
        c.branch_code == scope.branch, c.month <= scope.as_of_month
    )
    listed = fetch(conn, query.order_by(c.month, c.agent_code))
    return listed.with_columns(match=pl.col("listed").str.to_uppercase())
