"""The only SELECTs of rows as they were: (conn, scope, version) -> LazyFrame, as known at a data version.

A row is known at a version when its load came by then and no later one, up to the version, had changed it or taken it
out. The scope's places are those of the agent's office as known then; its sectors likewise.
"""

import polars as pl
import sqlalchemy as sa

from queries.rows import type_of
from queries.scope import Scope


def decoded(kept: pl.DataFrame, table: sa.Table) -> pl.DataFrame:
    """Rows of `superseded` with the columns of their table, without branch and import_id; the others of `kept` stay.

    `kept`: key and row (JSON, as text), and others.
    """
    columns = [column for column in table.c if column.name not in ("branch_code", "import_id")]
    key = pl.Struct({column.name: type_of(column) for column in columns if column.primary_key})
    row = {column.name: type_of(column) for column in columns if not column.primary_key}
    parts = kept.with_columns(pl.col("key").str.json_decode(key))
    if row:  # a list has its key alone
        parts = parts.with_columns(pl.col("row").str.json_decode(pl.Struct(row))).unnest("row")
    return parts.unnest("key").select(*(column.name for column in columns), *_others(kept))


def _others(kept: pl.DataFrame) -> list[str]:
    return [name for name in kept.columns if name not in ("key", "row")]


def agents(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row an agent, whenever registered: code, name, office_code, registered_on, deactivated_on; by code."""
    raise NotImplementedError


def participants(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a participant registered in the period, up to its as-of day; by id.

    id, agent_code, office_code, wilayah_code, registered_on, sector, last4 (of the KPJ).
    """
    raise NotImplementedError


def contributions(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a payment made in the period, up to its as-of day; by participant_id, blth and paid_on.

    participant_id, blth, paid_on, amount (rupiah), and of its participant agent_code, office_code, wilayah_code,
    registered_on, sector, last4 (of the KPJ).
    """
    raise NotImplementedError
