"""The only SELECTs of notes on agents: (conn, scope) -> LazyFrame."""

from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames import postings
from queries.scope import Scope


def notes(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a note on an agent who stands in the scope's places; newest first.

    agent_code, written_at (UTC), written_by, text.
    Whatever the period: a note is about what to do next, so that the newest matters on every page.
    """
    n = s.notes.c
    return fetch(conn, _newest_first(scope, n.agent_code, n.written_at, n.written_by, n.text)).lazy()


def texts(conn: sa.Connection, scope: Scope) -> list[tuple[str, str]]:
    """Agent and text of each of these notes, newest first, as they are: a page's every run asks."""
    n = s.notes.c
    return [(agent, text) for agent, text in conn.execute(_newest_first(scope, n.agent_code, n.text))]


def _newest_first(scope: Scope, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    n = s.notes.c
    return (
        sa.select(*columns)
        .where(n.branch_code == scope.branch, *postings.standing(scope, n.agent_code))
        .order_by(n.written_at.desc(), n.id.desc())
    )
