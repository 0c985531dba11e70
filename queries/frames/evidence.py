"""The only SELECTs of the rows behind one number, as SQL that anyone can run again: (scope, metric) -> Select.

The numbers on screen come from summaries; these are the rows themselves, so that counting them proves the number. Of a
participant no more than the last four of the KPJ.
"""

from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.frames import memberships
from queries.frames.standard import agents_inside, offices_inside
from queries.periods import shift
from queries.rules import Rule
from queries.scope import Scope
from queries.status import LISTED, Status, StatusFacts, status_sql

PEOPLE = "acquired"
MONEY = ("received", "received_from_new", "received_from_earlier")
STATES = {"agents_listed": LISTED} | {f"agents_{status.value}": (status,) for status in Status}
NEW, RETURNING, PAYING = "acquired_new", "acquired_returning", "returned_by_paying"
WITH_ROWS = (PEOPLE, NEW, RETURNING, PAYING, *MONEY, *STATES, "offices")
"""The metrics whose rows can be shown: a count of the rows, or for MONEY the sum of `amount`."""


def rows(scope: Scope, metric: str, rule: Rule) -> sa.Select[Any]:
    """The rows behind a metric of WITH_ROWS in a scope with an as-of day, in a stable order.

    acquired, acquired_new and acquired_returning, one row a participant: agent_code, participant (id), last4 (of the
    KPJ), registered_on, sector. MONEY, one row a payment: agent_code, participant, last4, registered_on, sector, blth,
    paid_on, months, amount (rupiah); returned_by_paying, the same of the payment by which somebody came back.
    agents_*, one row an agent: code, name, office_code, registered_on, deactivated_on, status. offices: code, name,
    wilayah_code. `rule`: the thresholds of the as-of day. Raises KeyError for another metric.
    """
    if metric in (PEOPLE, NEW, RETURNING):
        return _people(scope, metric)
    if metric in (*MONEY, PAYING):
        return _payments(scope, metric)
    if metric == "offices":
        o = s.offices.c
        query = sa.select(o.code, o.name, o.wilayah_code).where(o.branch_code == scope.branch)
        return query.where(*offices_inside(scope, o.code)).order_by(o.code)
    return _agents(scope, STATES[metric], rule)


def tally(scope: Scope, metric: str, rule: Rule) -> sa.Select[int, int]:
    """One row: rows (their number) and amount (their sum in rupiah; null for a metric that counts)."""
    behind = rows(scope, metric, rule).order_by(None).subquery("behind")
    amount = sa.func.coalesce(sa.func.sum(behind.c.amount), 0) if metric in MONEY else sa.null()
    return sa.select(sa.func.count().label("rows"), sa.cast(amount, sa.BigInteger).label("amount")).select_from(behind)


def _people(scope: Scope, metric: str) -> sa.Select[Any]:
    p, again = s.participants.c, memberships.has_earlier(s.participants)
    part = {PEOPLE: [], NEW: [~again], RETURNING: [again]}
    return (
        sa.select(p.agent_code, p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector)
        .where(
            p.branch_code == scope.branch,
            p.registered_on.between(scope.period.first, scope.as_of),
            *part[metric],
            *_sectors(scope),
            *agents_inside(scope, p.agent_code),
        )
        .order_by(p.registered_on, p.id)
    )


def _payments(scope: Scope, metric: str) -> sa.Select[Any]:
    p, c = s.participants.c, s.contributions.c
    part = {
        "received": [],
        "received_from_new": [p.registered_on >= scope.period.first],
        "received_from_earlier": [p.registered_on < scope.period.first],
        PAYING: [memberships.comes_back(s.contributions)],
    }
    return (
        sa.select(p.agent_code, p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector)
        .add_columns(c.blth, c.paid_on, c.months, c.amount)
        .join_from(s.contributions, s.participants, (p.branch_code == c.branch_code) & (p.id == c.participant_id))
        .where(
            c.branch_code == scope.branch,
            c.paid_on.between(scope.period.first, scope.as_of),
            *part[metric],
            *_sectors(scope),
            *agents_inside(scope, p.agent_code),
        )
        .order_by(c.paid_on, p.id, c.blth)
    )


def _agents(scope: Scope, wanted: tuple[Status, ...], rule: Rule) -> sa.Select[Any]:
    a = s.agents.c
    every = (
        sa.select(a.code, a.name, a.office_code, a.registered_on, a.deactivated_on, _status(scope, rule))
        .where(a.branch_code == scope.branch, a.registered_on <= scope.as_of, *agents_inside(scope, a.code))
        .subquery("every_agent")
    )
    return sa.select(every).where(every.c.status.in_([one.value for one in wanted])).order_by(every.c.code)


def _status(scope: Scope, rule: Rule) -> sa.ColumnElement[str]:
    """The status in SQL: months are compared as days, so that no vendor's date arithmetic is used."""
    a, m, r = s.agents.c, s.agent_months.c, s.agent_recency.c
    month = scope.require_as_of_month()
    last = (
        sa.select(sa.func.max(m.month))
        .where(m.branch_code == a.branch_code, m.agent_code == a.code, m.acquired > 0, m.month <= month)
        .scalar_subquery()
        .correlate(s.agents)
    )

    def acquired_within(months: int) -> sa.ColumnElement[bool]:
        first = shift(month, 1 - months)
        return (a.registered_on >= first) | (last >= first)

    def runs_within(months: int) -> sa.ColumnElement[bool]:
        return (
            sa.select(r.agent_code)
            .where(r.branch_code == a.branch_code, r.agent_code == a.code, r.people > 0)
            .where(r.as_of_month == month, r.age < months)
            .correlate(s.agents)
            .exists()
        )

    def came_in_within(months: int) -> sa.ColumnElement[bool]:
        return (
            sa.select(m.agent_code)
            .where(m.branch_code == a.branch_code, m.agent_code == a.code, m.received > 0)
            .where(m.month.between(shift(month, 1 - months), month))
            .correlate(s.agents)
            .exists()
        )

    facts = StatusFacts(a.deactivated_on <= scope.as_of, acquired_within, runs_within, came_in_within)
    return status_sql(facts, rule).label("status")


def _sectors(scope: Scope) -> list[sa.ColumnElement[bool]]:
    return [] if scope.sectors is None else [s.participants.c.sector.in_(sorted(scope.sectors))]
