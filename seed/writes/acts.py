"""What every act on a branch has: its turn, its number, its moment; and of a load or an undo, its record."""

from datetime import UTC, datetime

import sqlalchemy as sa

from queries.db import schema as s

LONGEST_NAME = 120
"""Letters of who did it, as the columns hold."""

REHEARSED = 2**31 - 2
"""The number of a load that will be taken back: no other branch's load can have it at the same time, as it could the
next one. Another rehearsal waits for this one to end.
"""


def wait_turn(conn: sa.Connection, branch: str) -> None:
    """Lock the branch's row until the transaction ends, so that two acts at once do not take the same number.

    On PostgreSQL the second waits here; SQLite has a single writer anyway.
    """
    conn.execute(sa.select(s.branches.c.code).where(s.branches.c.code == branch).with_for_update())


def next_id(conn: sa.Connection, branch: str, table: sa.Table) -> int:
    """The number after the last one of the branch's rows in a table; 1 where it has none."""
    last = conn.scalar(sa.select(sa.func.max(table.c.id)).where(table.c.branch_code == branch))
    return int(last or 0) + 1


def utc(at: datetime) -> datetime:
    """A moment as the database stores it: in UTC, without its time zone. One without a time zone is in UTC already."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def record(
    conn: sa.Connection,
    branch: str,
    by: str,
    at: datetime,
    changed: int,
    accepted_rejects: bool = False,
    number: int | None = None,
) -> int:
    """Write who changed how many rows of the branch, and when; the load's id. `number`: None for the next one."""
    values = ({} if number is None else {"id": number}) | {
        "branch_code": branch,
        "imported_at": utc(at),
        "imported_by": by[:LONGEST_NAME],
        "accepted_rejects": accepted_rejects,
        "changed": changed,
    }
    return int(conn.execute(sa.insert(s.imports).values(values).returning(s.imports.c.id)).scalar_one())
