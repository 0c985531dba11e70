"""Meetings on the branch's numbers, and what they decided. A meeting is no import: ask anew."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.scope import Scope


def meetings(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a meeting of the scope's branch, whatever its period; the newest first. None for who may see some
    wilayah alone: a meeting is on the whole branch.

    id, on_day, written_at (UTC), written_by, period (code), as_of, data_version.
    """
    m = s.meetings.c
    columns = (m.id, m.on_day, m.written_at, m.written_by, m.period, m.as_of, m.data_version)
    own = (m.branch_code == scope.branch, sa.literal(scope.within is None))
    return fetch(conn, sa.select(*columns).where(*own).order_by(m.id.desc()))


def findings(conn: sa.Connection, scope: Scope, meeting: int) -> pl.DataFrame:
    """One row a finding of a meeting, in order.

    metric, value (at the meeting, in the metric's unit; null: none), next_value (of the same period at the meeting
    after; null: none, or none was held), decision, owner, due_on.
    """
    f = s.findings.c
    columns = (f.metric, f.value, f.next_value, f.decision, f.owner, f.due_on)
    query = sa.select(*columns).where(
        f.branch_code == scope.branch, f.meeting == meeting, sa.literal(scope.within is None)
    )
    return fetch(conn, query.order_by(f.position))
