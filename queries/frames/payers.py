"""The SELECT of who paid, one by one: only to count how many people stand behind a sum of rupiah."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


def payers(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a participant, day of payment and place, in the period as far as payments are counted; in no order.

    participant (id), wilayah_code, paid_on, registered_on. Of every sector, whatever the scope's.
    """
    p, c, o = s.participants.c, s.contributions.c, s.postings.c
    query = (
        sa.select(p.id.label("participant"), o.wilayah_code, c.paid_on, p.registered_on)
        .select_from(postings.payments())
        .where(
            c.branch_code == scope.branch,
            c.paid_on.between(scope.period.first, scope.until("contributions")),
            *postings.inside(scope),
        )
        .distinct()
    )
    return fetch(conn, query).lazy()
