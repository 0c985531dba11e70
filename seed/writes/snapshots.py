"""A branch as it was known at a data version, in a database of its own: every question is asked of it unchanged.

Rows that loads brought are there as they were then. Summaries are those of now, brought up to date for the agents and
months that later loads touched, as an undo does. What no load brings is there by the moment it was written, or, where
no moment of it is on record (places, schemes), as it is now.
"""

from collections.abc import Callable
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.db.rows import fetch
from queries.frames.timeline import decoded
from queries.versions import Past
from seed.writes import bulk, summaries, undo_steps


def build(source: sa.Connection, past: Past, target: sa.Engine) -> None:
    """Write the branch of `past` into the empty SQLite database `target`, its tables too. Reads `source`, changes
    nothing there.
    """
    s.metadata.create_all(target)
    with writing(target) as conn:
        # Summaries of now may name who was not there yet, until they are refreshed.
        conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in s.metadata.sorted_tables:
            if table not in s.SUMMARIES:
                bulk.insert(conn, table, rows(source, past, table))
        touched = undo_steps.touched_since(source, past.branch, past.version)
        for table in s.SUMMARIES:
            if touched != (None, None) or table is s.postings:
                mine = _select(table).where(table.c.branch_code == past.branch).order_by(*table.primary_key)
                bulk.insert(conn, table, fetch(source, mine))
        summaries.refresh(conn, past.branch, *touched)


def rows(conn: sa.Connection, past: Past, table: sa.Table) -> pl.DataFrame:
    """The rows of a table, none of SUMMARIES, that were known then, by its key; JSON as text.

    Raises KeyError for a table that neither loads bring nor anybody has said by what it is known.
    """
    every = _known(conn, past, table)
    for column, parents, key in _PARENTS.get(table, ()):
        there = rows(conn, past, parents)[key].implode()
        every = every.filter(pl.col(column).is_null() | pl.col(column).is_in(there))
    return every.sort([column.name for column in table.primary_key])


def newest(conn: sa.Connection, past: Past, table: sa.Table) -> int:
    """The highest number (`id`) of a table's rows that were known then, 0 where there were none."""
    ids: list[int] = rows(conn, past, table)["id"].to_list()
    return max(ids, default=0)


def _known(conn: sa.Connection, past: Past, table: sa.Table) -> pl.DataFrame:
    if table in _KNOWN:
        return fetch(conn, _select(table).where(*_KNOWN[table](past)))
    if "import_id" not in table.c:
        raise KeyError(f"{table.name}: say in {__name__} by what its rows were known at a data version")
    standing = fetch(conn, _select(table).where(table.c.branch_code == past.branch, _by(table.c.import_id, past)))
    return pl.concat([standing, _superseded(conn, past, table).select(standing.columns)], how="vertical_relaxed")


def _superseded(conn: sa.Connection, past: Past, table: sa.Table) -> pl.DataFrame:
    """Rows that a load after the version changed or took out, as they were."""
    k = s.superseded.c
    query = sa.select(k.key, sa.cast(k.row, sa.Text).label("row"), k.branch_code, k.import_id).where(
        k.branch_code == past.branch, k.kind == table.name, k.until_import_id > past.version, _by(k.import_id, past)
    )
    return decoded(fetch(conn, query), table)


def _select(table: sa.Table) -> sa.Select[Any]:
    return sa.select(
        *(sa.cast(one, sa.Text).label(one.name) if isinstance(one.type, sa.JSON) else one for one in table.c)
    )


def _by(load: sa.Column[Any], past: Past) -> sa.ColumnElement[bool]:
    """Whether a row came by the version; what came with the branch or a briefing has no load."""
    return sa.or_(load.is_(None), load <= past.version)


def _before(moment: sa.Column[Any], past: Past) -> sa.ColumnElement[bool]:
    return sa.true() if past.until is None else moment < past.until


def _loads(past: Past) -> sa.Select[Any]:
    i = s.imports.c
    return sa.select(i.id).where(i.branch_code == past.branch, i.id <= past.version)


_Conditions = Callable[[Past], tuple[sa.ColumnElement[bool], ...]]

_KNOWN: dict[sa.Table, _Conditions] = {
    s.branches: lambda past: (s.branches.c.code == past.branch,),
    s.wilayah: lambda _past: (),
    s.schemes: lambda past: (s.schemes.c.branch_code == past.branch,),
    s.unrecorded: lambda past: (s.unrecorded.c.branch_code == past.branch,),
    s.imports: lambda past: (s.imports.c.id.in_(_loads(past)),),
    s.import_files: lambda past: (s.import_files.c.import_id.in_(_loads(past)),),
    s.undone_imports: lambda past: (s.undone_imports.c.undone_by.in_(_loads(past)),),
    s.superseded: lambda past: (
        s.superseded.c.branch_code == past.branch,
        s.superseded.c.until_import_id <= past.version,
    ),
    s.notes: lambda past: (s.notes.c.branch_code == past.branch, _before(s.notes.c.written_at, past)),
    s.briefings: lambda past: (
        s.briefings.c.branch_code == past.branch,
        s.briefings.c.data_version <= past.version,
        _before(s.briefings.c.issued_at, past),
    ),
    s.briefing_files: lambda past: (s.briefing_files.c.branch_code == past.branch,),
    s.briefing_texts: lambda past: (s.briefing_texts.c.branch_code == past.branch,),
    s.confirmed_figures: lambda past: (s.confirmed_figures.c.branch_code == past.branch,),
    s.notices: lambda past: (
        s.notices.c.branch_code == past.branch,
        s.notices.c.data_version <= past.version,
        _before(s.notices.c.written_at, past),
    ),
    # What a briefing withheld later is withheld in the past too: whoever looks there has read the briefing.
    s.issued_cells: lambda past: (s.issued_cells.c.branch_code == past.branch,),
    # Calls, visits, meetings, questions, drafts, people and the audit are about now, of which the past has nothing.
    s.calls: lambda _past: (sa.false(),),
    s.visits: lambda _past: (sa.false(),),
    s.meetings: lambda _past: (sa.false(),),
    s.findings: lambda _past: (sa.false(),),
    s.questions: lambda _past: (sa.false(),),
    s.drafts: lambda _past: (sa.false(),),
    s.standing_texts: lambda _past: (sa.false(),),
    s.people: lambda _past: (sa.false(),),
    s.people_changes: lambda _past: (sa.false(),),
    s.audit: lambda _past: (sa.false(),),
    # Whole numbers stand in one place, so that they can be forgotten.
    s.kpj_numbers: lambda _past: (sa.false(),),
    # Codes lead back to what they were given for, whatever is looked at: they are asked of the source.
    s.traces: lambda _past: (sa.false(),),
    s.trace_tables: lambda _past: (sa.false(),),
}
"""The tables that loads do not bring, and by what their rows are known."""

_PARENTS: dict[sa.Table, tuple[tuple[str, sa.Table, str], ...]] = {
    s.notes: (("agent_code", s.agents, "code"),),
    s.briefing_files: (("briefing_id", s.briefings, "id"),),
    s.briefing_texts: (("briefing_id", s.briefings, "id"),),
    s.confirmed_figures: (("briefing_id", s.briefings, "id"),),
    s.notices: (("briefing_id", s.briefings, "id"),),
    s.reference_figures: (("briefing_id", s.briefings, "id"), ("notice_id", s.notices, "id")),
    s.observations: (("reference_id", s.reference_figures, "id"),),
}
"""Rows without a load of their own go with what they are about: column, its table, the column there."""
