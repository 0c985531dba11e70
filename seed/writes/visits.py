"""When each reader looked last: two moments a reader, and nothing else."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from queries.db import schema as s
from seed.writes import acts

ONE_VISIT = timedelta(hours=1)
"""Who opens the overview again within it has not been away."""


def visit(conn: sa.Connection, branch: str, viewer: str, at: datetime) -> datetime | None:
    """Note that a reader opens the overview, in the caller's transaction; when the visit before was (UTC), None where
    this one is the first, or there is no such branch.
    """
    v, now, name = s.visits.c, acts.utc(at), viewer[: acts.LONGEST_NAME]
    acts.wait_turn(conn, branch)
    if conn.scalar(sa.select(s.branches.c.code).where(s.branches.c.code == branch)) is None:
        return None
    own = (v.branch_code == branch, v.viewer == name)
    row = conn.execute(sa.select(v.last_at, v.before_at).where(*own)).first()
    if row is None:
        conn.execute(sa.insert(s.visits).values(branch_code=branch, viewer=name, last_at=now))
        return None
    before: datetime | None = row.before_at if now - row.last_at < ONE_VISIT else row.last_at
    conn.execute(sa.update(s.visits).where(*own).values(last_at=now, before_at=before))
    return before
