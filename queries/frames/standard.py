"""The only SELECTs of agents' rows: (conn, scope) -> LazyFrame, in a stable order.

Nothing here reads past the scope: the branch, the places, and no month after the period. Questions of state look back
without limit, up to the as-of month, and are of who stands in the places on the as-of day, wherever the agent was
before; questions of flow look at the period alone, and are of what happened in the places, whose agent may stand
elsewhere now.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch, total
from queries.frames import postings
from queries.months import month_start
from queries.periods import month_end, month_of
from queries.scope import Scope


@part
def offices(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an office that stands in the scope's places on the as-of day; by office_code.

    office_code, office, wilayah_code, wilayah, kind, latitude, longitude.
    """
    return every_office(conn, scope).filter("inside").drop("inside")


@part
def every_office(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """The rows of `offices`, and of offices that once were in the scope's places; `inside`: whether they are now."""
    o, w, at = s.offices.c, s.wilayah.c, s.office_places.c
    here = postings.inside(scope, s.office_places)
    once = sa.select(at.office_code).where(at.branch_code == scope.branch, *here)
    query = (
        sa.select(o.code.label("office_code"), o.name.label("office"), at.wilayah_code)
        .add_columns(
            w.name.label("wilayah"), w.kind, w.latitude, w.longitude, sa.and_(sa.true(), *here).label("inside")
        )
        .join_from(s.offices, s.office_places, (at.branch_code == o.branch_code) & (at.office_code == o.code))
        .join(s.wilayah, w.code == at.wilayah_code)
        .where(o.branch_code == scope.branch, postings.newest(s.office_places, "office_code", scope))
        .where(o.code.in_(once))
        .order_by(o.code)
    )
    return fetch(conn, query).lazy()


def places(conn: sa.Connection, scope: Scope) -> list[str]:
    """The codes of the scope's kabupaten/kota in which an office stands or ever stood, in order."""
    at = s.office_places.c
    query = sa.select(at.wilayah_code).distinct().where(at.branch_code == scope.branch)
    return list(conn.scalars(query.where(*postings.inside(scope, s.office_places)).order_by(at.wilayah_code)))


def places_of_period(conn: sa.Connection, scope: Scope) -> list[str]:
    """Those in which an office stood on a day of the period, as far as anything is counted, also where it has left; in
    order."""
    codes = sorted(set(_stood(conn, scope)["wilayah_code"]))
    return codes if scope.wilayah is None else [code for code in codes if code in scope.wilayah]


def offices_of_period(conn: sa.Connection, scope: Scope) -> list[str]:
    """The offices that stood in the scope's kabupaten/kota on such a day; in order."""
    stood = _stood(conn, scope)
    inside = pl.lit(True) if scope.wilayah is None else pl.col("wilayah_code").is_in(sorted(scope.wilayah))
    return sorted(set(stood.filter(inside)["office_code"]))


@part
def _places_of_offices(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """One row an office and place in which it stood at any time: office_code, since, wilayah_code, until."""
    at = s.office_places.c
    query = sa.select(at.office_code, at.since, at.wilayah_code).where(at.branch_code == branch)
    return fetch(conn, query.order_by(at.office_code, at.since)).with_columns(
        until=pl.col("since").shift(-1).over("office_code")
    )


@part
def _stood(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `_places_of_offices` of a day of the period."""
    reach = scope.reach_month
    return (
        _places_of_offices(conn, scope.branch)
        .filter(pl.col("since") <= (month_end(reach) if reach else postings.state_day(scope)))
        .filter((pl.col("until") > scope.period.first).fill_null(True))
    )


@part
def wilayah(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a kabupaten/kota among the scope's: wilayah_code, wilayah, kind, latitude, longitude; by wilayah_code."""
    w = s.wilayah.c
    query = sa.select(w.code.label("wilayah_code"), w.name.label("wilayah"), w.kind, w.latitude, w.longitude)
    return fetch(conn, query.where(*postings.among(w.code, scope.wilayah)).order_by(w.code)).lazy()


@part
def agents(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent who stands in the scope's places on the as-of day, whenever registered; by code.

    code, name, office_code, wilayah_code; registered_on (the first day of all), service_since and deactivated_on (null:
    none is known) of the service of the as-of day: the last one begun by then, or the first.
    """
    a, o, day = s.agents.c, s.postings.c, postings.state_day(scope)
    query = (
        sa.select(a.code, a.name, o.office_code, o.wilayah_code)
        .join_from(s.agents, s.postings, postings.of_agent(a.branch_code, a.code, day))
        .where(a.branch_code == scope.branch, *postings.inside(scope))
    )
    first, begun = pl.col("since").min(), pl.col("since") <= day
    service = (
        services(conn, scope)
        .filter(begun | (pl.col("since") == first.over("agent_code")))
        .sort("agent_code", "since")
        .group_by(code="agent_code")
        .agg(registered_on=first, service_since=pl.col("since").last(), deactivated_on=pl.col("until").last())
    )
    return fetch(conn, query).lazy().join(service, on="code").sort("code")


@part
def services(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a service of an agent who stands in the scope's places on the as-of day; by agent_code and since.

    agent_code, since, until (days; null: not deactivated).
    """
    return _of_standing(conn, scope, _services, s.services)


def _services(branch: str) -> sa.Select[Any]:
    t = s.services.c
    query = sa.select(t.agent_code, t.since, t.until).where(t.branch_code == branch)
    return query.order_by(t.agent_code, t.since)


@part
def agent_months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent who stands in the scope's places and month up to the period's last, wherever they stood in it.

    agent_code, month, acquired, received, covered_people; by the first two. No row where all three are zero. Of every
    sector, whatever the scope's sectors: see `agent_flows`.
    """
    return _of_standing(conn, scope, _agent_months, s.agent_months).filter(pl.col("month") <= scope.period.last)


def _agent_months(branch: str) -> sa.Select[Any]:
    t = s.agent_months.c
    sums = [total(t[name]).label(name) for name in ("acquired", "received", "covered_people")]
    keys = (t.agent_code, t.month)
    return sa.select(*keys, *sums).where(t.branch_code == branch).group_by(*keys).order_by(*keys)


@part
def agent_runs(conn: sa.Connection, scope: Scope, until: date | None = None) -> pl.LazyFrame:
    """One row an agent and month in which a contribution runs, as known in the as-of month: agent_code, month,
    known_since and known_until (the first month in which it was known, and in which it no longer was).

    `until`: a later month (its first day), to have what was known in any month from the as-of month to it.
    """
    first = scope.require_as_of_month()
    known_then = (pl.col("known_since") <= (until or first)) & (pl.col("known_until") > first)
    return _of_standing(conn, scope, _agent_runs, s.agent_runs).filter(known_then)


def _agent_runs(branch: str) -> sa.Select[Any]:
    t = s.agent_runs.c
    query = sa.select(t.agent_code, t.month, t.known_since, t.known_until).where(t.branch_code == branch)
    return query.order_by(t.agent_code, t.month, t.known_since)


@part
def agent_recency(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent and age in the as-of month: agent_code, age (months since it last ran, 0 to 11), people."""
    t = s.agent_recency.c
    query = sa.select(t.agent_code, t.age, t.people).where(t.branch_code == scope.branch)
    query = query.where(t.as_of_month == scope.as_of_month, *postings.standing(scope, t.agent_code))
    return fetch(conn, query.order_by(t.agent_code, t.age)).lazy()


@part
def place_months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an office, its wilayah at the time, sector and month of the period.

    office_code, wilayah_code, sector, month, acquired (people), received and received_from_new (rupiah). From new:
    paid by participants registered in the period itself. No row where all are zero.
    """
    t = s.cohort_months.c
    from_new = sa.case((t.registration_month >= scope.period.first, t.received), else_=0)
    keys = (t.office_code, t.wilayah_code, t.sector, t.month)
    query = (
        sa.select(*keys, total(t.acquired).label("acquired"), total(t.received).label("received"))
        .add_columns(total(from_new).label("received_from_new"))
        .where(
            t.branch_code == scope.branch,
            t.month.between(scope.period.first, scope.period.last),
            sa.or_(t.acquired > 0, t.received > 0),
            *postings.among(t.sector, scope.sectors),
            *postings.inside(scope, s.cohort_months),
        )
        .group_by(*keys)
        .order_by(t.month, t.office_code, t.wilayah_code, t.sector)
    )
    return fetch(conn, query).lazy()


@part
def agent_flows(conn: sa.Connection, scope: Scope, everywhere: bool = False) -> pl.LazyFrame:
    """One row an agent and month of the period: agent_code, month, acquired (people), received (rupiah).

    What happened in the scope's places and sectors, wherever the agent stands; `everywhere`: what the agents who stand
    in the scope did, wherever. All sectors come from the summary; a choice of sectors is counted from the rows, because
    agent by sector is too fine a grain to keep.
    """

    def among(table: sa.Table) -> list[sa.ColumnElement[bool]]:
        return postings.standing(scope, table.c.agent_code) if everywhere else postings.inside(scope, table)

    if scope.sectors is None:
        t = s.agent_months.c
        keys = (t.agent_code, t.month)
        sums = [total(t[name]).label(name) for name in ("acquired", "received")]
        query = sa.select(*keys, *sums).where(t.branch_code == scope.branch, *among(s.agent_months))
        query = query.where(t.month.between(scope.period.first, scope.period.last), (t.acquired > 0) | (t.received > 0))
        return fetch(conn, query.group_by(*keys).order_by(*keys)).lazy()
    p, c, o = s.participants.c, s.contributions.c, s.postings.c
    days = (scope.period.first, month_end(scope.period.last))
    of = (p.branch_code == scope.branch, *postings.among(p.sector, scope.sectors), *among(s.postings))
    parts = (
        (postings.registrations(), p.registered_on, total(sa.literal(1)).label("acquired")),
        (postings.payments(), c.paid_on, total(c.amount).label("received")),
    )
    flows = [
        sa.select(o.agent_code, day.label("day"), counted).select_from(rows).where(*of, day.between(*days))
        for rows, day, counted in parts
    ]
    both = pl.concat([fetch(conn, one.group_by("agent_code", "day")) for one in flows], how="diagonal").lazy()
    return (
        both.group_by("agent_code", month_start(pl.col("day")).alias("month"))
        .agg(pl.col("acquired", "received").sum())
        .sort("agent_code", "month")
    )


@part
def names(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent who ever stood in the scope's places: agent_code, name; by agent_code."""
    a, o = s.agents.c, s.postings.c
    here = sa.select(o.agent_code).where(o.branch_code == scope.branch, *postings.inside(scope))
    query = sa.select(a.code.label("agent_code"), a.name).where(a.branch_code == scope.branch, a.code.in_(here))
    return fetch(conn, query.order_by(a.code)).lazy()


def sectors(conn: sa.Connection, scope: Scope) -> list[str]:
    """The sectors of the scope's branch and places in any month, by name; '-' is none recorded."""
    t = s.cohort_months.c
    query = sa.select(t.sector).distinct().where(t.branch_code == scope.branch, t.acquired > 0)
    return list(conn.scalars(query.where(*postings.inside(scope, s.cohort_months)).order_by(t.sector)))


def reach(conn: sa.Connection, branch: str) -> tuple[date | None, date | None]:
    """The first and the last month with an agent, an acquisition or a payment; None where there is none.

    Takes no scope, since a scope is made with its answer: two months are all that leaves.
    """
    m, served = s.agent_months.c, s.services.c
    moved = sa.select(sa.func.min(m.month), sa.func.max(m.month)).where(
        m.branch_code == branch, sa.or_(m.acquired > 0, m.received > 0)
    )
    first, last = conn.execute(moved).one()
    registered = conn.scalar(sa.select(sa.func.min(served.since)).where(served.branch_code == branch))
    return (min(first, month_of(registered)) if registered and first else first), last


def _of_standing(
    conn: sa.Connection, scope: Scope, query: Callable[[str], sa.Select[Any]], table: sa.Table
) -> pl.LazyFrame:
    """The rows of a branch's query whose agent stands in the scope's places on the as-of day.

    Of every place they are the same on each day, and fetched once for all the periods that a page compares.
    """
    if not postings.inside(scope):
        return _everywhere(conn, scope.branch, query)
    return fetch(conn, query(scope.branch).where(*postings.standing(scope, table.c.agent_code))).lazy()


@part
def _everywhere(conn: sa.Connection, branch: str, query: Callable[[str], sa.Select[Any]]) -> pl.LazyFrame:
    return fetch(conn, query(branch)).lazy()
