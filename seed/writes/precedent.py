"""Writes what a briefing withholds, and tells of a semester that runs, when it is issued."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import Period
from queries.press.gate import to_issue
from queries.press.precedent import precedent
from queries.scope import Scope


def remember(conn: sa.Connection, scope: Scope, briefing_id: int) -> None:
    """Add what is so now of each semester of the scope's period, and was not before, in the caller's transaction.

    A semester's cells are decided together, so that all of them are remembered, whatever the briefing shows of them.
    """
    semesters = [scope.during(one) for one in dict.fromkeys(map(Period.semester_of, scope.period.months()))]
    rows = [
        {
            "branch_code": scope.branch,
            "measure": measure,
            "semester": semester.period.first,
            **dict(zip(("place", "month", "part"), map(_text, cell), strict=True)),
            "state": state,
            "briefing_id": briefing_id,
        }
        for semester in semesters
        for measure, now in to_issue(conn, semester).items()
        for state, cells, before in zip(now._fields, now, precedent(conn, semester, measure), strict=True)
        for cell in sorted(cells - before, key=repr)
    ]
    if rows:
        conn.execute(sa.insert(s.issued_cells), rows)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
