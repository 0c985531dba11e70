"""The only SELECTs of the participants of several agents, as known on the as-of day: (conn, scope, codes)."""

from collections.abc import Sequence

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


def last_paid(conn: sa.Connection, scope: Scope, codes: Sequence[str]) -> pl.LazyFrame:
    """One row a participant of one of the agents; by agent and participant.

    agent_code, participant (id), last4 (of the KPJ), registered_on, sector, ended_on and end_reason (null: not ended),
    last_covered_month and last_paid_on (null: never paid), both of payments made by the as-of day. Of every sector,
    whatever the scope's; also who was registered later: a contribution may be paid before the registration's date.
    """
    p, c = s.participants.c, s.contributions.c
    own = (c.branch_code == p.branch_code) & (c.participant_id == p.id)
    # Not part of the join: SQLite would take the index on paid_on and read the branch's payments for each participant.
    known = c.paid_on <= scope.as_of
    query = (
        sa.select(p.agent_code, p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector)
        .add_columns(
            p.ended_on,
            p.end_reason,
            sa.func.max(sa.case((known, c.covered_until)), type_=sa.Date).label("last_covered_month"),
            sa.func.max(sa.case((known, c.paid_on)), type_=sa.Date).label("last_paid_on"),
        )
        .join_from(s.participants, s.contributions, own, isouter=True)
        .where(p.branch_code == scope.branch, p.agent_code.in_(codes))
        .where(*postings.standing(scope, p.agent_code))
        .group_by(p.agent_code, p.id, p.kpj_last4, p.registered_on, p.sector, p.ended_on, p.end_reason)
        .order_by(p.agent_code, p.id)
    )
    return fetch(conn, query).lazy()
