"""What staff noted on agents. A note is no import, so that the data version does not change with it: ask it anew."""

import polars as pl
import sqlalchemy as sa

from queries.frames import notes
from queries.scope import Scope


def of_agent(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a note on the agent: agent_code, written_at (UTC), written_by, text; newest first."""
    return notes.notes(conn, scope).filter(pl.col("agent_code") == agent).collect()


def newest(conn: sa.Connection, scope: Scope) -> dict[str, str]:
    """The newest note on each agent who has one, by code: its text."""
    texts: dict[str, str] = {}
    for agent, text in notes.texts(conn, scope):
        texts.setdefault(agent, text)
    return texts
