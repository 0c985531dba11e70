"""A SELECT as a Polars frame, with the types of its columns."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import polars as pl
import sqlalchemy as sa

# Frames here have some hundred rows: the engine that streams takes three times as long to begin.
pl.Config.set_engine_affinity("in-memory")

_TYPES: tuple[tuple[type[sa.types.TypeEngine[Any]], pl.DataType], ...] = (
    (sa.Boolean, pl.Boolean()),
    (sa.DateTime, pl.Datetime("us")),
    (sa.Date, pl.Date()),
    (sa.Integer, pl.Int64()),
    (sa.Float, pl.Float64()),
    (sa.JSON, pl.Object()),
    (sa.String, pl.String()),
)

_AS_SENT = frozenset((pl.Int64(), pl.Float64(), pl.String(), pl.Date(), pl.Boolean()))
"""Types whose values the driver gives as they are; a date travels as text, SQLite's yes and no as 1 and 0."""

_ASKED = 2_000
"""Values asked about at a time: each is a parameter or two of the statement, of which SQLite takes 32.766."""

_FEW = 30
"""Rows up to which values are read one by one: for as many Polars needs longer to begin than to read them."""

_MEANT: dict[pl.DataType, Callable[[Any], Any]] = {pl.Date(): date.fromisoformat, pl.Boolean(): bool}

Value = TypeVar("Value")


def in_parts(values: Sequence[Value]) -> list[Sequence[Value]]:
    """The values in as many parts as a statement can ask about, in order; one empty part where there is none."""
    return [values[first : first + _ASKED] for first in range(0, len(values), _ASKED)] or [[]]


def fetch(conn: sa.Connection, query: sa.Select[Any]) -> pl.DataFrame:
    """The rows of a SELECT, in its order.

    The types come from the query and not from the rows: a column that begins with nulls, or has no row, keeps its own.
    Raises TypeError for a column of a type that no figure needs.
    """
    columns = list(query.selected_columns)
    types = {column.name: type_of(column) for column in columns}
    dates = [name for name, kind in types.items() if kind == pl.Date]
    # The driver's own tuples, where no type of SQLAlchemy's would change a value: Rows take a quarter longer.
    as_sent = _AS_SENT.issuperset(types.values())
    sqlite = conn.dialect.name == "sqlite"
    if not as_sent or not sqlite:  # which has no dates but texts
        query = _with_days_as_text(query, columns, dates)
    result = conn.execute(query)
    rows = result.cursor.fetchall() if result.cursor and as_sent else result.fetchall()
    result.close()
    if not rows:
        return pl.DataFrame(schema=types)
    answers = [name for name, kind in types.items() if kind == pl.Boolean and as_sent and sqlite]
    if len(rows) <= _FEW and (dates or answers):
        meant = [_MEANT[kind] if name in (*dates, *answers) else None for name, kind in types.items()]
        return pl.DataFrame([_read(row, meant) for row in rows], schema=types, orient="row")
    sent: dict[str, pl.DataType] = {**dict.fromkeys(dates, pl.String()), **dict.fromkeys(answers, pl.Int64())}
    frame = pl.DataFrame(rows, schema={**types, **sent}, orient="row")
    if not sent:
        return frame
    return frame.with_columns(pl.col(dates).str.to_date("%Y-%m-%d"), pl.col(answers).cast(pl.Boolean))


def _read(row: Sequence[Any], meant: Sequence[Callable[[Any], Any] | None]) -> tuple[Any, ...]:
    return tuple(one if read is None or one is None else read(one) for one, read in zip(row, meant, strict=True))


def _with_days_as_text(query: sa.Select[Any], columns: list[sa.ColumnElement[Any]], dates: list[str]) -> sa.Select[Any]:
    """Dates travel as text: a Python object for each costs four times as much as parsing the column at once."""
    as_text = [sa.cast(column, sa.String).label(column.name) if column.name in dates else column for column in columns]
    return query.with_only_columns(*as_text, maintain_column_froms=True)


def type_of(column: sa.ColumnElement[Any]) -> pl.DataType:
    """The Polars type of a column; raises TypeError for one of a type that no figure needs."""
    for theirs, ours in _TYPES:
        if isinstance(column.type, theirs):
            return ours
    raise TypeError(f"{column.name}: no Polars type for {column.type!r}")


def total(column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """The sum of a whole-number column, zero over no rows; cast, because PostgreSQL widens bigint sums to numeric."""
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)
