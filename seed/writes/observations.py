"""Keeps what each published figure comes to: computed again after a load, an undo, or a change of its definition."""

from datetime import datetime

import sqlalchemy as sa

from queries import branches
from queries.db import schema as s
from queries.db.engine import writing
from queries.published import published
from queries.published.published import Published
from seed.writes import acts


def observe(conn: sa.Connection, branch: str, at: datetime | None = None) -> int:
    """Write one observation a published figure of the branch whose data or definition changed since its last; the
    number written. To be called when the summaries are up to date, in the caller's transaction.

    Figures of one scope are computed once; where nothing is published, or nothing changed, nothing is. A figure whose
    period is not complete, or that cannot be computed, is written as null. `at`: when, with its time zone; None: when
    the newest data was loaded.
    """
    stale = [one for one in _known(conn, branch) if one.stale]
    if not stale:
        return 0
    i, version = s.imports.c, branches.data_version(conn, branch)
    moment = acts.utc(at) if at else conn.scalar(sa.select(i.imported_at).where(i.id == version))
    rows = [
        {
            "branch_code": branch,
            "reference_id": one.id,
            "number": len(one.observations) + 1,
            "import_id": version,
            "definition": one.definition_now,
            "observed_at": moment,
            "value": one.now,
        }
        for one in stale
    ]
    conn.execute(sa.insert(s.observations), rows)
    return len(rows)


def catch_up(engine: sa.Engine, at: datetime) -> int:
    """`observe` every branch after an update, which may have changed a definition; the number written. `at`: now.

    Writes only where there is something to write, so that it does not wait for who is importing.
    """
    with engine.connect() as conn:
        due = [code for code in branches.every(conn) if any(one.stale for one in _known(conn, code))]
    if not due:
        return 0
    with writing(engine) as conn:
        return sum(observe(conn, code, at) for code in due)


def _known(conn: sa.Connection, branch: str) -> list[Published]:
    """The published figures of a branch that has data; they cost nothing where there are none."""
    r = s.reference_figures.c
    if conn.scalar(sa.select(r.id).where(r.branch_code == branch).limit(1)) is None:
        return []
    holding = branches.holding(conn, branch)
    return published.known(conn, holding) if holding.data_version else []
