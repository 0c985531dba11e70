"""Calls to agents: opened for somebody and a day, and what came of them; each with who and when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema_agents import OUTCOMES
from seed.writes import acts


class CallError(ValueError):
    """Nothing was written. `reason`: nobody (no agent is chosen), no_name (nobody is to call), too_long (the name is),
    unknown_agent, unknown_call, unknown_outcome."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the call was not written: {reason}")
        self.reason = reason


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
    transaction; how many. `at`: a moment with its time zone; stored as UTC. Raises CallError, with nothing written.
    """
    rows, name = list(changes), assigned_to.strip()
    if not rows:
        raise CallError("nobody")
    if not name:
        raise CallError("no_name")
    if len(name) > acts.LONGEST_NAME:
        raise CallError("too_long")
    acts.wait_turn(conn, branch)
    a, codes = s.agents.c, {row["code"] for row in rows}
    known = set(conn.scalars(sa.select(a.code).where(a.branch_code == branch, a.code.in_(codes))))
    if codes - known:
        raise CallError("unknown_agent")
    first = acts.next_id(conn, branch, s.calls)
    every = {
        "branch_code": branch,
        "opened_at": acts.utc(at),
        "opened_by": by[: acts.LONGEST_NAME],
        "as_of": as_of,
        "assigned_to": name,
        "call_on": call_on,
    }
    written = [
        {**every, "id": first + n, "agent_code": row["code"]}
        | {name: row[name] for name in ("to_status", "act", "act_until")}
        for n, row in enumerate(rows)
    ]
    conn.execute(sa.insert(s.calls), written)
    return len(written)


def note_outcome(conn: sa.Connection, branch: str, call: int, outcome: str, by: str, at: datetime) -> None:
    """Write what came of a call, in the caller's transaction; a later outcome takes the place of an earlier one.

    Raises CallError where the branch has no such call, or there is no such outcome.
    """
    if outcome not in OUTCOMES:
        raise CallError("unknown_outcome")
    acts.wait_turn(conn, branch)
    c = s.calls.c
    values = {"outcome": outcome, "outcome_at": acts.utc(at), "outcome_by": by[: acts.LONGEST_NAME]}
    done = conn.execute(sa.update(s.calls).where(c.branch_code == branch, c.id == call).values(values))
    if not done.rowcount:
        raise CallError("unknown_call")
