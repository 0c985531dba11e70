"""What was loaded, when, by whom."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.branches import standing
from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames.loads import acts
from queries.scope import Scope


def files(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a file of a load of the scope's branch, whatever its period; newest first; none for who may see some
    wilayah alone, whose rows they count too. An undo has one row too, as
    has any other act that changed something without a file: a word on a month, a rule.

    load (id; one that changed rows is a data version), imported_at (UTC), imported_by, name, kind, rows_read, good,
    known, refused (rows), sha256 (of the file; these seven null without one), changed (rows of the whole load),
    confirmed (JSON: rows by suspicion that the loader confirmed), decided (JSON: the decision by month that was known),
    act (see `frames.loads.acts`; null for a load of files and an undo), undoes (the load that it undid; null: no undo),
    undone_by (the load that undid it; null: it stands), undone_at (UTC) and undone_who (of that undo).
    """
    i, f = s.imports.c, s.import_files.c
    later, own = s.imports.alias(), s.undone_imports.alias()
    u = s.undone_imports.c
    query = (
        sa.select(i.id.label("load"), i.imported_at, i.imported_by, f.name, f.kind)
        .add_columns(f.rows_read, f.good, f.known, f.refused, f.sha256, i.changed)
        .add_columns(*(sa.cast(f.report[part], sa.Text).label(part) for part in ("confirmed", "decided")))
        .add_columns(own.c.import_id.label("undoes"), u.undone_by)
        .add_columns(later.c.imported_at.label("undone_at"), later.c.imported_by.label("undone_who"))
        .join_from(s.imports, s.import_files, f.import_id == i.id, isouter=True)
        .join(s.undone_imports, u.import_id == i.id, isouter=True)
        .join(later, later.c.id == u.undone_by, isouter=True)
        .join(own, own.c.undone_by == i.id, isouter=True)
        .where(i.branch_code == scope.branch, sa.or_(f.import_id.is_not(None), i.changed > 0))
        .where(sa.literal(scope.within is None))
        .order_by(i.id.desc(), f.position)
    )
    rows, known = fetch(conn, query), acts(conn, scope.branch)
    alone = pl.col("name").is_null() & pl.col("undoes").is_null()
    named = pl.col("load").replace_strict(known, default=None, return_dtype=pl.String)
    return rows.with_columns(act=pl.when(alone).then(named))


def newest(conn: sa.Connection, scope: Scope) -> int:
    """The last load of the scope's branch, one that changed nothing too, 0 before the first: with it the answers of
    `files` and `refused` are others, and only with it, since what stands in them is never written again."""
    return conn.scalar(_NEWEST, {"branch": scope.branch}) or 0


_NEWEST = sa.select(sa.func.max(s.imports.c.id)).where(s.imports.c.branch_code == sa.bindparam("branch"))


def listed(conn: sa.Connection, scope: Scope, newest: int) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """The answers of `files` and of `refused` while a load is the newest, so that they may be remembered."""
    return files(conn, scope), refused(conn, scope)


def unrecorded(conn: sa.Connection, branch: str) -> int:
    """The last load before rows were kept as they were, 0 where they always were. It and those before stay."""
    u = s.unrecorded.c
    return conn.scalar(sa.select(u.import_id).where(u.branch_code == branch)) or 0


def undos(conn: sa.Connection, scope: Scope) -> list[int]:
    """The loads of the scope's branch that are undos, in order."""
    i, u = s.imports.c, s.undone_imports.c
    query = sa.select(u.undone_by).join(s.imports, i.id == u.undone_by).where(i.branch_code == scope.branch)
    return list(conn.scalars(query.order_by(u.undone_by)))


def standing_since(conn: sa.Connection, branch: str, load: int) -> list[int]:
    """The loads from one on that changed rows, were not undone and are no undos, the newest first."""
    i = s.imports.c
    query = sa.select(i.id).where(i.branch_code == branch, i.id >= load, *standing())
    return list(conn.scalars(query.order_by(i.id.desc())))


def file_names(conn: sa.Connection, wanted: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of the files of these loads, in order; a load without files is not there."""
    f = s.import_files.c
    names: dict[int, tuple[str, ...]] = {}
    query = sa.select(f.import_id, f.name).where(f.import_id.in_(sorted(set(wanted))))
    for load, name in conn.execute(query.order_by(f.import_id, f.position)):
        names[load] = (*names.get(load, ()), name)
    return names


def fingerprints(conn: sa.Connection, branch: str) -> frozenset[str]:
    """The SHA-256 of each file of the branch's loads that stand."""
    f, i = s.import_files.c, s.imports.c
    query = sa.select(f.sha256).join(s.imports, i.id == f.import_id).where(i.branch_code == branch, *standing())
    return frozenset(conn.scalars(query))


def undoable(conn: sa.Connection, scope: Scope) -> list[dict[str, Any]]:
    """The loads that stand and whose rows are kept as they were before, the newest first.

    load (id), imported_at (UTC), imported_by, changed (rows), files (names, in order), act (see
    `frames.loads.acts`, null where it is none). Something may rest on one.
    """
    known = acts(conn, scope.branch)
    wanted = standing_since(conn, scope.branch, unrecorded(conn, scope.branch) + 1)
    i, names = s.imports.c, file_names(conn, wanted)
    query = sa.select(i.id.label("load"), i.imported_at, i.imported_by, i.changed).where(i.id.in_(wanted))
    rows = conn.execute(query.order_by(i.id.desc())).mappings()
    return [{**row, "files": list(names.get(row["load"], ())), "act": known.get(row["load"])} for row in rows]


def refused(conn: sa.Connection, scope: Scope, most: int = 10) -> list[dict[str, Any]]:
    """The newest files of the branch with refused rows, newest first: load, name, refused (rows), report, refusals.

    The refusals (row, column, value, rule) are the first of each file, as the database keeps them, masked.
    """
    i, f = s.imports.c, s.import_files.c
    query = (
        sa.select(i.id.label("load"), f.name, f.refused, f.report)
        .join_from(s.imports, s.import_files, f.import_id == i.id)
        .where(i.branch_code == scope.branch, f.refused > 0, sa.literal(scope.within is None))
        .order_by(i.id.desc(), f.position)
        .limit(most)
    )
    return [{**row, "refusals": row["report"]["refusals"]} for row in conn.execute(query).mappings()]


def moment(conn: sa.Connection, scope: Scope) -> datetime | None:
    """When the newest load of the scope's branch that changed rows was made, UTC; None before the first."""
    i = s.imports.c
    newest: datetime | None = conn.scalar(
        sa.select(sa.func.max(i.imported_at)).where(i.branch_code == scope.branch, i.changed > 0)
    )
    return newest


def counted(conn: sa.Connection, branch: str) -> tuple[int, datetime | None]:
    """How many loads of a branch are on record, undoings too; when the newest was made (UTC), None without any."""
    there = sa.select(sa.func.count(), sa.func.max(s.imports.c.imported_at)).where(s.imports.c.branch_code == branch)
    number, newest = conn.execute(there).one()
    return number, newest.replace(tzinfo=UTC) if newest else None
