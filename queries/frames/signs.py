"""The only SELECT of registrations as signs are looked for in them: (conn, scope, first day)."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.frames.memberships import has_earlier
from queries.scope import Scope


def registrations(conn: sa.Connection, scope: Scope, first: date) -> pl.LazyFrame:
    """One row a participant registered from a day up to the as-of day by an agent who stands in the scope's places
    then, of every sector; by participant.

    participant (id), agent_code, registered_on, again (whether the person had a membership before), payments (rows, by
    the as-of day), last_covered_month (by those; null: never paid), covered_before (the last month paid for in earlier
    memberships; null: none, or never paid).
    """
    p, c = s.participants.c, s.contributions.c
    during = (p.branch_code == scope.branch, p.registered_on.between(first, scope.as_of))
    # Not part of the join: SQLite would take the index on paid_on and read the branch's payments for each participant.
    known, own = c.paid_on <= scope.as_of, (c.branch_code == p.branch_code) & (c.participant_id == p.id)
    counted = (
        sa.select(p.id.label("participant"), p.agent_code, p.registered_on)
        .add_columns(
            has_earlier(s.participants).label("again"),
            sa.func.count(sa.case((known, c.paid_on))).label("payments"),
            sa.func.max(sa.case((known, c.covered_until)), type_=sa.Date).label("last_covered_month"),
        )
        .join_from(s.participants, s.contributions, own, isouter=True)
        .where(*during, *postings.standing(scope, p.agent_code))
        .group_by(p.branch_code, p.id, p.agent_code, p.registered_on, p.nik_hash)
        .order_by(p.id)
    )
    rows = fetch(conn, counted).lazy()
    return rows.join(_covered_before(conn, scope, during), on="participant", how="left", maintain_order="left")


def _covered_before(conn: sa.Connection, scope: Scope, during: tuple[sa.ColumnElement[bool], ...]) -> pl.LazyFrame:
    """participant, covered_before: of those who had an earlier membership that was paid for."""
    p, c, other = s.participants.c, s.contributions.c, s.participants.alias("earlier")
    o = other.c
    same = (o.branch_code == p.branch_code) & (o.nik_hash == p.nik_hash) & (o.registered_on < p.registered_on)
    paid = (c.branch_code == o.branch_code) & (c.participant_id == o.id)
    query = (
        sa.select(p.id.label("participant"), sa.func.max(c.covered_until, type_=sa.Date).label("covered_before"))
        .join_from(s.participants, other, same)
        .join(s.contributions, paid)
        .where(*during, c.paid_on <= scope.as_of)
        .group_by(p.id)
    )
    return fetch(conn, query).lazy()
