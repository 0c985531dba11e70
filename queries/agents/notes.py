"""What staff noted on agents. A note is no import, so that the data version does not change with it: ask it anew."""

import polars as pl
import sqlalchemy as sa

from queries.frames import notes
from queries.scope import Scope


def of_agent(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a note on the agent: agent_code, written_at (UTC), written_by, text; newest first."""
    return notes.notes(conn, scope).filter(pl.col("agent_code") == agent).collect()


def newest(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent with a note, the newest: agent_code, written_at (UTC), written_by, text; by agent_code."""
    return notes.notes(conn, scope).unique("agent_code", keep="first", maintain_order=True).sort("agent_code").collect()
