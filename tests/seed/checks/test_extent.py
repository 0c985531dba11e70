"""How far rows reach, and that the database gives it back as it was."""

from datetime import date

import polars as pl
import pytest

from seed.checks.extent import Extent, extent, read

PAID = pl.DataFrame(
    {
        "participant_id": [1, 1, 2],
        "paid_on": [date(2019, 6, 30), date(2019, 5, 2), date(2019, 6, 1)],
        "blth": [date(2019, 6, 1), date(2019, 6, 1), date(2019, 7, 1)],
        "amount": [16_800, 8_100, 100],
    }
)
NONE = PAID.clear()
MONTHS = {
    "paid_on": {"2019-05": (1, 8_100), "2019-06": (2, 16_900)},
    "blth": {"2019-06": (2, 24_900), "2019-07": (1, 100)},
}


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        ("contributions", PAID, Extent(3, 2, 25_000, date(2019, 5, 2), date(2019, 6, 30), MONTHS)),
        ("contributions", NONE, Extent(0, 0, 0, None, None, {"paid_on": {}, "blth": {}})),
        ("offices", PAID.select("paid_on"), Extent(3, None, None, None, None, {})),
        (
            "roster",
            PAID.select(month="blth"),
            Extent(3, None, None, None, None, {"month": {"2019-06": (2, 0), "2019-07": (1, 0)}}),
        ),
    ],
)
def test_an_extent_and_what_is_kept_of_it(kind: str, rows: pl.DataFrame, expected: Extent) -> None:
    assert extent(kind, rows) == expected
    assert read(expected.stored()) == expected
