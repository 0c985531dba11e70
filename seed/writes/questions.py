"""Questions to agents about how their registrations look: opened for somebody and a day, and what was answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema_readers import ANSWERED
from seed.writes import acts

LONGEST = 500
"""Letters of an answer."""


class QuestionError(ValueError):
    """Nothing was written. `reason`: nobody (no question is chosen), no_name (nobody is to ask), too_long (the name or
    answer is), unknown_agent, unknown_question, unknown_outcome, no_answer (of an outcome that needs one)."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the question was not written: {reason}")
        self.reason = reason


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
    with its time zone; stored as UTC. Raises QuestionError, with nothing written.
    """
    rows, name = list(signs), assigned_to.strip()
    if not rows:
        raise QuestionError("nobody")
    if not name:
        raise QuestionError("no_name")
    if len(name) > acts.LONGEST_NAME:
        raise QuestionError("too_long")
    acts.wait_turn(conn, branch)
    a, codes = s.agents.c, {row["code"] for row in rows}
    if codes - set(conn.scalars(sa.select(a.code).where(a.branch_code == branch, a.code.in_(codes)))):
        raise QuestionError("unknown_agent")
    first = acts.next_id(conn, branch, s.questions)
    every = {
        "branch_code": branch,
        "as_of": as_of,
        "opened_at": acts.utc(at),
        "opened_by": by[: acts.LONGEST_NAME],
        "assigned_to": name,
        "ask_on": ask_on,
    }
    written = [
        {**every, "id": first + n, "agent_code": row["code"]}
        | {column: row[column] for column in ("sign", "counted", "among")}
        for n, row in enumerate(rows)
    ]
    conn.execute(sa.insert(s.questions), written)
    return len(written)


def note_answer(
    conn: sa.Connection, branch: str, question: int, outcome: str, answer: str, by: str, at: datetime
) -> None:
    """Write what came of a question, in the caller's transaction; a later outcome takes the place of an earlier one.

    Who says that something is explained, corrected or unclear says what was answered. Raises QuestionError.
    """
    said = answer.strip()
    if outcome not in ANSWERED:
        raise QuestionError("unknown_outcome")
    if not said and outcome != "not_reached":
        raise QuestionError("no_answer")
    if len(said) > LONGEST:
        raise QuestionError("too_long")
    acts.wait_turn(conn, branch)
    q, values = s.questions.c, {"outcome": outcome, "answer": said or None, "outcome_at": acts.utc(at)}
    values["outcome_by"] = by[: acts.LONGEST_NAME]
    done = conn.execute(sa.update(s.questions).where(q.branch_code == branch, q.id == question).values(values))
    if not done.rowcount:
        raise QuestionError("unknown_question")
