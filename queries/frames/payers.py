"""The SELECT of who paid, one by one: only to decide which sums of rupiah may leave."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


def payers(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a payment, in the period as far as payments are counted; in no order.

    participant (id), wilayah_code, paid_on, registered_on, amount (rupiah), agent (code, who looked after them that
    day), fund (who paid for them; null: they themselves, or not said). Of every sector, whatever the scope's.
    """
    p, c, o = s.participants.c, s.contributions.c, s.postings.c
    fund = sa.case((c.payer != s.OWN, c.payer)).label("fund")
    query = (
        sa.select(
            *(p.id.label("participant"), o.wilayah_code, c.paid_on, p.registered_on),
            *(c.amount, o.agent_code.label("agent"), fund),
        )
        .select_from(postings.payments())
        .where(
            c.branch_code == scope.branch,
            c.paid_on.between(scope.period.first, scope.until("contributions")),
            *postings.inside(scope),
        )
    )
    return fetch(conn, query).lazy()
