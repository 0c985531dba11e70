"""The pace of a running semester as JSON."""

from datetime import date

import sqlalchemy as sa

from queries import pace, targets
from queries.scope import Scope


def pace_document(conn: sa.Connection, scope: Scope, first_month: date | None) -> list[dict] | None:
    """One object a measure in which the semester runs; None where the period is no semester that runs.

    measure, months (complete), so_far, target (null: none), earlier_semesters, projected, low, high (null: too little
    history), past_errors (of the method at the same month, a ratio for each earlier semester it could be tried on).
    """
    if first_month is None or not pace.runs(scope):
        return None
    return [_one(conn, scope, first_month, measure) for measure in pace.MEASURES if pace.runs(scope, [measure])]


def _one(conn: sa.Connection, scope: Scope, first_month: date, measure: str) -> dict:
    projection = pace.projection(conn, scope, first_month, measure)
    assert projection is not None, "the semester runs"
    return {
        "measure": measure,
        "months": projection.months,
        "so_far": projection.so_far,
        "target": targets.target(conn, scope, measure),
        "earlier_semesters": projection.earlier,
        "projected": projection.projected,
        "low": projection.low,
        "high": projection.high,
        "past_errors": [round(float(one.error), 6) for one in projection.tests],
    }
