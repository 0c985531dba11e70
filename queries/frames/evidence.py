"""The only SELECTs of the rows behind one number, as SQL that anyone can run again: (scope, metric) -> Select.

The numbers on screen come from summaries; these are the rows themselves, so that counting them proves the number. Of a
participant no more than the last four of the KPJ.
"""

from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.frames import memberships, postings
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
    """The rows behind a metric of WITH_ROWS in a scope, up to the day until which it counts, in a stable order.

    acquired, acquired_new and acquired_returning, one row a participant: agent_code, participant (id), last4 (of the
    KPJ), registered_on, sector. MONEY, one row a payment: agent_code, participant, last4, registered_on, sector, blth,
    paid_on, months, amount (rupiah); returned_by_paying, the same of the payment by which somebody came back.
    agents_*, one row an agent: code, name, office_code, service_since and deactivated_on (of the service of the as-of
    day; null: not deactivated), status. offices: code, name, wilayah_code. `rule`: the thresholds of the as-of day.
    Raises KeyError for another metric; of a state, NoCompleteMonth for a scope without an as-of day.
    """
    if metric in (PEOPLE, NEW, RETURNING):
        return _people(scope, metric)
    if metric in (*MONEY, PAYING):
        return _payments(scope, metric)
    if metric == "offices":
        return _offices(scope)
    return _agents(scope, STATES[metric], rule)


def tally(scope: Scope, metric: str, rule: Rule) -> sa.Select[int, int]:
    """One row: rows (their number) and amount (their sum in rupiah; null for a metric that counts)."""
    behind = rows(scope, metric, rule).order_by(None).subquery("behind")
    amount = sa.func.coalesce(sa.func.sum(behind.c.amount), 0) if metric in MONEY else sa.null()
    return sa.select(sa.func.count().label("rows"), sa.cast(amount, sa.BigInteger).label("amount")).select_from(behind)


def _offices(scope: Scope) -> sa.Select[Any]:
    o, at = s.offices.c, s.office_places.c
    return (
        sa.select(o.code, o.name, at.wilayah_code)
        .join_from(s.offices, s.office_places, (at.branch_code == o.branch_code) & (at.office_code == o.code))
        .where(o.branch_code == scope.branch, postings.newest(s.office_places, "office_code", scope))
        .where(*postings.inside(scope, s.office_places))
        .order_by(o.code)
    )


def _people(scope: Scope, metric: str) -> sa.Select[Any]:
    p, o, again = s.participants.c, s.postings.c, memberships.has_earlier(s.participants)
    part = {PEOPLE: [], NEW: [~again], RETURNING: [again]}
    return (
        sa.select(o.agent_code, p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector)
        .select_from(postings.registrations())
        .where(
            p.branch_code == scope.branch,
            p.registered_on.between(scope.period.first, scope.until("participants")),
            *part[metric],
            *postings.among(p.sector, scope.sectors),
            *postings.inside(scope),
        )
        .order_by(p.registered_on, p.id)
    )


def _payments(scope: Scope, metric: str) -> sa.Select[Any]:
    p, c, o = s.participants.c, s.contributions.c, s.postings.c
    part = {
        "received": [],
        "received_from_new": [p.registered_on >= scope.period.first],
        "received_from_earlier": [p.registered_on < scope.period.first],
        PAYING: [memberships.comes_back(s.contributions)],
    }
    return (
        sa.select(o.agent_code, p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector)
        .add_columns(c.blth, c.paid_on, c.months, c.amount)
        .select_from(postings.payments())
        .where(
            c.branch_code == scope.branch,
            c.paid_on.between(scope.period.first, scope.until("contributions")),
            *part[metric],
            *postings.among(p.sector, scope.sectors),
            *postings.inside(scope),
        )
        .order_by(c.paid_on, p.id, c.blth)
    )


def _agents(scope: Scope, wanted: tuple[Status, ...], rule: Rule) -> sa.Select[Any]:
    a, o, served = s.agents.c, s.postings.c, s.services.c
    every = (
        sa.select(a.code, a.name, o.office_code, served.since.label("service_since"))
        .add_columns(served.until.label("deactivated_on"), _status(scope, rule))
        .join_from(s.agents, s.postings, postings.of_agent(a.branch_code, a.code, scope.as_of))
        .join(s.services, (served.branch_code == a.branch_code) & (served.agent_code == a.code))
        .where(a.branch_code == scope.branch, postings.newest(s.services, "agent_code", scope))
        .where(*postings.inside(scope))
        .subquery("every_agent")
    )
    return sa.select(every).where(every.c.status.in_([one.value for one in wanted])).order_by(every.c.code)


def _status(scope: Scope, rule: Rule) -> sa.ColumnElement[str]:
    """The status in SQL: months are compared as days, so that no vendor's date arithmetic is used."""
    a, m, r, served = s.agents.c, s.agent_months.c, s.agent_recency.c, s.services.c
    month = scope.require_as_of_month()
    last = (
        sa.select(sa.func.max(m.month))
        .where(m.branch_code == a.branch_code, m.agent_code == a.code, m.acquired > 0, m.month <= month)
        .scalar_subquery()
        .correlate(s.agents)
    )

    def acquired_within(months: int) -> sa.ColumnElement[bool]:
        first = shift(month, 1 - months)
        return (served.since >= first) | (last >= first)

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

    facts = StatusFacts(served.until <= scope.as_of, acquired_within, runs_within, came_in_within)
    return status_sql(facts, rule).label("status")
