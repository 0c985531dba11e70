"""The only SELECTs of the memberships that were ever covered or may be: (conn, scope) -> DataFrame, of the branch.

They reach further than the scope's places, for who goes to an agent elsewhere leaves one here: queries/insured.py alone
asks, and lets out what is counted in the scope.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.frames.memberships import has_earlier
from queries.scope import Scope


def memberships(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a membership registered by the as-of day, of the scope's sectors: participant_id, agent_code (the
    acquirer), sector, registered_on, ended_on (null: not ended), again (whether its person had one before), last4 (of
    the KPJ), program (null: the file has none)."""
    p = s.participants.c
    query = (
        sa.select(p.id.label("participant_id"), p.agent_code, p.sector, p.registered_on, p.ended_on)
        .add_columns(has_earlier(s.participants).label("again"), p.kpj_last4.label("last4"), p.program)
        .where(p.branch_code == scope.branch, p.registered_on <= scope.as_of, *postings.among(p.sector, scope.sectors))
    )
    return fetch(conn, query.order_by(p.id))


def cover(conn: sa.Connection, scope: Scope, first: date, last: date | None = None) -> pl.DataFrame:
    """One row a membership and time without a change in its cover, of those that reach into the months from `first` to
    `last` (null: that month alone); by both.

    participant_id, since, until (months, each as seen at its own end), last (the last month paid for; null: covered),
    amount (rupiah a month, of the covered).
    """
    t = s.cover_spans.c
    query = sa.select(t.participant_id, t.since, t.until, t.last_covered.label("last"), t.amount)
    query = query.where(t.branch_code == scope.branch, t.since <= (last or first), t.until >= first)
    return fetch(conn, query.order_by(t.participant_id, t.since))


def _behind(scope: Scope) -> sa.Select[tuple[int]]:
    """The memberships once covered that are not at the end of the as-of month."""
    t, month = s.cover_spans.c, scope.require_as_of_month()
    query = sa.select(t.participant_id).where(t.branch_code == scope.branch, t.last_covered.is_not(None))
    return query.where(t.since <= month, t.until >= month)


def cover_of_behind(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a time up to the as-of month in which one who is not covered at its end was: participant_id, since,
    until."""
    t = s.cover_spans.c
    query = sa.select(t.participant_id, t.since, t.until).where(t.branch_code == scope.branch)
    query = query.where(t.last_covered.is_(None), t.since <= scope.as_of, t.participant_id.in_(_behind(scope)))
    return fetch(conn, query)


def payments_of_behind(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a payment made by the as-of day, for months up to it, of who is not covered at its end: participant_id,
    until (the last month it covers), months (their number), amount (rupiah)."""
    c = s.contributions.c
    query = sa.select(c.participant_id, c.covered_until.label("until"), c.months, c.amount)
    query = query.where(c.branch_code == scope.branch, c.paid_on <= scope.as_of, c.blth <= scope.as_of)
    return fetch(conn, query.where(c.participant_id.in_(_behind(scope))))


def payments_of_funded(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a payment made by the as-of day of who was ever paid for by a fund: participant_id, blth, paid_on, reach
    (the last month it covers), payer (null: not said)."""
    c = s.contributions.c
    known = sa.and_(c.branch_code == scope.branch, c.paid_on <= scope.as_of)
    funded = sa.select(c.participant_id).where(known, c.payer.is_not(None), c.payer != s.OWN)
    query = sa.select(c.participant_id, c.blth, c.paid_on, c.covered_until.label("reach"), c.payer)
    return fetch(conn, query.where(known, c.participant_id.in_(funded)))


def funds(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a time of a fund that somebody stated: name, since, until; by name and since."""
    t = s.funds.c
    query = sa.select(t.name, t.since, t.until).where(t.branch_code == scope.branch)
    return fetch(conn, query.order_by(t.name, t.since))


def numbers(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a participant whose whole membership number the branch keeps: participant_id, kpj."""
    t = s.kpj_numbers.c
    return fetch(conn, sa.select(t.participant_id, t.kpj).where(t.branch_code == scope.branch))


def takeovers(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a take-over by the as-of day: participant_id, since, agent_code."""
    t = s.takeovers.c
    query = sa.select(t.participant_id, t.since, t.agent_code)
    return fetch(conn, query.where(t.branch_code == scope.branch, t.since <= scope.as_of))


def places(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a posting, with whether it is in the scope's places: agent_code, since, until, office_code, wilayah_code,
    inside."""
    o = s.postings.c
    here = sa.and_(sa.true(), *postings.inside(scope)).label("inside")
    query = sa.select(o.agent_code, o.since, o.until, o.office_code, o.wilayah_code, here)
    return fetch(conn, query.where(o.branch_code == scope.branch))
