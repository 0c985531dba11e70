"""Months counted in Polars are those counted day by day."""

from datetime import date

import polars as pl
import pytest

from queries import months, periods

DAYS = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 31), date(2020, 2, 29), date(2020, 12, 1)]


def answer(expression: pl.Expr) -> list:
    return pl.DataFrame({"day": DAYS, "other": DAYS[::-1]}).select(answer=expression)["answer"].to_list()


def test_a_month_is_the_same_as_of_one_day() -> None:
    day, other = pl.col("day"), pl.col("other")
    assert answer(months.month_number(day)) == [periods.month_number(one) for one in DAYS]
    assert answer(months.month_at(months.month_number(day))) == [periods.month_of(one) for one in DAYS]
    assert answer(months.month_start(day)) == [periods.month_of(one) for one in DAYS]
    assert answer(months.month_end(day)) == [periods.month_end(one) for one in DAYS]
    apart = [periods.months_between(one, two) for one, two in zip(DAYS, DAYS[::-1], strict=True)]
    assert answer(months.months_apart(day, other)) == apart


@pytest.mark.parametrize("n", [-13, -1, 0, 1, 12, 14])
def test_a_day_shifted_by_months_stays_in_its_month(n: int) -> None:
    expected = [periods.months_later(one, n) for one in DAYS]
    assert answer(months.shifted(pl.col("day"), n)) == expected
    assert answer(months.shifted(pl.col("day"), pl.lit(n))) == expected


def test_a_span_becomes_one_row_a_month() -> None:
    spans = pl.DataFrame({"who": ["A"], "first": [24_227], "last": [24_229]})
    assert months.spread(spans, "month", "first", "last").rows() == [("A", 24_227), ("A", 24_228), ("A", 24_229)]
