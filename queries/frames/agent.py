"""The only SELECTs of one agent's own rows: (conn, scope, agent), as known on the as-of day, through an index.

Empty where no month of the scope is complete, or the agent is unknown or of an office outside the scope. Of every
sector, whatever the scope's: a state and an incentive are the whole agent's.
"""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames.memberships import has_earlier
from queries.frames.standard import agents_inside
from queries.scope import Scope


def registration(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """The agent's row, one or none: code, name, office, wilayah, kind, registered_on, deactivated_on."""
    a, o, w = s.agents.c, s.offices.c, s.wilayah.c
    query = (
        sa.select(a.code, a.name, o.name.label("office"), w.name.label("wilayah"), w.kind)
        .add_columns(a.registered_on, a.deactivated_on)
        .join_from(s.agents, s.offices, (o.branch_code == a.branch_code) & (o.code == a.office_code))
        .join(s.wilayah, w.code == o.wilayah_code)
        .where(a.branch_code == scope.branch, a.code == agent, *agents_inside(scope, a.code))
        .where(a.registered_on <= scope.as_of)
    )
    return fetch(conn, query)


def acquisitions(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a participant whom the agent registered: participant (id), last4 (of the KPJ), registered_on, sector,
    program (null: the file has none), again (whether the person had a membership before); by day and id.
    """
    p, again = s.participants.c, has_earlier(s.participants).label("again")
    query = (
        sa.select(p.id.label("participant"), p.kpj_last4.label("last4"), p.registered_on, p.sector, p.program, again)
        .where(*_of(s.participants, scope, agent), p.registered_on <= scope.as_of)
        .order_by(p.registered_on, p.id)
    )
    return fetch(conn, query)


def contributions(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a payment of one of the agent's participants: participant (id), last4 (of the KPJ), blth, covered_until
    (months), paid_on, months, amount (rupiah); by day, participant and blth.
    """
    return payments(conn, scope, agent).filter(pl.col("paid_on") <= scope.as_of)


def payments(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """The rows of `contributions` and those made after the as-of day: for what a month was paid, whenever it was."""
    p, c = s.participants.c, s.contributions.c
    own = _of(s.participants, scope, agent)
    people = fetch(conn, sa.select(p.id.label("participant"), p.kpj_last4.label("last4")).where(*own))
    # A list of participants, and no join: SQLite would begin a join with every payment of the branch.
    query = sa.select(
        c.participant_id.label("participant"), c.blth, c.covered_until, c.paid_on, c.months, c.amount
    ).where(c.branch_code == scope.branch, c.participant_id.in_(sa.select(p.id).where(*own)))
    paid = fetch(conn, query).join(people, on="participant")
    columns = ("participant", "last4", "blth", "covered_until", "paid_on", "months", "amount")
    return paid.select(columns).sort("paid_on", "participant", "blth")


def months(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a month up to the as-of month: month, acquired (people), received (rupiah), covered_people; by month.

    From the summary; no row where all three are zero.
    """
    m = s.agent_months.c
    query = (
        sa.select(m.month, m.acquired, m.received, m.covered_people)
        .where(*_of(s.agent_months, scope, agent), m.month <= scope.as_of_month)
        .order_by(m.month)
    )
    return fetch(conn, query)


def _of(table: sa.Table, scope: Scope, agent: str) -> list[sa.ColumnElement[bool]]:
    """The rows of one agent, none where the agent is outside the scope."""
    code = table.c.agent_code
    return [table.c.branch_code == scope.branch, code == agent, *agents_inside(scope, code)]
