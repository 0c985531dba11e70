"""The SELECT of months alone: sums over all places and sectors of a scope."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, total
from queries.frames import postings
from queries.scope import Scope


def months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a month of the period with an acquisition or a payment, in order: month, acquired, received (rupiah)."""
    t = s.cohort_months.c
    query = (
        sa.select(t.month, total(t.acquired).label("acquired"), total(t.received).label("received"))
        .where(
            t.branch_code == scope.branch,
            t.month.between(scope.period.first, scope.period.last),
            sa.or_(t.acquired > 0, t.received > 0),
            *postings.among(t.sector, scope.sectors),
            *postings.inside(scope, s.cohort_months),
        )
        .group_by(t.month)
        .order_by(t.month)
    )
    return fetch(conn, query).lazy()
