"""Questions to agents about how their registrations look: opened for somebody and a day, and what was answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema_readers import ANSWERED
from seed.writes.assigned import AssignedError, Assignment, conclude, open_each

LONGEST = 500
"""Letters of an answer."""


def ask(
    conn: sa.Connection,
    branch: str,
    signs: Iterable[Mapping[str, Any]],
    as_of: date,
    assigned_to: str,
    ask_on: date,
    by: str,
    at: datetime,
) -> int:
    """Open a question for each of these rows of `signs.signs`, in the caller's transaction; how many. `at`: a moment
    with its time zone; stored as UTC. Raises AssignedError, with nothing written.
    """
    own = ("sign", "counted", "among")
    rows = [{"agent_code": row["code"], "ask_on": ask_on} | {name: row[name] for name in own} for row in signs]
    return open_each(conn, s.questions, branch, rows, Assignment(as_of, assigned_to, by, at))


def note_answer(
    conn: sa.Connection, branch: str, question: int, outcome: str, answer: str, by: str, at: datetime
) -> None:
    """Write what came of a question, in the caller's transaction; a later outcome takes the place of an earlier one.

    Who says that something is explained, corrected or unclear says what was answered. Raises AssignedError:
    unknown_outcome, no_answer (of an outcome that needs one), too_long, unknown_question.
    """
    said = answer.strip()
    if outcome not in ANSWERED:
        raise AssignedError("unknown_outcome")
    if not said and outcome != "not_reached":
        raise AssignedError("no_answer")
    if len(said) > LONGEST:
        raise AssignedError("too_long")
    if not conclude(conn, s.questions, branch, question, {"outcome": outcome, "answer": said or None}, by, at):
        raise AssignedError("unknown_question")
