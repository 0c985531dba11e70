"""What many tests begin with, loaded once: the next time its rows are written as they were."""

import sqlite3
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from queries.db.engine import writing
from queries.db.schema import metadata
from tests.support import postgresql

Build = Callable[[sa.Engine], object]

_WRITTEN: dict[Build, dict[sa.Table, list[dict[str, Any]]]] = {}
"""By what was to be built, the rows of each table of PostgreSQL."""

_COPIES: dict[Build, sqlite3.Connection] = {}
"""The same for SQLite: the whole database, in memory."""


def once(engine: sa.Engine, build: Build) -> None:
    """Do to an empty database what `build` does, a function of a module, which depends on nothing else.

    A branch that was laid down gives way.
    """
    if engine.dialect.name == "sqlite":
        _once_in_sqlite(engine, build)
        return
    rows = _WRITTEN.get(build)
    if rows is None:
        build(engine)
        _WRITTEN[build] = every_row(engine)
        return
    with writing(engine) as conn:
        postgresql.empty(conn, metadata)
        for table, own in rows.items():
            if own:
                conn.execute(table.insert(), own)
        _count_on(conn, [table for table, own in rows.items() if own])


def _once_in_sqlite(engine: sa.Engine, build: Build) -> None:
    copy = _COPIES.get(build)
    if copy is None:
        build(engine)
        copy = _COPIES[build] = sqlite3.connect(":memory:")
        with engine.connect() as conn:
            conn.connection.dbapi_connection.backup(copy)
        return
    with engine.connect() as conn:
        copy.backup(conn.connection.dbapi_connection)


def every_row(engine: sa.Engine) -> dict[sa.Table, list[dict[str, Any]]]:
    """The rows of every table, by table, parents first."""
    with engine.connect() as conn:
        return {
            table: [dict(row) for row in conn.execute(sa.select(table)).mappings()] for table in metadata.sorted_tables
        }


def _count_on(conn: sa.Connection, tables: list[sa.Table]) -> None:
    """Rows that bring their numbers do not move PostgreSQL's own counting on."""
    for table in tables:
        if (column := table.autoincrement_column) is not None:
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            conn.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(column)).scalar_subquery())))
