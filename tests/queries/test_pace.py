"""The pace of a running semester: against the oracle, and at its edges."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import pace
from queries.periods import Period, shift
from tests.queries.test_against_oracle import choices, loaded, sectors
from tests.support.oracle import Oracle, number
from tests.support.oracle_pace import project, reached
from tests.support.strategies import worlds
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Agent, Participant, World, put, scope_of

FIRST = date(2018, 7, 1)


@st.composite
def running(draw: st.DrawFn) -> tuple[World, Oracle, object, date]:
    """A branch and a semester of which one to five months, or none or all, are complete.

    The month from which there are data of every kind may lie within the semester, or after all that is complete.
    """
    first = draw(st.sampled_from([date(2018, 7, 1), date(2019, 1, 1), date(2019, 7, 1), date(2020, 1, 1)]))
    complete = shift(first, draw(st.integers(-1, 6)))
    only = {"wilayah": draw(choices), "sectors": draw(sectors)}
    world = draw(worlds(people=12))
    since = draw(st.sampled_from([FIRST, shift(FIRST, -6), shift(FIRST, -3), shift(first, 2), shift(complete, 1)]))
    period = Period(first, shift(first, 5))
    oracle = Oracle(world, number(first), number(period.last), number(complete), **only)
    return world, oracle, scope_of(period.code, complete, **only), since


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(running())
def test_courses_and_projections(conn: sa.Connection, asked: tuple) -> None:
    world, oracle, scope, since = asked
    with loaded(conn, world):
        for row in pace.courses(conn, scope, since).to_dicts():
            for measure in pace.MEASURES:
                assert row[measure] == reached(oracle, measure, number(row["semester"]), row["n"])
            assert row["current"] == (number(row["semester"]) == oracle.first)
        for measure in pace.MEASURES:
            projection, expected = pace.projection(conn, scope, since, measure), project(oracle, measure, number(since))
            assert (projection is None) == (expected is None)
            if projection:
                assert [one.error for one in projection.tests] == expected.pop("errors")
                assert {name: getattr(projection, name) for name in expected} == expected


def test_a_semester_that_lacks_a_month_is_no_measure_and_has_no_pace(conn: sa.Connection) -> None:
    world = World(
        agents=[Agent("A1", "K1", date(2017, 1, 2))],
        participants=[Participant(n, "A1", shift(date(2017, 1, 1), n)) for n in range(27)],
    )
    put(conn, world)
    first, march = date(2017, 1, 1), date(2019, 3, 1)
    for missing, expected in (
        ((), [date(2017, 1, 1), date(2017, 7, 1), date(2018, 1, 1), date(2018, 7, 1), date(2019, 1, 1)]),
        ((date(2018, 2, 1),), [date(2017, 1, 1), date(2017, 7, 1), date(2018, 7, 1), date(2019, 1, 1)]),
        ((date(2019, 2, 1),), []),
    ):
        scope = viewer(branch=BRANCH).scope(Period.parse("2019-S1"), march, missing=missing)
        assert pace.courses(conn, scope, first)["semester"].unique(maintain_order=True).to_list() == expected
        assert pace.runs(scope) == bool(expected)


def semesters(*ends: list[int]) -> dict[date, list[int]]:
    return {shift(date(2017, 1, 1), 6 * n): sums for n, sums in enumerate(ends)}


STEADY = [10, 20, 30, 40, 50, 60]


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        ([30], semesters(), (None, None, None)),
        ([30], semesters(STEADY), (None, None, None)),  # nothing to test it on
        ([30], semesters(STEADY, STEADY), (180, 135, 225)),  # one test, no error: 25% until there are three
        ([30], semesters(STEADY, STEADY, STEADY, STEADY), (180, 162, 198)),  # three tests: 10%
        ([30], semesters(STEADY, STEADY, STEADY, [20, 30, 40, 50, 55, 60]), (144, 30, 288)),  # the last was off by 100%
        ([0], semesters(STEADY, STEADY), (0, 0, 0)),
        ([30], semesters([0] * 6, [0] * 6), (None, None, None)),
        ([30], semesters([0] * 6, STEADY), (None, None, None)),  # no back-test is possible
        ([1], semesters([2, 3, 3, 3, 3, 3], [2, 3, 3, 3, 3, 3]), (2, 1, 2)),  # 1.5 and 1.125: a half up
        ([10, 20, 30, 40, 59], semesters(STEADY, STEADY), (71, 59, 89)),  # no less than is reached already
    ],
)
def test_the_ratio_method(now: list[int], earlier: dict, expected: tuple) -> None:
    projection = pace.projected("acquired", now, earlier)
    assert (projection.projected, projection.low, projection.high) == expected
    assert (projection.months, projection.so_far, projection.earlier) == (len(now), now[-1], len(earlier))


def test_past_errors_are_those_of_what_was_known_then() -> None:
    projection = pace.projected("acquired", [10], semesters(STEADY, [20, 30, 40, 50, 55, 60], STEADY))
    assert [(one.projected, one.actual) for one in projection.tests] == [(120, 60), (40, 60)]
    assert [one.error for one in projection.tests] == [Fraction(1), Fraction(-1, 3)]


@pytest.mark.parametrize(
    ("period", "complete", "expected"),
    [
        ("2019-S1", date(2019, 1, 1), True),
        ("2019-S1", date(2019, 5, 1), True),
        ("2019-S1", date(2019, 6, 1), False),
        ("2019-S1", date(2018, 12, 1), False),
        ("2019-S1", None, False),
        ("2019-01..2019-06", date(2019, 5, 1), True),  # the same months by another name
        ("2019-Q1", date(2019, 2, 1), False),
        ("2019", date(2019, 5, 1), False),
        ("2019-02..2019-07", date(2019, 5, 1), False),
    ],
)
def test_a_semester_runs(period: str, complete: date | None, expected: bool) -> None:
    assert pace.runs(scope_of(period, complete)) is expected
