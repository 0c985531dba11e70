"""Writes what was judged good, parents before children, in the caller's transaction."""

from collections.abc import Callable, Sequence

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from seed.checks.validator import CHANGED, MOVED, NEW, Judged
from seed.writes import bulk, history

_END = ("ended_on", "end_reason")
_COLUMNS: dict[str, tuple[sa.Table, tuple[str, ...], tuple[str, ...]]] = {
    "wilayah": (s.wilayah, ("code",), ("name", "kind", "latitude", "longitude")),
    "offices": (s.offices, ("code",), ("name", "contact")),
    "office_places": (s.office_places, ("office_code", "since"), ("wilayah_code",)),
    "agents": (s.agents, ("code",), ("name", "contact")),
    "agent_offices": (s.agent_offices, ("agent_code", "since"), ("office_code",)),
    "services": (s.services, ("agent_code", "since"), ("until",)),
    "participants": (
        s.participants,
        ("id",),
        ("sector", "program", "agent_code", "registered_on", "kpj_hash", "kpj_last4", "nik_hash", *_END),
    ),
    "takeovers": (s.takeovers, ("participant_id", "since"), ("agent_code",)),
    "contributions": (
        s.contributions,
        ("participant_id", "blth", "paid_on"),
        ("covered_until", "months", "amount", "payer"),
    ),
    "targets": (s.targets, ("id",), ("first_month", "last_month", "wilayah_code", "office_code", "measure", "value")),
    "denominators": (s.denominators, ("id",), ("name", "year", "wilayah_code", "value", "source", "definition")),
    "funds": (s.funds, ("id",), ("name", "since", "until")),
    "references": (
        s.reference_figures,
        ("id",),
        *(
            (
                "metric",
                "value",
                "rounding",
                "wording",
                "first_month",
                "last_month",
                "places",
                "source",
                "published_on",
            ),
        ),
    ),
    "roster": (s.roster, ("month", "agent_code"), ()),
}
"""Of each kind: its table, the key, the other columns; in the order of loading."""


def load(
    conn: sa.Connection, branch: str, judged: dict[str, Judged], import_id: int, done: Callable[[int], None]
) -> dict[str, pl.DataFrame]:
    """Insert the new rows, update the changed ones, delete those that a list or month replaces and those that moved to
    another key; keep all these as they were. Returns the rows of each kind of which the branch had none before: they
    need not be read back.

    `done`: told the number of rows written since it was last.
    """
    first: dict[str, pl.DataFrame] = {}
    for kind, (table, key, values) in _COLUMNS.items():
        if kind not in judged:
            continue
        owner: dict[str, str | int] = {} if table is s.wilayah else {"branch_code": branch, "import_id": import_id}
        new, changed = judged[kind].of(NEW, MOVED), _differing(judged[kind].of(CHANGED), values)
        rows = _columns(new, owner, key, values).sort(key)
        if owner and conn.scalar(sa.select(sa.literal(1)).where(table.c.branch_code == branch).limit(1)) is None:
            first[kind] = rows
        bulk.insert(conn, table, rows, done)
        history.keep(conn, branch, table, changed, import_id)
        update(conn, table, _columns(changed, owner, key, values), key)
        done(changed.height)
    for kind, (table, key, _) in reversed(_COLUMNS.items()):
        for leaving in (judged[kind].dropped, judged[kind].moved) if kind in judged else ():
            history.keep(conn, branch, table, leaving, import_id)
            delete(conn, branch, table, leaving, key)
            done(leaving.height)
    return first


def _differing(rows: pl.DataFrame, values: tuple[str, ...]) -> pl.DataFrame:
    """The rows in which one of the table's own columns differs: an agent's office, say, stands in another table."""
    compared = [name for name in values if f"{name}_old" in rows.columns]
    if len(compared) < len(values):
        return rows
    return rows.filter(pl.any_horizontal(pl.lit(False), *(pl.col(n).ne_missing(pl.col(f"{n}_old")) for n in compared)))


def delete(conn: sa.Connection, branch: str, table: sa.Table, rows: pl.DataFrame, key: Sequence[str]) -> None:
    """Delete the rows of a table with the keys of `rows`."""
    if rows.is_empty():
        return
    mine = (table.c[name] == sa.bindparam(f"key_{name}") for name in key)
    statement = sa.delete(table).where(table.c.branch_code == branch, *mine)
    named = rows.select(pl.col(name).alias(f"key_{name}") for name in key)
    for part in named.iter_slices(bulk.SLICE):
        conn.execute(statement, part.to_dicts())


def _columns(
    rows: pl.DataFrame, owner: dict[str, str | int], key: tuple[str, ...], values: tuple[str, ...]
) -> pl.DataFrame:
    return rows.select(*(pl.lit(value).alias(name) for name, value in owner.items()), *key, *values)


def update(conn: sa.Connection, table: sa.Table, rows: pl.DataFrame, key: Sequence[str]) -> None:
    """Set the columns of `rows`, which hold the key and the branch, in the table's rows of the same key."""
    if rows.is_empty():
        return
    keys = [name for name in ("branch_code", *key) if name in rows.columns]
    values = [name for name in rows.columns if name not in keys]
    statement = (
        sa.update(table)
        .where(*(table.c[name] == sa.bindparam(f"key_{name}") for name in keys))
        .values({name: sa.bindparam(f"new_{name}") for name in values})
    )
    named = rows.rename({name: f"key_{name}" for name in keys} | {name: f"new_{name}" for name in values})
    for part in named.iter_slices(bulk.SLICE):
        conn.execute(statement, part.to_dicts())
