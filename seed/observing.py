"""Keeps what each published figure comes to: computed again after a load, an undo, or a change of its definition."""

from datetime import UTC, datetime

import sqlalchemy as sa

from queries import branches, published
from queries import schema as s


def observe(conn: sa.Connection, branch: str, at: datetime | None = None) -> int:
    """Write one observation a published figure of the branch whose data or definition changed since its last; the
    number written. To be called when the summaries are up to date, in the caller's transaction.

    Figures of one scope are computed once; where nothing is published, or nothing changed, nothing is. A figure whose
    period is not complete, or that cannot be computed, is written as null. `at`: when, with its time zone; None: when
    the newest data was loaded.
    """
    r = s.reference_figures.c
    if conn.scalar(sa.select(r.id).where(r.branch_code == branch).limit(1)) is None:
        return 0
    held = branches.holding(conn, branch)
    stale = [one for one in published.known(conn, held) if one.stale] if held.data_version else []
    if not stale:
        return 0
    i = s.imports.c
    moment = at.astimezone(UTC).replace(tzinfo=None) if at else None
    moment = moment or conn.scalar(sa.select(i.imported_at).where(i.id == held.data_version))
    rows = [
        {
            "branch_code": branch,
            "reference_id": one.id,
            "number": len(one.observations) + 1,
            "import_id": held.data_version,
            "definition": one.definition_now,
            "observed_at": moment,
            "value": one.now,
        }
        for one in stale
    ]
    conn.execute(sa.insert(s.observations), rows)
    return len(rows)


def observe_all(conn: sa.Connection, at: datetime) -> int:
    """`observe` every branch: an update may have changed a definition. `at`: now."""
    return sum(observe(conn, branch, at) for branch in branches.every(conn))
