"""The least that a contribution can be, month by month."""

from datetime import date

import polars as pl
import pytest

from seed.checks.suspicions import rates

STEPS = [(since, value) for since, value, _ in rates.LEAST]


@pytest.mark.parametrize(
    ("month", "rupiah"),
    [
        *(("2010-01", 8_100), ("2020-07", 8_100), ("2020-08", 81), ("2021-01", 81), ("2021-02", 8_100)),
        *(("2025-12", 8_100), ("2026-01", 4_050), ("2027-03", 4_050), ("2027-04", 8_100)),
    ],
)
def test_the_rates_were_cut_from_month_to_month(month: str, rupiah: int) -> None:
    assert rates.rate(date.fromisoformat(f"{month}-01"), STEPS) == rupiah


def test_months_paid_at_once_cost_what_each_costs() -> None:
    """Of July to September 2020, two months at a hundredth: the rate of the row is that of its first."""
    rows = pl.DataFrame({"blth": [date(2020, 7, 1), date(2020, 7, 1), None], "months": [3, 1, 1]})
    assert rates.least(rows, STEPS).select("least", "rate").rows() == [(8_262, 8_100), (8_100, 8_100), (None, None)]
