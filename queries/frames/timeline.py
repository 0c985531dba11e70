"""The only SELECTs of rows through time: (conn, scope, then, now) -> every state that a row had between two versions.

A state holds from the load `since`, before the load `until`; one that still stands until STANDS. Of what a row hangs on
(payment, participant, posting) each change begins another state. The days are those of the scope's period as
far as rows of their kind are counted; `inside` says whether place and sector, as known in that state, are the scope's.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries import spans, stewards
from queries.db import schema as s
from queries.db.rows import fetch, in_parts, type_of
from queries.frames.stewards import ever_of
from queries.scope import Scope

STANDS = 2**31 - 1
"""Later than any load."""

_PERSON = ("agent_code", "registered_on", "sector", "kpj_hash", "kpj_last4")
_PAYMENT = ("participant_id", "blth", "paid_on")


def places(conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.DataFrame:
    """One row a state of a posting: agent_code, first, last (its days, the last one excluded), office_code,
    wilayah_code, inside, since, until.
    """
    a, o = s.agent_offices.c, s.office_places.c
    agents = _states(conn, scope, s.agent_offices, [a.agent_code, a.since.label("day"), a.office_code], then, now)
    offices = _states(conn, scope, s.office_places, [o.office_code, o.since.label("day"), o.wilayah_code], then, now)
    parts = [
        spans.postings(_dated(agents, at), _dated(offices, at))
        .rename({"since": "first", "until": "last"})
        .with_columns(since=pl.lit(at, pl.Int64), until=pl.lit(until, pl.Int64))
        for at, until in pairwise([*_turns(then, now, agents, offices), STANDS])
    ]
    inside = _only("wilayah_code", scope.wilayah) & _only("office_code", scope.offices)
    return _joined(pl.concat(parts)).with_columns(inside=inside)


def _dated(states: pl.DataFrame, version: int) -> pl.DataFrame:
    """The rows of a dated table that were known at a version."""
    return states.filter(_known(version)).drop("since", "until").rename({"day": "since"})


def _joined(states: pl.DataFrame) -> pl.DataFrame:
    """States that follow one another and say the same as one."""
    same = [name for name in states.columns if name not in ("since", "until")]
    ordered = states.sort(*same, "since")
    begins = (pl.col("since") != pl.col("until").shift(1).over(same)).fill_null(True)
    return (
        ordered.with_columns(run=begins.cum_sum())
        .group_by(*same, "run", maintain_order=True)
        .agg(pl.col("since").min(), pl.col("until").max())
        .drop("run")
    )


def _known(version: int) -> pl.Expr:
    return (pl.col("since") <= version) & (pl.col("until") > version)


def _on_day(states: pl.DataFrame, where: pl.DataFrame, day: str) -> pl.DataFrame:
    """The states, each where its agent stood on its day, as known then."""
    there = (pl.col("first") <= pl.col(day)) & (pl.col(day) < pl.col("last"))
    return spans.during(states, where, "agent_code").filter(there).drop("first", "last")


def participants(conn: sa.Connection, scope: Scope, then: int, now: int, every: bool = False) -> pl.DataFrame:
    """One row a state of a participant registered in the scope's days whom something changed in between, or of `every`.

    participant_id, agent_code, registered_on, sector, kpj_hash, kpj_last4, office_code, wilayah_code, inside, since,
    until. Of who was registered in the days in one state, those with another date are here too, and not inside.
    """
    where, p = places(conn, scope, then, now), s.participants.c
    days = _days(scope, "participants")
    wanted: list[sa.ColumnElement[bool]] = [p.registered_on.between(*days)]
    if not every:
        wanted.append(sa.or_(p.import_id > then, p.agent_code.in_(_moved(where, then, now))))
    columns = [p.id, *(p[name] for name in _PERSON)]
    states = _states(conn, scope, s.participants, columns, then, now, wanted)
    # Undone and loaded again with another date: the same participant, who was there before.
    during = pl.col("registered_on").is_between(*days)
    states = states.filter(during.any().over("kpj_hash")).rename({"id": "participant_id"})
    return _inside(_on_day(states, where, "registered_on"), scope).with_columns(pl.col("inside") & during)


def payments(conn: sa.Connection, scope: Scope, then: int, now: int, every: bool = False) -> pl.DataFrame:
    """One row a state of a payment made in the scope's days that something changed in between, or of `every` one.

    participant_id, blth, paid_on, amount, and of the participant what `participants` gives.
    """
    where, p, c = places(conn, scope, then, now), s.participants.c, s.contributions.c
    days = _days(scope, "contributions")
    same = (p.branch_code == c.branch_code) & (p.id == c.participant_id)
    query = (
        sa.select(c.participant_id, c.blth, c.paid_on, c.amount, c.import_id.label("since"))
        .add_columns(*(p[name] for name in _PERSON), p.import_id.label("person_since"))
        .join_from(s.contributions, s.participants, same)
        .where(c.branch_code == scope.branch, c.paid_on.between(*days), c.import_id <= now)
    )
    taken = _taken(conn, scope, then, now)
    if every:
        standing = fetch(conn, query)
    else:
        moved = ever_of(scope.branch, _moved(where, then, now))
        turned = taken.filter((pl.col("since") > then) | (pl.col("until") <= now))["participant_id"].unique()
        parts = [p.id.in_(part) for part in in_parts(sorted(turned))]
        changed = sa.or_(c.import_id > then, p.import_id > then, moved)
        standing = pl.concat(fetch(conn, query.where(which)) for which in (changed, *parts)).unique(_PAYMENT)
    superseded = _superseded(conn, scope, s.contributions, then, now)
    superseded = superseded.filter(pl.col("paid_on").is_between(*days))
    paid = pl.concat([_standing(standing.drop(*_PERSON, "person_since"), now), superseded], how="diagonal_relaxed")
    persons = standing.select("participant_id", *_PERSON, since="person_since").unique("participant_id")
    people = _people(conn, scope, persons, paid["participant_id"], then, now)
    paid = paid.select("participant_id", "blth", "paid_on", "amount", "since", "until")
    both = _stewarded(spans.during(paid, people, "participant_id"), taken, then, now)
    return _inside(_on_day(both, where, "paid_on"), scope)


def _taken(conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.DataFrame:
    """One row a state of a take-over: participant_id, day, agent_code, since, until."""
    t = s.takeovers.c
    return _states(conn, scope, s.takeovers, [t.participant_id, t.since.label("day"), t.agent_code], then, now)


def _stewarded(states: pl.DataFrame, taken: pl.DataFrame, then: int, now: int) -> pl.DataFrame:
    """The states of payments, each with the agent who looked after the participant on the day paid, as known then."""
    moved = states.join(taken, on="participant_id", how="semi")
    parts = [states.join(taken, on="participant_id", how="anti")]
    for at, until in pairwise([*_turns(then, now, taken), STANDS]):
        during = moved.with_columns(since=pl.max_horizontal("since", at), until=pl.min_horizontal("until", until))
        known = _dated(taken, at).select("participant_id", "since", "agent_code")
        parts.append(stewards.assigned(during.filter(pl.col("since") < pl.col("until")), known, "paid_on"))
    return pl.concat(parts, how="vertical_relaxed")


def _turns(then: int, now: int, *states: pl.DataFrame) -> list[int]:
    """The version `then`, and those up to `now` at which a state began or ended."""
    ends = pl.concat([part.select(pl.col("since", "until")) for part in states]).unpivot()["value"]
    return [then, *sorted(turn for turn in ends.unique() if then < turn <= now)]


def _people(
    conn: sa.Connection, scope: Scope, persons: pl.DataFrame, wanted: pl.Series, then: int, now: int
) -> pl.DataFrame:
    """The states of the participants wanted; `persons`: those that were read already, as they stand."""
    p = s.participants.c
    query = sa.select(p.id.label("participant_id"), *(p[name] for name in _PERSON), p.import_id.label("since"))
    missing = sorted(set(wanted.unique()) - set(persons["participant_id"]))
    parts = [fetch(conn, query.where(p.branch_code == scope.branch, p.id.in_(part))) for part in in_parts(missing)]
    superseded = _superseded(conn, scope, s.participants, then, now).rename({"id": "participant_id"})
    standing = _standing(pl.concat([persons, *parts]), now)
    return pl.concat([standing, superseded.select(standing.columns)], how="vertical_relaxed")


def _states(
    conn: sa.Connection,
    scope: Scope,
    table: sa.Table,
    columns: Sequence[sa.ColumnElement[Any]],
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
        k.key, sa.cast(k.row, sa.Text).label("row"), k.import_id.label("came"), k.until_import_id.label("went")
    ).where(k.branch_code == scope.branch, k.kind == table.name, k.until_import_id > then, k.import_id <= now)
    rows = decoded(fetch(conn, query), table)
    return rows.rename({"since": "day"}, strict=False).rename({"came": "since", "went": "until"})


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


def _moved(where: pl.DataFrame, then: int, now: int) -> list[str]:
    """The agents who stand otherwise to the scope's places, on any day, at one version than at the other."""
    known = [where.filter(_known(at)).select("agent_code", "first", "last", "inside") for at in (then, now)]
    apart = [known[one].join(known[1 - one], on=known[0].columns, how="anti") for one in (0, 1)]
    return sorted(pl.concat(apart)["agent_code"].unique())


def _inside(states: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    return states.with_columns(pl.col("inside") & _only("sector", scope.sectors))


def _only(column: str, allowed: frozenset[str] | None) -> pl.Expr:
    return pl.lit(True) if allowed is None else pl.col(column).is_in(sorted(allowed))


def _days(scope: Scope, kind: str) -> tuple[date, date]:
    """The scope's days, of a kind of rows; none where no month is whole in it: a span that ends before it begins."""
    last = scope.until(kind)
    return (scope.period.first, last) if last else (date(2, 1, 1), date(1, 1, 1))
