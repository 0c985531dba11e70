"""Questions to agents about how their registrations look, and what was answered. No import: ask anew."""

import polars as pl
import sqlalchemy as sa

from queries.frames import calls as frame
from queries.scope import Scope


def questions(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a question to an agent who stands in the scope's places: those not answered first, then by day and id.

    The columns of `frames.calls.questions`.
    """
    answered = pl.col("outcome").is_not_null() & (pl.col("outcome") != "not_reached")
    return frame.questions(conn, scope).sort(answered, "ask_on", "id").collect()
