"""Notes by staff on an agent: written once, with who and when; never changed."""

from datetime import UTC, datetime

import sqlalchemy as sa

from queries.db import schema as s

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
    a, n = s.agents.c, s.notes.c
    # The branch's row is locked until the transaction ends, so that two notes at once do not take the same number.
    conn.execute(sa.select(s.branches.c.code).where(s.branches.c.code == branch).with_for_update())
    if conn.scalar(sa.select(a.code).where(a.branch_code == branch, a.code == agent)) is None:
        raise NoteError("unknown_agent")
    last = conn.scalar(sa.select(sa.func.max(n.id)).where(n.branch_code == branch)) or 0
    row = {"branch_code": branch, "id": last + 1, "agent_code": agent, "text": said}
    moment = at.astimezone(UTC).replace(tzinfo=None)
    conn.execute(sa.insert(s.notes), {**row, "written_by": by[:120], "written_at": moment})
