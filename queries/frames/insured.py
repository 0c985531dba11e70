"""The only SELECTs of the memberships that were ever covered or may be: (conn, scope) -> DataFrame, of the branch.

They reach further than the scope's places, for who goes to an agent elsewhere leaves one here: queries/insured.py alone
asks, and lets out what is counted in the scope.
"""

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


def payments(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a payment made by the as-of day: participant_id, paid_on, blth, until (months it covers, as their first
    days), months (their number), amount (rupiah)."""
    c = s.contributions.c
    query = sa.select(c.participant_id, c.paid_on, c.blth, c.covered_until.label("until"), c.months, c.amount)
    return fetch(conn, query.where(c.branch_code == scope.branch, c.paid_on <= scope.as_of))


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
