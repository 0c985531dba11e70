"""The only SELECTs of what one load brought or changed: (conn, scope, load) -> LazyFrame."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.frames.timeline import decoded
from queries.periods import month_end
from queries.scope import Scope

FILES: dict[str, dict[sa.Table, str | None]] = {
    "kantor": {s.office_places: "since"},
    "agen": {s.agent_offices: "since", s.services: "since"},
    "peserta": {s.participants: "registered_on"},
    "iuran": {s.contributions: "paid_on"},
    "target": {s.targets: None},
}
"""The files that figures are counted from, with the tables that they fill and the day by which the period's last day
lets a row in or not."""


def of_load(conn: sa.Connection, scope: Scope, load: int, file: str) -> pl.LazyFrame:
    """One row an office, agent, participant, payment or target of which the load brought or changed a row, of the
    scope's places and dated up to its last day, in whatever load it has been changed since: its key, and corrected
    (whether one of these rows was there before); in the order of the key.

    A row counts by its day after the load or, where that is gone, before it.
    """
    parts = [_of_table(conn, scope, load, table, day) for table, day in FILES[file].items()]
    keys = [name for name in parts[0].columns if name not in ("since", "corrected")]
    together = pl.concat([part.select(*keys, "corrected") for part in parts])
    return together.group_by(keys).agg(pl.col("corrected").any()).sort(keys).lazy()


def _of_table(conn: sa.Connection, scope: Scope, load: int, table: sa.Table, day: str | None) -> pl.DataFrame:
    """The rows of `of_load` of one table: its key, corrected."""
    keys, c = [column.name for column in table.primary_key if column.name != "branch_code"], table.c
    now = fetch(
        conn,
        sa.select(*(c[name] for name in dict.fromkeys([*keys, *([day] if day else [])]))).where(
            c.branch_code == scope.branch, c.import_id == load, *_inside(scope, table)
        ),
    )
    old = _as_they_were(conn, scope, load, table)
    replaced = old.filter(pl.col("until_import_id") == load)
    every = pl.concat([now, *(frame.select(now.columns) for frame in (old.filter(import_id=load), replaced))])
    if day:
        every = every.filter(pl.col(day) <= month_end(scope.period.last))
    was = replaced.select(keys).with_columns(corrected=pl.lit(True))
    return every.select(keys).unique().join(was, on=keys, how="left").with_columns(pl.col("corrected").fill_null(False))


def _as_they_were(conn: sa.Connection, scope: Scope, load: int, table: sa.Table) -> pl.DataFrame:
    """The rows of `superseded` that came with the load or were changed by it, with the table's columns."""
    k = s.superseded.c
    query = sa.select(sa.cast(k.key, sa.String).label("key"), sa.cast(k.row, sa.String).label("row")).add_columns(
        k.import_id, k.until_import_id
    )
    states = decoded(
        fetch(
            conn,
            query.where(
                k.branch_code == scope.branch,
                k.kind == table.name,
                sa.or_(k.import_id == load, k.until_import_id == load),
            ),
        ),
        table,
    )
    if states.is_empty() or not (conditions := _inside(scope, table)):
        return states
    keys = [column for column in table.primary_key if column.name != "branch_code"][:1]
    inside = fetch(conn, sa.select(*keys).distinct().where(table.c.branch_code == scope.branch, *conditions))
    return states.join(inside, on=inside.columns, how="semi")


def _inside(scope: Scope, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """The condition that a row is of the scope's places, of whoever ever stood in them; an agent's, that they had begun
    by the period's last day; a target's, that it is of its period, wherever."""
    p, o, at = s.participants.c, s.postings.c, s.office_places.c
    if table is s.targets:
        return [table.c.first_month == scope.period.first, table.c.last_month == scope.period.last]
    if table is s.office_places:
        once = sa.select(at.office_code).where(at.branch_code == scope.branch, *postings.inside(scope, table))
        return [at.office_code.in_(once)]
    places = postings.inside(scope)
    there = sa.select(o.agent_code).where(o.branch_code == scope.branch, *places)
    if table in (s.agent_offices, s.services):
        code, since = s.services.c.agent_code, s.services.c.since
        begun = sa.select(code).where(s.services.c.branch_code == scope.branch, since <= month_end(scope.period.last))
        return [table.c.agent_code.in_(begun), *([table.c.agent_code.in_(there)] if places else [])]
    if not places:
        return []
    if table is s.participants:
        return [p.agent_code.in_(there)]
    return [table.c.participant_id.in_(sa.select(p.id).where(p.branch_code == scope.branch, p.agent_code.in_(there)))]


_ACTS = {"takeovers": s.takeovers, "rule": s.rules, "word": s.confirmed_months}


def acts(conn: sa.Connection, branch: str) -> dict[int, str]:
    """What the acts of a branch were that need no file, by load: takeovers (participants handed over), rule (set from a
    day on), word (a month was said to be empty), word_back (that was taken back). Loads that brought such rows from a
    file are there too."""
    k = s.superseded.c
    tables = [table.name for table in _ACTS.values()]
    gone = sa.select(k.kind, k.import_id, k.until_import_id).distinct()
    replaced = conn.execute(gone.where(k.branch_code == branch, k.kind.in_(tables))).all()
    known: dict[int, str] = {until: "word_back" for kind, _, until in replaced if kind == s.confirmed_months.name}
    for act, table in _ACTS.items():
        c = table.c
        brought = set(conn.scalars(sa.select(c.import_id).distinct().where(c.branch_code == branch)))
        brought |= {load for kind, load, _ in replaced if kind == table.name}
        known |= {load: act for load in brought if load is not None}
    return known
