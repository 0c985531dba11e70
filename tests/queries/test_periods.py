"""Periods: read, written, compared."""

from datetime import date

import pytest

from queries.comparisons import Earlier, earlier
from queries.completeness import Completeness, Gap
from queries.periods import Period, PeriodError, month_end, months_between, shift
from tests.support.worlds import scope_of


@pytest.mark.parametrize(
    ("code", "first", "last", "kind", "previous", "year_before"),
    [
        ("2019-S1", "2019-01", "2019-06", "semester", "2018-S2", "2018-S1"),
        ("2019-S2", "2019-07", "2019-12", "semester", "2019-S1", "2018-S2"),
        ("2019-Q1", "2019-01", "2019-03", "quarter", "2018-Q4", "2018-Q1"),
        ("2019-Q4", "2019-10", "2019-12", "quarter", "2019-Q3", "2018-Q4"),
        ("2019", "2019-01", "2019-12", "year", "2018", "2018"),
        ("2019-03", "2019-03", "2019-03", "month", "2019-02", "2018-03"),
        ("2019-01", "2019-01", "2019-01", "month", "2018-12", "2018-01"),
        ("2018-11..2019-02", "2018-11", "2019-02", "run", "2018-07..2018-10", "2017-11..2018-02"),
    ],
)
def test_a_period_reads_and_writes_itself(code, first, last, kind, previous, year_before):
    period = Period.parse(code)
    assert (f"{period.first:%Y-%m}", f"{period.last:%Y-%m}", period.kind, period.code) == (first, last, kind, code)
    assert period.previous().code == previous
    assert period.year_before().code == year_before
    assert len(period.months()) == period.length


@pytest.mark.parametrize(
    ("given", "code"), [("2019-01..2019-06", "2019-S1"), (" 2019-s1 ", "2019-S1"), ("2019-05..2019-05", "2019-05")]
)
def test_the_shortest_name_is_written(given, code):
    assert Period.parse(given).code == code


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "2019-S3",
        "2019-Q0",
        "2019-13",
        "19-S1",
        "2019-06..2019-01",
        "2019-S1..2019-S2",
        "..2019-01",
        "x",
        "0001",
        "9999",
    ],
)
def test_what_is_no_period_is_refused(bad):
    with pytest.raises(PeriodError, match="write 2019-S1"):
        Period.parse(bad)


def test_months_are_shifted_over_years():
    assert shift(date(2019, 1, 1), -1) == date(2018, 12, 1)
    assert shift(date(2019, 12, 1), 14) == date(2021, 2, 1)
    assert month_end(date(2020, 2, 1)) == date(2020, 2, 29)
    assert months_between(date(2018, 12, 31), date(2019, 1, 1)) == 1


@pytest.mark.parametrize(
    ("period", "complete", "as_of"),
    [
        ("2019-S1", "2019-06-01", "2019-06-30"),
        ("2019-S1", "2019-09-01", "2019-06-30"),
        ("2019-S1", "2019-02-01", "2019-02-28"),
        ("2019-S1", "2018-12-01", None),
        ("2019-S1", None, None),
    ],
)
def test_as_of_is_never_later_than_the_last_complete_month(period, complete, as_of):
    scope = scope_of(period, complete and date.fromisoformat(complete))
    assert scope.as_of == (as_of and date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("which", "complete", "first_month", "missing", "expected"),
    [
        ("previous", "2019-06-01", "2018-01-01", "", "2018-S2"),
        ("previous", "2019-02-01", "2018-01-01", "", "2018-07..2018-08"),  # as many months as are complete
        ("year_before", "2019-06-01", "2018-01-01", "", "2018-S1"),
        ("year_before", "2019-06-01", "2018-02-01", "", None),  # the data begin a month too late
        ("previous", "2018-12-01", "2018-01-01", "", None),
        ("previous", "2019-06-01", "2018-01-01", "2018-12-01", None),  # a growth that is none
        ("previous", "2019-06-01", "2018-01-01", "2019-01-01", None),  # a fall that is none
        ("previous", "2019-06-01", "2018-01-01", "2018-06-01", "2018-S2"),
        ("previous", "2019-02-01", "2018-01-01", "2018-12-01", "2018-07..2018-08"),
    ],
)
def test_like_is_compared_with_like(which, complete, first_month, missing, expected):
    scope = scope_of("2019-S1", date.fromisoformat(complete))
    begins = date.fromisoformat(first_month)
    gaps = (Gap(date.fromisoformat(missing), "contributions"),) if missing else ()
    known = Completeness((("participants", date(2017, 1, 1)), ("contributions", begins)), scope.last_complete, gaps)
    before = earlier(scope, Earlier(which), known)
    assert (before and before.period.code) == expected


def test_without_one_kind_nothing_is_compared():
    assert (
        earlier(
            scope_of("2019-S1", date(2019, 6, 1)), Earlier.PREVIOUS, Completeness((("participants", date(2017, 1, 1)),))
        )
        is None
    )
