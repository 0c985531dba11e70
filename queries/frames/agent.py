"""The only SELECTs of one agent's own rows: (conn, scope, agent), as known on the as-of day, through an index.

Empty where no month of the scope is complete, or the agent is unknown or stands outside the scope on the as-of day. Of
every sector and every place where they stood, whatever the scope's: a state and an incentive are the whole agent's.
Each is a part of several answers of the agent's page, which asks it once.
"""

import polars as pl
import sqlalchemy as sa

from queries import stewards
from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch, total
from queries.frames import postings
from queries.frames.memberships import has_earlier
from queries.frames.stewards import ever_of, takeovers
from queries.scope import Scope


def contacts() -> list[sa.Label[str]]:
    """How to reach an agent, and the office where they stand, as columns of a SELECT of both; for inside the branch."""
    columns = {"contact": s.agents.c.contact, "office_contact": s.offices.c.contact}
    return [sa.type_coerce(sa.func.nullif(column, ""), sa.String).label(name) for name, column in columns.items()]


@part
def registration(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """The agent's row, one or none: code, name, office, wilayah, kind, where they stand on the as-of day; contact and
    office_contact (null: none is known).
    """
    a, o, w, at = s.agents.c, s.offices.c, s.wilayah.c, s.postings.c
    query = (
        sa.select(a.code, a.name, o.name.label("office"), w.name.label("wilayah"), w.kind, *contacts())
        .join_from(s.agents, s.postings, postings.of_agent(a.branch_code, a.code, scope.as_of))
        .join(s.offices, (o.branch_code == a.branch_code) & (o.code == at.office_code))
        .join(s.wilayah, w.code == at.wilayah_code)
        .where(a.branch_code == scope.branch, a.code == agent, *postings.inside(scope))
    )
    return fetch(conn, query)


@part
def services(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a service of the agent begun by the as-of day: since, until (null: not deactivated); by day."""
    t = s.services.c
    query = sa.select(t.since, t.until).where(*_of(s.services, scope, agent), t.since <= scope.as_of)
    return fetch(conn, query.order_by(t.since))


@part
def stations(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a posting of the agent begun by the as-of day: since (ALWAYS: the first), until (the day after the last
    one; STILL: none is known), office, wilayah, kind; by day.
    """
    o, w, at = s.offices.c, s.wilayah.c, s.postings.c
    query = (
        sa.select(at.since, at.until, o.name.label("office"), w.name.label("wilayah"), w.kind)
        .join_from(s.postings, s.offices, (o.branch_code == at.branch_code) & (o.code == at.office_code))
        .join(s.wilayah, w.code == at.wilayah_code)
        .where(*_of(s.postings, scope, agent), at.since <= scope.as_of)
    )
    return fetch(conn, query.order_by(at.since))


@part
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
    """The rows of `payments` made by the as-of day."""
    return payments(conn, scope, agent).filter(pl.col("paid_on") <= scope.as_of)


@part
def payments(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a payment of a participant whom the agent registered, or took over by the as-of day; by day, participant
    and blth.

    participant (id), last4 (of the KPJ), registered_on, blth, covered_until (months), paid_on, months, amount (rupiah),
    theirs (whether the agent looked after the participant on the day paid). Also those made after the as-of day: for
    what a month was paid, whenever it was.
    """
    p, c = s.participants.c, s.contributions.c
    own = [p.branch_code == scope.branch, ever_of(scope.branch, [agent], scope.as_of), *_seen(scope, agent)]
    columns = (p.id.label("participant_id"), p.kpj_last4.label("last4"), p.registered_on, p.agent_code)
    people = fetch(conn, sa.select(*columns).where(*own))
    # A list of participants, and no join: SQLite would begin a join with every payment of the branch.
    query = sa.select(c.participant_id, c.blth, c.covered_until, c.paid_on, c.months, c.amount).where(
        c.branch_code == scope.branch, c.participant_id.in_(sa.select(p.id).where(*own))
    )
    taken = takeovers(conn, scope, agent).select("since", "agent_code", participant_id="participant")
    paid = stewards.assigned(fetch(conn, query).join(people, on="participant_id"), taken, "paid_on")
    columns_of = ("last4", "registered_on", "blth", "covered_until", "paid_on", "months", "amount")
    named = paid.select(*columns_of, participant="participant_id", theirs=pl.col("agent_code") == agent)
    return named.select("participant", *columns_of, "theirs").sort("paid_on", "participant", "blth")


@part
def months(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a month up to the as-of month: month, acquired (people), received (rupiah), covered_people; by month.

    From the summary; no row where all three are zero.
    """
    m = s.agent_months.c
    sums = [total(m[name]).label(name) for name in ("acquired", "received", "covered_people")]
    query = sa.select(m.month, *sums).where(*_of(s.agent_months, scope, agent), m.month <= scope.as_of_month)
    return fetch(conn, query.group_by(m.month).order_by(m.month))


def _seen(scope: Scope, agent: str) -> list[sa.ColumnElement[bool]]:
    """That the agent stands in the scope's places."""
    return postings.standing(scope, sa.literal(agent))


def _of(table: sa.Table, scope: Scope, agent: str) -> list[sa.ColumnElement[bool]]:
    """The rows of one agent, none where the agent stands outside the scope."""
    code = table.c.agent_code
    return [table.c.branch_code == scope.branch, code == agent, *postings.standing(scope, code)]
