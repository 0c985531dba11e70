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


def with_agents(conn: sa.Connection, scope: Scope, codes: Sequence[str], day: date) -> pl.LazyFrame:
    """One row a participant whom one of the agents looks after on a day, registered by then and not ended; by agent and
    participant.

    agent_code, participant (id), last4 (of the KPJ), sector, last_covered_month (null: never paid), until (the day of
    the take-over after that day; null: none), amount (rupiah paid from the day until then). Of every sector, and with
    what was paid later, whatever the scope's.
    """
    p, c, t = s.participants.c, s.contributions.c, s.takeovers.c
    later = sa.select(sa.func.min(t.since)).where(
        t.branch_code == p.branch_code, t.participant_id == p.id, t.since > day
    )
    of = (
        sa.select(steward(day).label("agent_code"), p.id.label("participant"), p.kpj_last4.label("last4"), p.sector)
        .add_columns(later.correlate_except(s.takeovers).scalar_subquery().label("until"))
        .where(p.branch_code == scope.branch, ever_of(scope.branch, codes, day))
        .where(p.registered_on <= day, sa.or_(p.ended_on.is_(None), p.ended_on > day))
        .subquery("people")
    )
    theirs = (c.paid_on >= day) & sa.or_(of.c.until.is_(None), c.paid_on < of.c.until)
    own = (c.branch_code == scope.branch) & (c.participant_id == of.c.participant)
    query = (
        sa.select(of)
        .add_columns(
            sa.func.max(c.covered_until, type_=sa.Date).label("last_covered_month"),
            total(sa.case((theirs, c.amount))).label("amount"),
        )
        .join_from(of, s.contributions, own, isouter=True)
        .where(of.c.agent_code.in_(codes), *postings.standing(scope, of.c.agent_code))
        .group_by(*of.c)
        .order_by(of.c.agent_code, of.c.participant)
    )
    return fetch(conn, query).lazy()


def handed_over(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a take-over on record, also of a day to come, of the scope's sectors, where who gave or who took over
    stood in its places on the day; newest first, then by participant.

    participant (id), last4 (of the KPJ), since (day), giver, taker and acquirer (agents' codes), load (its number).
    """
    p, t, o = s.participants.c, s.takeovers.c, s.postings.c
    before = sa.func.lag(t.agent_code).over(partition_by=t.participant_id, order_by=t.since)
    same = (p.branch_code == t.branch_code) & (p.id == t.participant_id)
    every = (
        sa.select(t.participant_id.label("participant"), p.kpj_last4.label("last4"), t.since)
        .add_columns(sa.func.coalesce(before, p.agent_code).label("giver"), t.agent_code.label("taker"))
        .add_columns(p.agent_code.label("acquirer"), t.import_id.label("load"))
        .join_from(s.takeovers, s.participants, same)
        .where(t.branch_code == scope.branch, *postings.among(p.sector, scope.sectors))
        .subquery("handed")
    )
    h = every.c
    stood = sa.select(o.agent_code).where(
        o.branch_code == scope.branch, o.since <= h.since, o.until > h.since, *postings.inside(scope)
    )
    here = stood.where(o.agent_code.in_([h.giver, h.taker])).correlate(every).exists()
    return fetch(conn, sa.select(every).where(here).order_by(h.since.desc(), h.participant))
