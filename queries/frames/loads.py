"""The only SELECTs of the rows that one load brought or changed: (conn, scope, load) -> LazyFrame."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames.standard import agents_inside, offices_inside
from queries.frames.timeline import decoded
from queries.periods import month_end
from queries.scope import Scope

DAYS = {
    s.offices: None,
    s.agents: "registered_on",
    s.participants: "registered_on",
    s.contributions: "paid_on",
    s.targets: None,
}
"""The tables that figures are counted from, with the day by which the period's last day lets a row in or not."""


def of_load(conn: sa.Connection, scope: Scope, load: int, table: sa.Table) -> pl.LazyFrame:
    """One row a row of `table` that the load brought or changed, of the scope's places and dated up to its last day,
    in whatever load it has been changed since: corrected (whether it was there before); in the order of the key.

    A row counts by its day after the load or, where that is gone, before it.
    """
    keys, day = [column.name for column in table.primary_key if column.name != "branch_code"], DAYS[table]
    c = table.c
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
    return (
        every.select(keys)
        .unique()
        .join(replaced.select(keys).with_columns(corrected=pl.lit(True)), on=keys, how="left")
        .with_columns(pl.col("corrected").fill_null(False))
        .sort(keys)
        .lazy()
    )


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
    """The condition that a row is of the scope's places; that a target is of its semester, wherever."""
    p = s.participants.c
    if table is s.targets:
        return [table.c.semester == scope.period.first]
    if table is s.offices:
        return offices_inside(scope, table.c.code)
    if table is s.agents:
        return agents_inside(scope, table.c.code)
    if table is s.participants:
        return agents_inside(scope, p.agent_code)
    theirs = agents_inside(scope, p.agent_code)
    people = sa.select(p.id).where(p.branch_code == scope.branch, *theirs)
    return [table.c.participant_id.in_(people)] if theirs else []
