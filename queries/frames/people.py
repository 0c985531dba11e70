"""The only SELECTs of the participants of several agents, as known on the as-of day: (conn, scope, codes)."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, total
from queries.frames import postings
from queries.frames.stewards import ever_of, steward
from queries.scope import Scope

_ASKED = 2_000
"""Participants asked for at a time: each is a parameter of the statement, of which SQLite takes 32.766."""


def paid_from(conn: sa.Connection, scope: Scope, people: Sequence[int], since: date) -> int:
    """Rupiah that these participants of the branch (ids) paid from a day on, whatever the scope's period."""
    c = s.contributions.c
    query = sa.select(total(c.amount)).where(c.branch_code == scope.branch, c.paid_on >= since)
    parts = (people[first : first + _ASKED] for first in range(0, len(people), _ASKED))
    return sum(int(conn.scalar(query.where(c.participant_id.in_(part))) or 0) for part in parts)


def last_paid(conn: sa.Connection, scope: Scope, codes: Sequence[str]) -> pl.LazyFrame:
    """One row a participant whom one of the agents looks after on the as-of day; by agent and participant.

    agent_code, acquirer (the agent who registered them), participant (id), last4 (of the KPJ), registered_on, sector,
    ended_on and end_reason (null: not ended), last_covered_month and last_paid_on (null: never paid), both of payments
    made by the as-of day. Of every sector, whatever the scope's; also who was registered later: a contribution may be
    paid before the registration's date.
    """
    p, c, now = s.participants.c, s.contributions.c, steward(postings.state_day(scope))
    of = (
        sa.select(now.label("agent_code"), p.agent_code.label("acquirer"), p.id.label("participant"))
        .add_columns(p.kpj_last4.label("last4"), p.registered_on, p.sector, p.ended_on, p.end_reason)
        .where(p.branch_code == scope.branch, ever_of(scope.branch, codes, postings.state_day(scope)))
        .subquery("people")
    )
    # Not part of the join: SQLite would take the index on paid_on and read the branch's payments for each participant.
    known = c.paid_on <= scope.as_of
    own = (c.branch_code == scope.branch) & (c.participant_id == of.c.participant)
    query = (
        sa.select(of)
        .add_columns(
            sa.func.max(sa.case((known, c.covered_until)), type_=sa.Date).label("last_covered_month"),
            sa.func.max(sa.case((known, c.paid_on)), type_=sa.Date).label("last_paid_on"),
        )
        .join_from(of, s.contributions, own, isouter=True)
        .where(of.c.agent_code.in_(codes), *postings.standing(scope, of.c.agent_code))
        .group_by(*of.c)
        .order_by(of.c.agent_code, of.c.participant)
    )
    return fetch(conn, query).lazy()
