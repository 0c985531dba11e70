"""Figures as a newspaper writes them, with the unit that each was rounded to."""

import polars as pl
import pytest

from seed.values.said import figures, in_words


@pytest.mark.parametrize(
    ("text", "value", "rounding"),
    [
        ("Rp113,7 juta", 113_700_000, 100_000),
        ("Rp 113,7 Juta", 113_700_000, 100_000),
        ("sekitar Rp114 juta", 114_000_000, 1_000_000),
        ("Rp1,25 miliar", 1_250_000_000, 10_000_000),
        ("Rp113.7 million", 113_700_000, 100_000),
        ("1,3 ribu peserta", 1_300, 100),
        ("1.313 peserta", 1_313, 1),
        ("sebanyak 1.313 orang", 1_313, 1),
        ("sekitar 1.300 peserta", 1_300, 100),
        ("32 agen", 32, 1),
        ("108 persen", 10_800, 100),
        ("69,98%", 6_998, 1),
        ("106,1 per cent", 10_610, 10),
    ],
)
def test_a_figure_in_words(text: str, value: int, rounding: int) -> None:
    assert in_words(text) == (value, rounding)
    assert figures(pl.Series([text])).select("value", "rule").rows() == [(value, None)]


@pytest.mark.parametrize(
    "text", ["tiga perempat", "Rp113,7 juta per bulan", "1,5 peserta", "3 juta persen", "Rp1,2345 juta", "x"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    assert in_words(text) is None
    assert figures(pl.Series([text])).select("value", "rule").rows() == [(None, "unreadable_amount")]


@pytest.mark.parametrize(("text", "value"), [("1.313", 1_313), ("Rp113.702.400", 113_702_400), ("Rp 16.800,-", 16_800)])
def test_an_amount_in_digits_is_read_as_before(text: str, value: int) -> None:
    assert in_words(text) is None
    assert figures(pl.Series([text]))["value"].to_list() == [value]
