"""What was loaded, when, by whom."""

from datetime import datetime

import polars as pl
import sqlalchemy as sa

from queries import schema as s
from queries.rows import fetch
from queries.scope import Scope


def files(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a file of a load of the scope's branch, whatever its period; newest first.

    load (id; one that changed rows is a data version), imported_at (UTC), imported_by, name, kind, rows_read, good,
    known, refused (rows), sha256 (of the file).
    """
    i, f = s.imports.c, s.import_files.c
    query = (
        sa.select(
            i.id.label("load"),
            i.imported_at,
            i.imported_by,
            f.name,
            f.kind,
            f.rows_read,
            f.good,
            f.known,
            f.refused,
            f.sha256,
        )
        .join_from(s.imports, s.import_files, f.import_id == i.id)
        .where(i.branch_code == scope.branch)
        .order_by(i.id.desc(), f.position)
    )
    return fetch(conn, query)


def refused(conn: sa.Connection, scope: Scope, most: int = 10) -> list[dict]:
    """The newest files of the branch with refused rows, newest first: load, name, refused (rows), report, refusals.

    The refusals (row, column, value, rule) are the first of each file, as the database keeps them, masked.
    """
    i, f = s.imports.c, s.import_files.c
    query = (
        sa.select(i.id.label("load"), f.name, f.refused, f.report)
        .join_from(s.imports, s.import_files, f.import_id == i.id)
        .where(i.branch_code == scope.branch, f.refused > 0)
        .order_by(i.id.desc(), f.position)
        .limit(most)
    )
    return [{**row, "refusals": row["report"]["refusals"]} for row in conn.execute(query).mappings()]


def moment(conn: sa.Connection, scope: Scope) -> datetime | None:
    """When the newest load of the scope's branch that changed rows was made, UTC; None before the first."""
    i = s.imports.c
    return conn.scalar(sa.select(sa.func.max(i.imported_at)).where(i.branch_code == scope.branch, i.changed > 0))
