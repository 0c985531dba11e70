"""The only SELECTs of agents' rows: (conn, scope) -> LazyFrame, in a stable order.

Nothing here reads past the scope: the branch, the places, and no month after the period. Questions of state look back
without limit, up to the as-of month; questions of flow look at the period alone.
"""

from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch, total
from queries.months import month_start
from queries.periods import month_end, month_of
from queries.scope import Scope


@part
def offices(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an office: office_code, office, wilayah_code, wilayah, kind, latitude, longitude; by office_code."""
    query = (
        sa.select(
            s.offices.c.code.label("office_code"),
            s.offices.c.name.label("office"),
            s.offices.c.wilayah_code,
            s.wilayah.c.name.label("wilayah"),
            s.wilayah.c.kind,
            s.wilayah.c.latitude,
            s.wilayah.c.longitude,
        )
        .join_from(s.offices, s.wilayah, s.wilayah.c.code == s.offices.c.wilayah_code)
        .where(*_places(scope))
        .order_by(s.offices.c.code)
    )
    return fetch(conn, query).lazy()


@part
def agents(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent, whenever registered: code, name, office_code, registered_on, deactivated_on; by code."""
    a = s.agents.c
    query = (
        sa.select(a.code, a.name, a.office_code, a.registered_on, a.deactivated_on)
        .select_from(_with_office(s.agents))
        .where(*_places(scope))
        .order_by(a.code)
    )
    return fetch(conn, query).lazy()


@part
def agent_months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent and month up to the period's last: agent_code, month, acquired, received, covered_people.

    No row where all three are zero. Of every sector, whatever the scope's sectors: see `agent_flows`.
    """
    t = s.agent_months.c
    query = _of_agents(s.agent_months, scope, t.agent_code, t.month, t.acquired, t.received, t.covered_people)
    return fetch(conn, query.where(t.month <= scope.period.last).order_by(t.agent_code, t.month)).lazy()


@part
def agent_runs(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent and month in which a contribution runs, as known in the as-of month: agent_code, month."""
    t = s.agent_runs.c
    query = _of_agents(s.agent_runs, scope, t.agent_code, t.month).where(t.known_since <= scope.as_of_month)
    return fetch(conn, query.order_by(t.agent_code, t.month)).lazy()


@part
def agent_recency(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent and age in the as-of month: agent_code, age (months since it last ran, 0 to 11), people."""
    t = s.agent_recency.c
    query = _of_agents(s.agent_recency, scope, t.agent_code, t.age, t.people)
    return fetch(conn, query.where(t.as_of_month == scope.as_of_month).order_by(t.agent_code, t.age)).lazy()


@part
def place_months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an office, sector and month of the period.

    office_code, sector, month, acquired (people), received and received_from_new (rupiah). From new: paid by
    participants registered in the period itself. No row where all are zero.
    """
    t = s.cohort_months.c
    from_new = sa.case((t.registration_month >= scope.period.first, t.received), else_=0)
    query = (
        sa.select(
            t.office_code,
            t.sector,
            t.month,
            total(t.acquired).label("acquired"),
            total(t.received).label("received"),
            total(from_new).label("received_from_new"),
        )
        .where(
            t.branch_code == scope.branch,
            t.month.between(scope.period.first, scope.period.last),
            sa.or_(t.acquired > 0, t.received > 0),
            *_only(t.sector, scope.sectors),
            *offices_inside(scope, t.office_code),
        )
        .group_by(t.office_code, t.sector, t.month)
        .order_by(t.month, t.office_code, t.sector)
    )
    return fetch(conn, query).lazy()


@part
def agent_flows(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an agent and month of the period: agent_code, month, acquired (people), received (rupiah).

    Of the scope's sectors. All of them come from the summary; a choice of sectors is counted from the rows, because
    agent by sector is too fine a grain to keep.
    """
    if scope.sectors is None:
        months = agent_months(conn, scope).select("agent_code", "month", "acquired", "received")
        return months.filter(pl.col("month") >= scope.period.first, pl.col("acquired") + pl.col("received") > 0)
    p, c = s.participants.c, s.contributions.c
    days = (scope.period.first, month_end(scope.period.last))
    who = (p.branch_code == scope.branch, *_only(p.sector, scope.sectors))
    registered = _of_agents(
        s.participants, scope, p.agent_code, p.registered_on.label("day"), total(sa.literal(1)).label("acquired")
    )
    registered = registered.where(*who, p.registered_on.between(*days)).group_by(p.agent_code, p.registered_on)
    same = (c.branch_code == p.branch_code) & (c.participant_id == p.id)
    paid = (
        sa.select(p.agent_code, c.paid_on.label("day"), total(c.amount).label("received"))
        .select_from(_with_office(s.agents).join(s.participants, _registered_by()).join(s.contributions, same))
        .where(*who, *_places(scope), c.paid_on.between(*days))
        .group_by(p.agent_code, c.paid_on)
    )
    both = pl.concat([fetch(conn, registered), fetch(conn, paid)], how="diagonal").lazy()
    return (
        both.group_by("agent_code", month_start(pl.col("day")).alias("month"))
        .agg(pl.col("acquired", "received").sum())
        .sort("agent_code", "month")
    )


def sectors(conn: sa.Connection, scope: Scope) -> list[str]:
    """The sectors of the scope's branch and places in any month, by name; '-' is none recorded."""
    t = s.cohort_months.c
    query = sa.select(t.sector).distinct().where(t.branch_code == scope.branch, t.acquired > 0)
    return list(conn.scalars(query.where(*offices_inside(scope, t.office_code)).order_by(t.sector)))


def reach(conn: sa.Connection, branch: str) -> tuple[date | None, date | None]:
    """The first and the last month with an agent, an acquisition or a payment; None where there is none.

    Takes no scope, since a scope is made with its answer: two months are all that leaves.
    """
    m, a = s.agent_months.c, s.agents.c
    moved = sa.select(sa.func.min(m.month), sa.func.max(m.month)).where(
        m.branch_code == branch, sa.or_(m.acquired > 0, m.received > 0)
    )
    first, last = conn.execute(moved).one()
    registered = conn.scalar(sa.select(sa.func.min(a.registered_on)).where(a.branch_code == branch))
    return (min(first, month_of(registered)) if registered and first else first), last


def targets(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a target of the semester that the period is, none for another period.

    wilayah_code (null: the whole branch), measure (acquired, received), value (people, rupiah).
    """
    t = s.targets.c
    query = sa.select(t.wilayah_code, t.measure, t.value).where(
        t.branch_code == scope.branch,
        t.semester == scope.period.first,
        sa.literal(scope.period.kind) == "semester",
    )
    return fetch(conn, query.order_by(t.measure, t.wilayah_code)).lazy()


def _of_agents(table: sa.Table, scope: Scope, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    query = sa.select(*columns).where(table.c.branch_code == scope.branch)
    return query.where(*agents_inside(scope, table.c.agent_code))


def agents_inside(scope: Scope, agent_code: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    """The condition that an agent's code is one of the scope's places; none where it is every place of the branch."""
    if scope.wilayah is None and scope.offices is None:
        return []
    return [agent_code.in_(sa.select(s.agents.c.code).select_from(_with_office(s.agents)).where(*_places(scope)))]


def offices_inside(scope: Scope, office_code: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    """The condition that an office's code is one of the scope's places; none where it is every place of the branch."""
    if scope.wilayah is None and scope.offices is None:
        return []
    return [office_code.in_(sa.select(s.offices.c.code).where(*_places(scope)))]


def _with_office(agents_table: sa.Table) -> sa.Join:
    o, a = s.offices.c, agents_table.c
    return sa.join(agents_table, s.offices, (o.branch_code == a.branch_code) & (o.code == a.office_code))


def _registered_by() -> sa.ColumnElement[bool]:
    p, a = s.participants.c, s.agents.c
    return (p.branch_code == a.branch_code) & (p.agent_code == a.code)


def _places(scope: Scope) -> list[sa.ColumnElement[bool]]:
    o = s.offices.c
    return [o.branch_code == scope.branch, *_only(o.wilayah_code, scope.wilayah), *_only(o.code, scope.offices)]


def _only(column: sa.ColumnElement[Any], allowed: frozenset[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if allowed is None else [column.in_(sorted(allowed))]
