"""Whose a registration or a payment is, and where: the one place that says which agent, and which posting, on a day.

A posting's days are without gaps, so that these joins neither lose nor double a row.
"""

from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.frames.stewards import steward
from queries.periods import month_end
from queries.scope import Scope


def registrations() -> sa.Join:
    """Participants, each with the posting of their acquirer on the day of the registration."""
    p = s.participants.c
    return sa.join(s.participants, s.postings, of_agent(p.branch_code, p.agent_code, p.registered_on))


def payments() -> sa.Join:
    """Contributions and their participants, each with the posting, on the day paid, of who looked after them then."""
    p, c = s.participants.c, s.contributions.c
    people = sa.join(s.contributions, s.participants, (p.branch_code == c.branch_code) & (p.id == c.participant_id))
    return sa.join(people, s.postings, of_agent(p.branch_code, steward(c.paid_on), c.paid_on))


def of_agent(branch: Any, agent_code: Any, day: Any) -> sa.ColumnElement[bool]:
    """The condition that a row of `postings` is an agent's on a day."""
    o = s.postings.c
    return sa.and_(o.branch_code == branch, o.agent_code == agent_code, o.since <= day, o.until > day)


def inside(scope: Scope, table: sa.Table = s.postings) -> list[sa.ColumnElement[bool]]:
    """The conditions that office_code and wilayah_code of a table are among the scope's places."""
    return [*among(table.c.wilayah_code, scope.wilayah), *among(table.c.office_code, scope.offices)]


def standing(scope: Scope, agent_code: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    """The condition that an agent stands in the scope's places on the as-of day; none where it is every place."""
    if not (places := inside(scope)):
        return []
    o, day = s.postings.c, state_day(scope)
    there = sa.select(o.agent_code).where(o.branch_code == scope.branch, o.since <= day, o.until > day, *places)
    return [agent_code.in_(there)]


def newest(table: sa.Table, owner: str, scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that a dated row is its owner's last one begun by the as-of day. `owner`: the column's name."""
    other = table.alias()
    same = (other.c.branch_code == table.c.branch_code) & (other.c[owner] == table.c[owner])
    last = sa.select(sa.func.max(other.c.since)).where(same, other.c.since <= state_day(scope))
    return table.c.since == last.scalar_subquery().correlate(table)


def state_day(scope: Scope) -> Any:
    """The day on which a question of state is answered: the as-of day; of a period without one, its last."""
    return scope.as_of or month_end(scope.period.last)


def among(column: sa.ColumnElement[Any], allowed: frozenset[str] | None) -> list[sa.ColumnElement[bool]]:
    """The condition that a column holds one of the values allowed; none where all are."""
    return [] if allowed is None else [column.in_(sorted(allowed))]
