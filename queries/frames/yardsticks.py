"""The only SELECTs of what others set or counted: targets and denominators, (conn, scope) -> LazyFrame."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


@part
def targets(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a target for what is acquired or received in the very period, a year's not halved for a semester; and of
    those for active participants each that is due within the period; by measure, months and place.

    wilayah_code, office_code (both null: the whole branch's), first_month, last_month, measure (acquired, received,
    active), value (people, rupiah).
    """
    t, period = s.targets.c, scope.period
    own = sa.and_(t.first_month == period.first, t.last_month == period.last)
    due = sa.and_(t.measure == "active", t.last_month.between(period.first, period.last))
    columns = (t.wilayah_code, t.office_code, t.first_month, t.last_month, t.measure, t.value)
    query = sa.select(*columns).where(t.branch_code == scope.branch, sa.or_(own, due))
    places = (t.wilayah_code, t.office_code)
    return fetch(conn, query.order_by(t.measure, t.first_month, t.last_month, *places)).lazy()


def denominators(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a denominator of the branch up to the as-of year: name, year, wilayah_code (null: the whole branch),
    value (people), source, definition; by the first three."""
    t, day = s.denominators.c, postings.state_day(scope)
    query = sa.select(t.name, t.year, t.wilayah_code, t.value, t.source, t.definition)
    query = query.where(t.branch_code == scope.branch, t.year <= day.year)
    return fetch(conn, query.order_by(t.name, t.year, t.wilayah_code)).lazy()
