"""Keeps rows as they were: what a load changes or takes out goes to `superseded`, in the load's transaction.

Places (wilayah) belong to no branch and to no load, so that theirs are not kept.
"""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, in_parts
from seed.writes import acts, bulk


def keep(conn: sa.Connection, branch: str, table: sa.Table, keys: pl.DataFrame, until: int) -> None:
    """Write the rows with these keys (columns of the primary key, without the branch) as they are now.

    `until`: the load that is about to change them or take them out. Call it before.
    """
    if keys.is_empty() or "import_id" not in table.c:
        return
    store(conn, branch, table, current(conn, branch, table, keys), until)


def current(conn: sa.Connection, branch: str, table: sa.Table, keys: pl.DataFrame) -> pl.DataFrame:
    """The table's rows with these keys, every column but the branch's."""
    columns = [column for column in table.c if column.name != "branch_code"]
    names = key_of(table)
    key = table.c[names[0]] if len(names) == 1 else sa.tuple_(*(table.c[name] for name in names))
    query = sa.select(*columns).where(table.c.branch_code == branch)
    values = keys[names[0]].to_list() if len(names) == 1 else keys.select(names).rows()
    return pl.concat(fetch(conn, query.where(key.in_(part))) for part in in_parts(values))


def store(conn: sa.Connection, branch: str, table: sa.Table, rows: pl.DataFrame, until: int) -> None:
    """Write rows, every column but the branch's, as what was known until a load."""
    first = acts.next_id(conn, branch, s.superseded)
    key = key_of(table)
    others = [name for name in rows.columns if name not in key and name != "import_id"]
    number = pl.int_range(first, first + pl.len(), dtype=pl.Int64)
    ordered = rows.sort(key).select(
        pl.lit(branch).alias("branch_code"),
        number.alias("id"),
        pl.lit(table.name).alias("kind"),
        _json(key).alias("key"),
        _json(others).alias("row"),
        pl.col("import_id"),
        pl.lit(until).alias("until_import_id"),
    )
    bulk.insert(conn, s.superseded, ordered)


def key_of(table: sa.Table) -> list[str]:
    """The names of the primary key without the branch, in the order of the alphabet."""
    return sorted(column.name for column in table.primary_key if column.name != "branch_code")


def _json(names: list[str]) -> pl.Expr:
    """The columns as one JSON object, by name; days as 2019-06-30."""
    return pl.struct(pl.col(sorted(names))).struct.json_encode() if names else pl.lit("{}")
