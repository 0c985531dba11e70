"""The rows behind a number: their SQL, their number and sum, and the first of them. For a scope with an as-of day."""

from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db.rows import fetch
from queries.frames import evidence
from queries.frames.evidence import MONEY, WITH_ROWS
from queries.rules import in_force
from queries.scope import Scope

FIRST = 500
"""Rows that are shown; all of them are counted."""

__all__ = ["FIRST", "WITH_ROWS", "counted", "first_rows", "sql"]


def sql(conn: sa.Connection, scope: Scope, metric: str) -> str:
    """The SELECT of the rows behind a metric of WITH_ROWS, with its values written out, for this database.

    It reads nothing but what its sources hold now: run anywhere, its rows counted (or their `amount` summed) are the
    number.
    """
    # The driver's own way to mark values would double each per cent sign in a text.
    dialect: Any = type(conn.dialect)
    return str(
        _rows(conn, scope, metric).compile(dialect=dialect(paramstyle="named"), compile_kwargs={"literal_binds": True})
    )


def counted(conn: sa.Connection, scope: Scope, metric: str) -> tuple[int, int]:
    """The number of rows behind a metric, and what they come to: their number again, or for money the sum in rupiah."""
    query = evidence.tally(scope, metric, in_force(conn, scope))
    number, amount = conn.execute(query).one()
    return number, int(amount) if metric in MONEY else number


def first_rows(conn: sa.Connection, scope: Scope, metric: str) -> pl.DataFrame:
    """The first FIRST rows behind a metric: see `evidence.rows`."""
    return fetch(conn, _rows(conn, scope, metric).limit(FIRST))


def _rows(conn: sa.Connection, scope: Scope, metric: str) -> sa.Select[Any]:
    return evidence.rows(scope, metric, in_force(conn, scope))
