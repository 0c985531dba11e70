"""Notes by staff on an agent: written once, with who and when; never changed."""

from datetime import datetime

import sqlalchemy as sa

from queries.db import schema as s
from seed.writes import acts

LONGEST = 1_000
"""Letters of a note, as its column holds."""


class NoteError(ValueError):
    """A note that cannot be kept. `reason`: empty, too_long (`letters` says how long), or unknown_agent."""

    def __init__(self, reason: str, letters: int = 0) -> None:
        super().__init__(f"the note was not kept: {reason}")
        self.reason, self.letters = reason, letters


def write(conn: sa.Connection, branch: str, agent: str, text: str, by: str, at: datetime) -> None:
    """Keep a note on an agent, in the caller's transaction. `at`: a moment with its time zone; kept as UTC.

    Raises NoteError for a text that is empty or longer than LONGEST, and for an agent whom the branch does not have.
    """
    said = text.strip()
    if not said:
        raise NoteError("empty")
    if len(said) > LONGEST:
        raise NoteError("too_long", len(said))
    a = s.agents.c
    acts.wait_turn(conn, branch)
    if conn.scalar(sa.select(a.code).where(a.branch_code == branch, a.code == agent)) is None:
        raise NoteError("unknown_agent")
    row = {
        "branch_code": branch,
        "id": acts.next_id(conn, branch, s.notes),
        "agent_code": agent,
        "text": said,
        "written_by": by[: acts.LONGEST_NAME],
        "written_at": acts.utc(at),
    }
    conn.execute(sa.insert(s.notes), row)
