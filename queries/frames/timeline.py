"""The only SELECTs of rows through time: (conn, scope, then, now) -> every state that a row had between two versions.

A state holds from the load `since`, before the load `until`; one that still stands until STANDS. Of what a row hangs on
(payment, participant, agent, office) each change begins another state. The days are those of the scope's period up to
its as-of day; `inside` says whether place and sector, as known in that state, are the scope's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, type_of
from queries.scope import Scope

STANDS = 2**31 - 1
"""Later than any load."""

_PERSON = ("agent_code", "registered_on", "sector", "kpj_hash", "kpj_last4")
_ASKED = 2_000


def agents(conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.DataFrame:
    """One row a state of an agent of the branch, wherever: the columns of `standard.agents`, since, until."""
    a = s.agents.c
    columns = [a.code, a.name, a.office_code, a.registered_on, a.deactivated_on]
    return _states(conn, scope, s.agents, columns, then, now)


def places(conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.DataFrame:
    """One row a state of an agent and their office: agent_code, office_code, wilayah_code, inside, since, until."""
    o = s.offices.c
    mine = agents(conn, scope, then, now).select("office_code", "since", "until", agent_code="code")
    offices = _states(conn, scope, s.offices, [o.code, o.wilayah_code], then, now)
    both = _during(mine, offices.rename({"code": "office_code"}), "office_code")
    inside = _only("wilayah_code", scope.wilayah) & _only("office_code", scope.offices)
    return both.with_columns(inside=inside).select(
        "agent_code", "office_code", "wilayah_code", "inside", "since", "until"
    )


def participants(conn: sa.Connection, scope: Scope, then: int, now: int, every: bool = False) -> pl.DataFrame:
    """One row a state of a participant registered in the scope's days whom something changed in between, or of `every`.

    participant_id, agent_code, registered_on, sector, kpj_hash, kpj_last4, office_code, wilayah_code, inside, since,
    until. Of who was registered in the days in one state, those with another date are here too, and not inside.
    """
    where, p = places(conn, scope, then, now), s.participants.c
    wanted: list[sa.ColumnElement[bool]] = [p.registered_on.between(*_days(scope))]
    if not every:
        wanted.append(sa.or_(p.import_id > then, p.agent_code.in_(_moved(where, then, now))))
    columns = [p.id, *(p[name] for name in _PERSON)]
    states = _states(conn, scope, s.participants, columns, then, now, wanted)
    # Undone and loaded again with another date: the same participant, who was there before.
    during = pl.col("registered_on").is_between(*_days(scope))
    states = states.filter(during.any().over("kpj_hash")).rename({"id": "participant_id"})
    return _inside(_during(states, where, "agent_code"), scope).with_columns(pl.col("inside") & during)


def payments(conn: sa.Connection, scope: Scope, then: int, now: int, every: bool = False) -> pl.DataFrame:
    """One row a state of a payment made in the scope's days that something changed in between, or of `every` one.

    participant_id, blth, paid_on, amount, and of the participant what `participants` gives.
    """
    where, p, c = places(conn, scope, then, now), s.participants.c, s.contributions.c
    same = (p.branch_code == c.branch_code) & (p.id == c.participant_id)
    query = (
        sa.select(c.participant_id, c.blth, c.paid_on, c.amount, c.import_id.label("since"))
        .add_columns(*(p[name] for name in _PERSON), p.import_id.label("person_since"))
        .join_from(s.contributions, s.participants, same)
        .where(c.branch_code == scope.branch, c.paid_on.between(*_days(scope)), c.import_id <= now)
    )
    if not every:
        moved = p.agent_code.in_(_moved(where, then, now))
        query = query.where(sa.or_(c.import_id > then, p.import_id > then, moved))
    standing = fetch(conn, query)
    superseded = _superseded(conn, scope, s.contributions, then, now)
    superseded = superseded.filter(pl.col("paid_on").is_between(*_days(scope)))
    paid = pl.concat([_standing(standing.drop(*_PERSON, "person_since"), now), superseded], how="diagonal_relaxed")
    persons = standing.select("participant_id", *_PERSON, since="person_since").unique("participant_id")
    people = _people(conn, scope, persons, paid["participant_id"], then, now)
    paid = paid.select("participant_id", "blth", "paid_on", "amount", "since", "until")
    both = _during(paid, people, "participant_id")
    return _inside(_during(both, where, "agent_code"), scope)


def _people(
    conn: sa.Connection, scope: Scope, persons: pl.DataFrame, wanted: pl.Series, then: int, now: int
) -> pl.DataFrame:
    """The states of the participants wanted; `persons`: those that were read already, as they stand."""
    p = s.participants.c
    query = sa.select(p.id.label("participant_id"), *(p[name] for name in _PERSON), p.import_id.label("since"))
    missing = sorted(set(wanted.unique()) - set(persons["participant_id"]))
    parts = [
        fetch(conn, query.where(p.branch_code == scope.branch, p.id.in_(missing[first : first + _ASKED])))
        for first in range(0, len(missing), _ASKED)
    ]
    superseded = _superseded(conn, scope, s.participants, then, now).rename({"id": "participant_id"})
    standing = _standing(pl.concat([persons, *parts]), now)
    return pl.concat([standing, superseded.select(standing.columns)], how="vertical_relaxed")


def _states(
    conn: sa.Connection,
    scope: Scope,
    table: sa.Table,
    columns: Sequence[sa.Column[Any]],
    then: int,
    now: int,
    wanted: Sequence[sa.ColumnElement[bool]] = (),
) -> pl.DataFrame:
    """The columns of the rows that stand, of those `wanted`, and of all that were replaced meanwhile; since, until."""
    query = sa.select(*columns, table.c.import_id.label("since")).where(table.c.branch_code == scope.branch, *wanted)
    standing = _standing(fetch(conn, query.where(table.c.import_id <= now)), now)
    superseded = _superseded(conn, scope, table, then, now)
    return pl.concat([standing, superseded.select(standing.columns)], how="vertical_relaxed")


def _standing(rows: pl.DataFrame, now: int) -> pl.DataFrame:
    return rows.filter(pl.col("since") <= now).with_columns(until=pl.lit(STANDS, pl.Int64))


def _superseded(conn: sa.Connection, scope: Scope, table: sa.Table, then: int, now: int) -> pl.DataFrame:
    """Rows as they were that were known at `then` or came after it, up to `now`, with since and until."""
    k = s.superseded.c
    query = sa.select(
        k.key, sa.cast(k.row, sa.Text).label("row"), k.import_id.label("since"), k.until_import_id.label("until")
    ).where(k.branch_code == scope.branch, k.kind == table.name, k.until_import_id > then, k.import_id <= now)
    return decoded(fetch(conn, query), table)


def decoded(superseded: pl.DataFrame, table: sa.Table) -> pl.DataFrame:
    """Rows of `superseded` with the columns of their table, without branch and import_id; its others stay.

    `superseded`: key and row (JSON, as text), and others.
    """
    columns = [column for column in table.c if column.name not in ("branch_code", "import_id")]
    key = pl.Struct({column.name: type_of(column) for column in columns if column.primary_key})
    row = {column.name: type_of(column) for column in columns if not column.primary_key}
    others = [name for name in superseded.columns if name not in ("key", "row")]
    parts = superseded.with_columns(pl.col("key").str.json_decode(key))
    if row:  # a list has its key alone
        parts = parts.with_columns(pl.col("row").str.json_decode(pl.Struct(row))).unnest("row")
    return parts.unnest("key").select(*(column.name for column in columns), *others)


def _during(left: pl.DataFrame, right: pl.DataFrame, on: str) -> pl.DataFrame:
    """Each pair of states that held at the same time, for as long as both did."""
    return (
        left.join(right, on=on, suffix="_too")
        .with_columns(since=pl.max_horizontal("since", "since_too"), until=pl.min_horizontal("until", "until_too"))
        .filter(pl.col("since") < pl.col("until"))
        .drop("since_too", "until_too")
    )


def _moved(where: pl.DataFrame, then: int, now: int) -> list[str]:
    """The agents known at both versions who are inside the scope's places at one of them alone."""
    known = [where.filter(pl.col("since") <= at, pl.col("until") > at) for at in (then, now)]
    both = known[0].join(known[1], on="agent_code", suffix="_now")
    return sorted(both.filter(pl.col("inside") != pl.col("inside_now"))["agent_code"])


def _inside(states: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    return states.with_columns(pl.col("inside") & _only("sector", scope.sectors))


def _only(column: str, allowed: frozenset[str] | None) -> pl.Expr:
    return pl.lit(True) if allowed is None else pl.col(column).is_in(sorted(allowed))


def _days(scope: Scope) -> tuple[date, date]:
    """The scope's days; none where no month is complete, written as a span that ends before it begins."""
    return (scope.period.first, scope.as_of) if scope.as_of else (date(2, 1, 1), date(1, 1, 1))
