"""What calls and questions to agents share: opened for somebody and a day, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from seed.writes import acts


class AssignedError(ValueError):
    """Nothing was written. `reason`: nobody (no row is chosen), no_name (nobody is to do it), too_long (a text is),
    unknown_agent; further ones with the function that raises it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"nothing was written: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Assignment:
    """What is the same of all that one act opens. `at`: a moment with its time zone; stored as UTC."""

    as_of: date
    assigned_to: str
    by: str
    at: datetime


def open_each(
    conn: sa.Connection, table: sa.Table, branch: str, rows: Sequence[Mapping[str, Any]], assignment: Assignment
) -> int:
    """Write these rows, each with the table's own columns, in the caller's transaction; how many.

    Raises AssignedError, with nothing written.
    """
    name = assignment.assigned_to.strip()
    if not rows:
        raise AssignedError("nobody")
    if not name:
        raise AssignedError("no_name")
    if len(name) > acts.LONGEST_NAME:
        raise AssignedError("too_long")
    acts.wait_turn(conn, branch)
    a, codes = s.agents.c, {row["agent_code"] for row in rows}
    if codes - set(conn.scalars(sa.select(a.code).where(a.branch_code == branch, a.code.in_(codes)))):
        raise AssignedError("unknown_agent")
    first = acts.next_id(conn, branch, table)
    every = {
        "branch_code": branch,
        "as_of": assignment.as_of,
        "opened_at": acts.utc(assignment.at),
        "opened_by": assignment.by[: acts.LONGEST_NAME],
        "assigned_to": name,
    }
    conn.execute(sa.insert(table), [{**every, **row, "id": first + n} for n, row in enumerate(rows)])
    return len(rows)


def conclude(
    conn: sa.Connection, table: sa.Table, branch: str, number: int, values: Mapping[str, Any], by: str, at: datetime
) -> bool:
    """Write what came of one, in the caller's transaction, in place of what was written before; whether it is there.

    `values`: the outcome, and what belongs to it.
    """
    acts.wait_turn(conn, branch)
    who = {"outcome_at": acts.utc(at), "outcome_by": by[: acts.LONGEST_NAME]}
    its = (table.c.branch_code == branch, table.c.id == number)
    return bool(conn.execute(sa.update(table).where(*its).values(**values, **who)).rowcount)
