"""How a semester that still runs compares with earlier ones at the same month, and where it would end at their pace.

The method is the ratio method. Earlier semesters, taken together, had reached a share of what they ended with by the
same month; what is reached now, divided by that share, is the projection. How wrong that was in the past is found by
doing the same for every earlier semester that has one before it (a back-test). The largest of those errors is the
interval's half width, but never less than LEAST, nor less than WIDE while there are fewer than MANY back-tests.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.frames import months
from queries.metrics import catalogue
from queries.periods import Period, shift
from queries.scope import Scope

MEASURES = ("acquired", "received")
MONTHS = 6
EARLIER_NEEDED = 2
"""Earlier semesters without which nothing is projected: one to learn from and one to test it on."""

MANY, LEAST, WIDE = 3, Fraction(1, 10), Fraction(1, 4)


class BackTest(NamedTuple):
    """What the method would have said of an earlier semester at the same month, and what it ended with."""

    semester: date
    projected: int
    actual: int

    @property
    def error(self) -> Fraction:
        """How far the projection was off, as a part of what it ended with; above zero where it was too high."""
        return Fraction(self.projected - self.actual, self.actual)


class Projection(NamedTuple):
    """One measure of a running semester. `months`: complete ones; `so_far`: reached in them; `earlier`: full semesters.

    projected, low, high and width (the interval's half, as a part of what is projected; low is never less than so_far)
    are None where there is too little history, or nothing by this month in it.
    """

    measure: str
    months: int
    so_far: int
    earlier: int
    projected: int | None
    low: int | None
    high: int | None
    width: Fraction | None
    tests: tuple[BackTest, ...]


def runs(scope: Scope, measures: Sequence[str] = MEASURES) -> bool:
    """Whether the period is a semester that lacks no month in between, begun and not ended in the data of a measure."""
    ends = [catalogue()[measure].until_month(scope) for measure in measures]
    open_ended = any(last is not None and last < scope.period.last for last in ends)
    return open_ended and scope.period.kind == "semester" and _has_every_month(scope, scope.period.first)


def courses(conn: sa.Connection, scope: Scope, first_month: date) -> pl.DataFrame:
    """One row a semester and its n-th month; earlier semesters that the data holds whole, and this one as far as it is.

    semester (its first month), n (1 to 6), acquired (people) and received (rupiah) since it began (null: the semester
    is not so far in that kind, or an earlier one is not whole in it), current (whether it is the scope's); by semester
    and n. `first_month`: the first one of the branch's data. No row unless `runs`.
    """
    if not runs(scope):
        return pl.DataFrame(schema=_COURSES)
    reach = scope.reach_month
    assert reach is not None, "the semester runs"
    # Also where another kind begins within the semester, or after it: what came in before is of the semester too.
    since = min(first_month, scope.period.first)
    flowed = months.months(conn, scope.during(Period(since, reach))).collect()
    sums = {month: (acquired, received) for month, acquired, received in flowed.iter_rows()}
    rows = []
    whole = [one for one in _semesters(first_month, scope.period.first) if _has_every_month(scope, one)]
    for semester in whole:
        ends, reached = _ends(scope, semester), [0, 0]
        for n in range(MONTHS):
            month = shift(semester, n)
            if month > max(ends):
                break
            reached = [a + b for a, b in zip(reached, sums.get(month, (0, 0)), strict=True)]
            so_far = (value if month <= end else None for value, end in zip(reached, ends, strict=True))
            rows.append((semester, n + 1, *so_far, semester == scope.period.first))
    return pl.DataFrame(rows, _COURSES, orient="row")


_COURSES = {"semester": pl.Date, "n": pl.Int64, "acquired": pl.Int64, "received": pl.Int64, "current": pl.Boolean}


def _ends(scope: Scope, semester: date) -> list[date]:
    """The last month that counts of each measure in a semester: in an earlier one that is not whole, none."""
    there = scope.during(Period.semester_of(semester))
    last = [catalogue()[measure].until_month(there) or date.min for measure in MEASURES]
    return last if semester == scope.period.first else [one if one == there.period.last else date.min for one in last]


def _has_every_month(scope: Scope, semester: date) -> bool:
    """Whether no month of a semester is missing: its sums would be too small."""
    return scope.missing.isdisjoint(Period.semester_of(semester).months())


def _semesters(first_month: date, last: date) -> list[date]:
    begun = Period.semester_of(first_month).first
    first = begun if begun == first_month else shift(begun, MONTHS)
    every = []
    while first < last:
        every.append(first)
        first = shift(first, MONTHS)
    return [*every, last]


def projection(conn: sa.Connection, scope: Scope, first_month: date, measure: str) -> Projection | None:
    """Where the running semester would end, of `acquired` or `received`; None unless it `runs` in that."""
    if not runs(scope, [measure]):
        return None
    every = courses(conn, scope, first_month).drop_nulls(measure)
    by_semester = {key[0]: rows[measure].to_list() for key, rows in every.group_by("semester", maintain_order=True)}
    now = by_semester.pop(scope.period.first)
    return projected(measure, now, by_semester)


def projected(measure: str, now: list[int], earlier: dict[date, list[int]]) -> Projection:
    """The projection from sums since a semester began: `now` by complete month, `earlier` of six each, in order."""
    n, so_far = len(now), now[-1]
    tests = _back_tests(n, earlier)
    without = Projection(measure, n, so_far, len(earlier), None, None, None, None, tests)
    share = _share(n, list(earlier.values()))
    if len(earlier) < EARLIER_NEEDED or not share or not tests:
        return without
    end = so_far / share
    width = max(WIDE if len(tests) < MANY else LEAST, *(abs(one.error) for one in tests))
    low = max(_whole(end * (1 - width)), so_far)
    return without._replace(projected=_whole(end), low=low, high=_whole(end * (1 + width)), width=width)


def _back_tests(n: int, earlier: dict[date, list[int]]) -> tuple[BackTest, ...]:
    """Of each earlier semester with one before it, where something was reached by the month and at the end."""
    tests, names = [], list(earlier)
    for at in range(1, len(names)):
        sums = earlier[names[at]]
        share = _share(n, [earlier[name] for name in names[:at]])
        if share and sums[-1]:
            tests.append(BackTest(names[at], _whole(sums[n - 1] / share), sums[-1]))
    return tuple(tests)


def _share(n: int, semesters: list[list[int]]) -> Fraction | None:
    """What part of their ends the semesters together had reached in n months; None where they had reached nothing."""
    reached, ends = sum(sums[n - 1] for sums in semesters), sum(sums[-1] for sums in semesters)
    return Fraction(reached, ends) if reached else None


def _whole(amount: Fraction) -> int:
    """The nearest whole number, a half up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
