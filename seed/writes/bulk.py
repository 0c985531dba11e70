"""Many rows at once, on the caller's own connection, so that they belong to its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl
import sqlalchemy as sa

SLICE = 20_000
"""Rows that are held as Python objects, or as text on their way to the server, at a time."""

_CACHE_KB = 200_000


def insert(conn: sa.Connection, table: sa.Table, frame: pl.DataFrame, done: Callable[[int], None] | None = None) -> int:
    """Insert a frame whose columns are named as the table's; columns that it lacks get their default or null.

    Give the rows in the order of the primary key: both databases write neighbours faster. `done` is told the number of
    rows of each slice. Returns that of all. A row that breaks a constraint raises the database's error (SQLAlchemy's
    IntegrityError on SQLite, psycopg's on PostgreSQL), and the transaction is lost. Raises KeyError for a column that
    the table does not have.
    """
    if unknown := set(frame.columns) - set(table.columns.keys()):
        raise KeyError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    if frame.is_empty():
        return 0
    quote = conn.dialect.identifier_preparer.quote
    target = f"{conn.dialect.identifier_preparer.format_table(table)} ({', '.join(map(quote, frame.columns))})"
    write = _copy if conn.dialect.name == "postgresql" else _many
    with _at_ease(conn, table, frame.height):
        for rows in write(conn, target, frame):
            if done:
                done(rows)
    return frame.height


def _copy(conn: sa.Connection, target: str, frame: pl.DataFrame) -> Iterator[int]:
    # In CSV an empty text is written as "" and a null as nothing, which is what COPY reads by default.
    driver: Any = conn.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {target} FROM STDIN WITH (FORMAT csv)") as copy,
    ):
        for part in frame.iter_slices(SLICE):
            copy.write(part.write_csv(include_header=False))
            yield part.height


def _many(conn: sa.Connection, target: str, frame: pl.DataFrame) -> Iterator[int]:
    same = _same(frame)
    values = ", ".join(_literal(conn, same[name]) if name in same else "?" for name in frame.columns)
    statement = f"INSERT INTO {target} VALUES ({values})"
    for part in frame.drop(same).iter_slices(SLICE):
        conn.exec_driver_sql(statement, _as_text(part).rows())
        yield part.height


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """The texts that SQLAlchemy's own types write; sqlite3's adapters for dates are deprecated."""
    return frame.with_columns(
        pl.col(pl.Date).dt.strftime("%Y-%m-%d"), pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M:%S.%6f")
    )


def _same(frame: pl.DataFrame) -> dict[str, Any]:
    """What many rows have in common, as the branch and the load: written in the statement, it costs nothing a row."""
    if frame.height <= SLICE:
        return {}
    first = _as_text(frame.head(1)).row(0, named=True)
    common = [name for name in frame.columns if frame[name].eq_missing(frame[name][:1]).all()]
    return {name: first[name] for name in common[: frame.width - 1]}


def _literal(conn: sa.Connection, value: object) -> str:
    return str(conn.exec_driver_sql("SELECT quote(?)", (value,)).scalar())


@contextmanager
def _at_ease(conn: sa.Connection, table: sa.Table, rows: int) -> Iterator[None]:
    """SQLite's way with many rows: more memory, and of a table that has none, the indexes made when all rows are there.

    Rows come in the order of the key, and so in none for the other indexes: with the standard 2 MB, pages of theirs are
    written and read again all the time (of a million contributions, 7 s of 17). Those that hold a rule stay.
    """
    if conn.dialect.name != "sqlite" or rows <= SLICE:
        yield
        return
    usual = conn.exec_driver_sql("PRAGMA cache_size").scalar()
    conn.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KB}")
    empty = conn.scalar(sa.select(sa.literal(1)).select_from(table).limit(1)) is None
    plain = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE INDEX %'"
    indexes = conn.exec_driver_sql(plain, (table.name,)).all() if empty else []
    for name, _ in indexes:
        conn.exec_driver_sql(f"DROP INDEX {conn.dialect.identifier_preparer.quote(name)}")
    yield
    for _, again in indexes:
        conn.exec_driver_sql(again)
    conn.exec_driver_sql(f"PRAGMA cache_size = {usual}")
