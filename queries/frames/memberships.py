"""The only SELECTs of who came back: (conn, scope) -> LazyFrame; and what makes a membership a later one."""

from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


def has_earlier(people: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a row of participants, or of an alias of them, has an earlier membership of the same NIK.

    Earlier: registered on an earlier day, or on the same day with a smaller number.
    """
    p, other = people.c, s.participants.alias("membership")
    o = other.c
    sooner = sa.or_(o.registered_on < p.registered_on, sa.and_(o.registered_on == p.registered_on, o.id < p.id))
    same = (o.branch_code == p.branch_code) & (o.nik_hash == p.nik_hash)
    return sa.select(o.id).where(same, sooner).correlate(people).exists()


MOST_WITHOUT_COVER = 3
"""Months in a row without cover after which a membership still goes on: arrears may be paid (domain, section 2)."""


def comes_back(payments: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a row of contributions is the one by which a lapsed membership goes on: of those of its day the first
    by BLTH, more than MOST_WITHOUT_COVER whole months after the last month that was paid for on the days before.
    """
    c, other, beside = payments.c, s.contributions.alias("earlier"), s.contributions.alias("same_day")
    o, b = other.c, beside.c
    mine = (o.branch_code == c.branch_code) & (o.participant_id == c.participant_id)
    # The day stands within the maximum: as a condition SQLite would look it up, and read the branch for each payment.
    before = sa.case((o.paid_on < c.paid_on, _month(o.covered_until)))
    covered = sa.select(sa.func.max(before)).where(mine).correlate(payments).scalar_subquery()
    same = (b.branch_code == c.branch_code) & (b.participant_id == c.participant_id) & (b.paid_on == c.paid_on)
    first = ~sa.select(b.blth).where(same, b.blth < c.blth).correlate(payments).exists()
    return (_month(c.blth) - covered - 1 > MOST_WITHOUT_COVER) & first


def _month(day: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return sa.cast(sa.extract("year", day) * 12 + sa.extract("month", day), sa.Integer)


def months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent, posting, sector and month of the period in which somebody came back.

    agent_code, office_code, wilayah_code, sector, month (by these), acquired_returning (people with a new KPJ),
    returned_by_paying (times).
    """
    t = s.membership_months.c
    keys = (t.agent_code, t.office_code, t.wilayah_code, t.sector, t.month)
    query = (
        sa.select(*keys, t.acquired_returning, t.returned_by_paying)
        .where(t.branch_code == scope.branch, t.month.between(scope.period.first, scope.period.last))
        .where(*postings.among(t.sector, scope.sectors), *postings.inside(scope, s.membership_months))
    )
    return fetch(conn, query.order_by(*keys)).lazy()
