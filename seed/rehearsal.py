"""What a load would change in figures that were shown: the load is made, looked at, and taken back."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries import effects
from queries.access import Viewer
from queries.branches import holding
from queries.months import first_month
from queries.periods import Period, month_of
from seed.checks.validator import WRITTEN, Judged

SEMESTERS = 8
"""The newest semesters that are compared."""

MOST_ROWS = 100_000
"""Rows of a load above which nothing is compared: it would take as long as the load."""


@dataclass(frozen=True)
class Rehearsal:
    """The figures before a load."""

    viewer: Viewer
    semesters: tuple[Period, ...]
    before: pl.DataFrame

    def effects(self, conn: sa.Connection) -> pl.DataFrame:
        """The figures that differ now that the load is made: see `queries.effects.differing`."""
        return effects.differing(self.before, effects.figures(conn, self.viewer, self.semesters))


def begun(conn: sa.Connection, viewer: Viewer, judged: dict[str, Judged]) -> Rehearsal | None:
    """What to compare a load with that is about to be made; None where nothing was shown yet, where it changes nothing,
    or where it is larger than MOST_ROWS.
    """
    known = holding(conn, viewer.branch)
    rows = sum(one.of(*WRITTEN).height + one.dropped.height for one in judged.values())
    if not known.data_version or known.first_month is None or known.last_month is None or rows > MOST_ROWS:
        return None
    first, last = _touched(judged)
    semesters = _semesters(first or known.first_month, max(last or known.last_month, known.last_month))
    return Rehearsal(viewer, semesters, effects.figures(conn, viewer, semesters))


def _semesters(first: date, last: date) -> tuple[Period, ...]:
    """The semesters from one month to another, the newest first, SEMESTERS at most."""
    semesters = [Period.semester_of(last)]
    while semesters[-1].first > first and len(semesters) < SEMESTERS:
        semesters.append(semesters[-1].previous())
    return tuple(semesters)


def _touched(judged: dict[str, Judged]) -> tuple[date | None, date | None]:
    """The first and the last month of the rows that change; None for the first where all months may change."""
    days = [
        some[day]
        for kind, columns in (("participants", ("registered_on",)), ("contributions", ("paid_on", "blth")))
        if kind in judged
        for some in (judged[kind].of(*WRITTEN), judged[kind].dropped, judged[kind].moved)
        for day in columns
        if not some.is_empty()
    ]
    last = max((day for column in days if isinstance(day := column.max(), date)), default=None)
    others = any(
        one.of(*WRITTEN).height for kind, one in judged.items() if kind not in ("participants", "contributions")
    )
    return None if others else first_month(*days), month_of(last) if last else None
