"""The SELECT of who paid, one by one: only to count how many people stand behind a sum of rupiah."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames.standard import agents_inside
from queries.scope import Scope


def payers(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a participant, day of payment and place, in the period up to the as-of day; in no order.

    participant (id), wilayah_code, paid_on, registered_on. Of every sector, whatever the scope's.
    """
    p, c, a, o = s.participants.c, s.contributions.c, s.agents.c, s.offices.c
    same = (c.branch_code == p.branch_code) & (c.participant_id == p.id)
    query = (
        sa.select(p.id.label("participant"), o.wilayah_code, c.paid_on, p.registered_on)
        .join_from(s.contributions, s.participants, same)
        .join(s.agents, (a.branch_code == p.branch_code) & (a.code == p.agent_code))
        .join(s.offices, (o.branch_code == a.branch_code) & (o.code == a.office_code))
        .where(
            c.branch_code == scope.branch,
            c.paid_on.between(scope.period.first, scope.as_of),
            *agents_inside(scope, p.agent_code),
        )
        .distinct()
    )
    return fetch(conn, query).lazy()
