"""The only SELECTs of calls and questions to agents: (conn, scope) -> LazyFrame."""

from collections.abc import Collection
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.frames.agent import contacts
from queries.frames.stewards import steward
from queries.scope import Scope


def calls(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a call to an agent who stands in the scope's places, whatever the period; by id.

    id, agent_code, name, office; contact and office_contact (null: none is known); opened_at (UTC), opened_by, as_of,
    to_status, act, act_until, assigned_to, call_on, outcome, outcome_at (UTC), outcome_by (these null: not called yet);
    fund (whose end is the only reason; null: the status is);
    acquired_month, received_month: the first month after `as_of` in which the agent acquired, or received a payment, as
    loaded (null: none).
    """
    c, a, o = s.calls.c, s.agents.c, s.postings.c
    columns = [c[name] for name in _COLUMNS]
    day = postings.state_day(scope)
    query = (
        sa.select(*columns, a.name, s.offices.c.name.label("office"), *contacts(), *(_first(name) for name in _ACTS))
        .join_from(s.calls, s.agents, (a.branch_code == c.branch_code) & (a.code == c.agent_code))
        .join(s.postings, postings.of_agent(c.branch_code, c.agent_code, day))
        .join(s.offices, (s.offices.c.branch_code == c.branch_code) & (s.offices.c.code == o.office_code))
        .where(c.branch_code == scope.branch, *postings.inside(scope))
        .order_by(c.id)
    )
    return fetch(conn, query).lazy()


def funded(conn: sa.Connection, scope: Scope, agents: Collection[str]) -> pl.DataFrame:
    """One row a participant of these agents whose payment that reaches furthest, of all that are loaded, is a fund's:
    agent_code (who looks after them now), fund, reach (the last month that it covers). Nobody whose membership ended.
    """
    p, c = s.participants.c, s.contributions.c
    of_branch = (p.branch_code == scope.branch, c.branch_code == scope.branch, p.ended_on.is_(None))
    ever = sa.select(c.participant_id).where(c.branch_code == scope.branch, c.payer.is_not(None), c.payer != s.OWN)
    agent = steward(sa.literal(date.max))
    query = (
        sa.select(c.participant_id, agent.label("agent_code"), c.payer.label("fund"))
        .add_columns(c.covered_until.label("reach"))
        .join_from(s.contributions, s.participants, p.id == c.participant_id)
        .where(*of_branch, c.participant_id.in_(ever), agent.in_(sorted(agents)))
        .order_by(c.participant_id, c.covered_until, c.paid_on, c.blth)
    )
    furthest = fetch(conn, query).group_by("participant_id", maintain_order=True).last()
    return furthest.filter(pl.col("fund") != s.OWN).drop("participant_id")


def without(conn: sa.Connection, scope: Scope, outcomes: Collection[str]) -> bool:
    """Whether a call of the scope's branch has none of these outcomes."""
    c = s.calls.c
    other = sa.or_(c.outcome.is_(None), c.outcome.not_in(outcomes))
    return conn.scalar(sa.select(c.id).where(c.branch_code == scope.branch, other).limit(1)) is not None


def questions(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a question to an agent who stands in the scope's places, whatever the period; by id.

    id, agent_code, name, office; contact and office_contact (null: none is known); sign, counted, among, as_of,
    opened_at (UTC), opened_by, assigned_to, ask_on, outcome, answer, outcome_at (UTC), outcome_by (null: not asked).
    """
    q, a, o = s.questions.c, s.agents.c, s.postings.c
    own = [column for column in q if column.name != "branch_code"]
    query = (
        sa.select(*own, a.name, s.offices.c.name.label("office"), *contacts())
        .join_from(s.questions, s.agents, (a.branch_code == q.branch_code) & (a.code == q.agent_code))
        .join(s.postings, postings.of_agent(q.branch_code, q.agent_code, postings.state_day(scope)))
        .join(s.offices, (s.offices.c.branch_code == q.branch_code) & (s.offices.c.code == o.office_code))
        .where(q.branch_code == scope.branch, *postings.inside(scope))
        .order_by(q.id)
    )
    return fetch(conn, query).lazy()


_COLUMNS = (
    *("id", "agent_code", "opened_at", "opened_by", "as_of", "to_status", "act", "act_until", "assigned_to"),
    *("call_on", "outcome", "outcome_at", "outcome_by", "fund"),
)
_ACTS = ("acquired", "received")


def _first(amount: str) -> sa.Label[date]:
    """The first month after a call's as-of day with an acquisition, or a payment, by its agent."""
    c, m = s.calls.c, s.agent_months.c
    later = (m.branch_code == c.branch_code) & (m.agent_code == c.agent_code) & (m.month > c.as_of)
    month = sa.select(sa.func.min(m.month)).where(later, m[amount] > 0).correlate(s.calls)
    return sa.type_coerce(month.scalar_subquery(), sa.Date).label(f"{amount}_month")
