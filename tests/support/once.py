"""What many tests begin with, loaded once: the next time its rows are written as they were."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from queries.db.engine import writing
from queries.db.schema import metadata

Build = Callable[[sa.Engine], object]

_WRITTEN: dict[tuple[str, Build], dict[sa.Table, list[dict[str, Any]]]] = {}
"""By the database's kind and what was to be built, the rows of each table."""


def once(engine: sa.Engine, build: Build) -> None:
    """Do to an empty database what `build` does, a function of a module, which depends on nothing else.

    A branch that was laid down gives way.
    """
    rows = _WRITTEN.get((engine.dialect.name, build))
    if rows is None:
        build(engine)
        _WRITTEN[engine.dialect.name, build] = every_row(engine)
        return
    with writing(engine) as conn:
        for table in reversed(metadata.sorted_tables):
            conn.execute(table.delete())
        for table, own in rows.items():
            if own:
                conn.execute(table.insert(), own)
        if engine.dialect.name == "postgresql":
            _count_on(conn, [table for table, own in rows.items() if own])


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
