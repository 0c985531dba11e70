"""Who looks after a participant on a day, in SQL: the acquirer, until a take-over, and then who took over."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch
from queries.scope import Scope


def steward(day: Any) -> sa.ColumnElement[str]:
    """The code of the agent who looks after a row's participant on a day; the row has `participants` in it."""
    p, t = s.participants.c, s.takeovers.c
    newest = (
        sa.select(t.agent_code)
        .where(t.branch_code == p.branch_code, t.participant_id == p.id, t.since <= day)
        .order_by(t.since.desc())
        .limit(1)
        .correlate_except(s.takeovers)
        .scalar_subquery()
    )
    return sa.func.coalesce(newest, p.agent_code)


def ever_of(branch: str, codes: Iterable[str], until: date | None = None) -> sa.ColumnElement[bool]:
    """The condition that a row of participants was acquired by one of the agents, or ever taken over by one.

    `until`: by that day; None: ever.
    """
    p, t, wanted = s.participants.c, s.takeovers.c, sorted(codes)
    taken = sa.select(t.participant_id).where(t.branch_code == branch, t.agent_code.in_(wanted))
    if until is not None:
        taken = taken.where(t.since <= until)
    own = s.participants.alias("acquired").c
    acquired = sa.select(own.id).where(own.branch_code == branch, own.agent_code.in_(wanted))
    # Not two conditions joined by or: SQLite would look at every participant of the branch.
    return p.id.in_(sa.union_all(acquired, taken))


@part
def takeovers(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a take-over up to the as-of day of a participant whom the agent looked after by then; by the first two.

    participant (id), since (day), agent_code (who took over), acquirer (an agent's code), last4 (of the KPJ).
    """
    p, t = s.participants.c, s.takeovers.c
    same = (p.branch_code == t.branch_code) & (p.id == t.participant_id)
    query = (
        sa.select(t.participant_id.label("participant"), t.since, t.agent_code, p.agent_code.label("acquirer"))
        .add_columns(p.kpj_last4.label("last4"))
        .join_from(s.takeovers, s.participants, same)
        .where(t.branch_code == scope.branch, t.since <= scope.as_of, ever_of(scope.branch, [agent], scope.as_of))
        .order_by(t.participant_id, t.since)
    )
    return fetch(conn, query)
