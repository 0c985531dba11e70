"""Calls to agents: opened for somebody and a day, and what came of them; each with who and when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema_agents import OUTCOMES
from seed.writes.assigned import AssignedError, Assignment, conclude, open_each


def plan(
    conn: sa.Connection,
    branch: str,
    changes: Iterable[Mapping[str, Any]],
    as_of: date,
    assigned_to: str,
    call_on: date,
    by: str,
    at: datetime,
) -> int:
    """Open a call for each of these rows of `countdown.changes`, as they stand on the as-of day, in the caller's
    transaction; how many. A row may have a fund whose end is the only reason. `at`: a moment with its time zone; stored
    as UTC. Raises AssignedError, with nothing written.
    """
    own = ("to_status", "act", "act_until", "fund")
    rows = [{"agent_code": row["code"], "call_on": call_on} | {name: row.get(name) for name in own} for row in changes]
    return open_each(conn, s.calls, branch, rows, Assignment(as_of, assigned_to, by, at))


def note_outcome(conn: sa.Connection, branch: str, call: int, outcome: str, by: str, at: datetime) -> None:
    """Write what came of a call, in the caller's transaction; a later outcome takes the place of an earlier one.

    Raises AssignedError: unknown_outcome, or unknown_call where the branch has no such call.
    """
    if outcome not in OUTCOMES:
        raise AssignedError("unknown_outcome")
    if not conclude(conn, s.calls, branch, call, {"outcome": outcome}, by, at):
        raise AssignedError("unknown_call")
