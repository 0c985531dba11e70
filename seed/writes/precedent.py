"""Writes what a briefing withholds, and tells of a semester that runs, when it is issued."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from queries import comparisons, completeness
from queries.comparisons import Earlier
from queries.db import schema as s
from queries.periods import Period
from queries.press.gate import to_issue
from queries.press.precedent import precedent
from queries.scope import Scope


def remember(conn: sa.Connection, scopes: Iterable[Scope], briefing_id: int) -> None:
    """Add what is so now of each semester that is told of, and was not before, in the caller's transaction.

    `scopes`: the briefing's, and those of its figures. A semester's cells are decided together, so that all of them are
    remembered, whatever the briefing shows of them; those of the earlier periods too, since a growth and the number
    beside it tell what was there before.
    """
    semesters = {one.period: one for scope in scopes for one in _semesters(conn, scope)}
    rows = [
        {
            "branch_code": semester.branch,
            "measure": measure,
            "semester": semester.period.first,
            **dict(zip(("place", "month", "part"), map(_text, cell), strict=True)),
            "state": state,
            "briefing_id": briefing_id,
        }
        for semester in semesters.values()
        for measure, now in to_issue(conn, semester).items()
        for state, cells, before in zip(now._fields, now, precedent(conn, semester, measure), strict=True)
        for cell in sorted(cells - before, key=repr)
    ]
    if rows:
        conn.execute(sa.insert(s.issued_cells), rows)


def _semesters(conn: sa.Connection, scope: Scope) -> list[Scope]:
    """The semesters of a scope's months, and of the periods that it is set beside."""
    known = completeness.of_branch(conn, scope)
    beside = (comparisons.earlier(scope, which, known) for which in Earlier)
    months = [month for one in (scope, *beside) if one for month in one.period.months()]
    return [scope.during(semester) for semester in dict.fromkeys(map(Period.semester_of, months))]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
