"""Rupiah, counts and numbers as branches write them."""

import polars as pl
import pytest

from seed.values.amounts import amounts, counts, degrees
from seed.values.identifiers import codes, kpjs, niks


def read(reader, *texts, **options):
    """Each text's value, or the rule that it breaks."""
    answers = reader(pl.Series(texts, dtype=pl.String), **options)
    return [rule if value is None else value for value, rule in answers.select("value", "rule").rows()]


@pytest.mark.parametrize(
    "text",
    [
        *("16.800", "16,800", "16800", "16.800,00", "16,800.00", "16800.00", "16800,00", "16800.0", "16 800"),
        *("Rp 16.800", "Rp16.800", "Rp. 16.800,-", "Rp16.800,00", "IDR 16,800", " 16.800 ", "'16800", "rp 16.800 ,-"),
    ],
)
def test_one_amount_in_every_notation(text):
    assert read(amounts, text) == [16_800]


@pytest.mark.parametrize(
    ("text", "value"), [("1.313", 1_313), ("196.780.800", 196_780_800), ("1,234,567.00", 1_234_567)]
)
def test_a_rupiah_has_no_third_decimal(text, value):
    assert read(amounts, text) == [value]


@pytest.mark.parametrize("dotted", ["16.800", "16.800,00", "1.234.567", "50400,00"])
def test_a_comma_in_a_column_that_uses_dots_is_refused(dotted):
    value = read(amounts, dotted)
    assert read(amounts, dotted, "16,800", "36800") == [*value, "conflicting_amount", 36_800]


def test_a_dot_in_a_column_that_plainly_uses_commas_is_refused():
    assert read(amounts, "1,234,567", "16.800") == [1_234_567, "conflicting_amount"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *(("0", "amount_not_positive"), ("-16.800", "amount_not_positive"), ("(16.800)", "amount_not_positive")),
        *(("Rp -16.800", "amount_not_positive"), ("0,00", "amount_not_positive")),
        *(("16.800,50", "amount_not_whole"), ("16.8", "amount_not_whole"), ("16800.00001", "amount_not_whole")),
        *(("1,68E+04", "unreadable_amount"), ("enam belas ribu", "unreadable_amount"), ("0.500", "unreadable_amount")),
        *(("1.23.456", "unreadable_amount"), ("1000000000000000", "unreadable_amount")),
        *(("123.456.789.012.345.678", "unreadable_amount"), ("99999999999999999999", "unreadable_amount")),
    ],
)
def test_what_is_no_amount_in_whole_rupiah_is_refused(text, rule):
    assert read(amounts, text) == [rule]


def test_fifteen_digits_are_the_most_that_an_amount_has():
    """Eighteen would be a number still, and no branch's rupiah: two cells that ran together."""
    assert read(amounts, "999999999999999", "999.999.999.999.999") == [999_999_999_999_999] * 2


def test_a_target_may_be_zero_and_no_less():
    assert read(amounts, "0", "-5", zero=True) == [0, "amount_not_positive"]


def test_numbers_of_months():
    assert read(counts, "1", "3.0", "12 bulan", "satu", "-1") == [1, 3, 12, "unreadable_number", "unreadable_number"]


def test_degrees():
    assert read(degrees, "-7,0210", "109.8616", "selatan") == [-7.021, 109.8616, "unreadable_number"]


@pytest.mark.parametrize(
    "text",
    [
        *("19000000001", "19000000001.0", "'19000000001", '="19000000001"', "19 000 000 001", "1900-0000-001"),
        *("19.000.000.001", " 19000000001 "),
    ],
)
def test_a_kpj_in_every_notation(text):
    assert read(kpjs, text) == ["19000000001"]


@pytest.mark.parametrize("text", ["1900000001", "190000000011", "A9000000001", "1900000000.1", "19000000001.5"])
def test_a_kpj_of_another_length_is_refused(text):
    assert read(kpjs, text) == ["bad_kpj"]


def test_what_a_spreadsheet_rounded_cannot_be_repaired():
    assert read(kpjs, "1,9E+10", "1.9E10") == ["rounded_number"] * 2
    assert read(niks, "3,32E+15", "3.32512E+15") == ["rounded_number"] * 2


def test_a_nik_stays_whole():
    assert read(niks, "3325123456789012", "3325123456789012.0", "33251234567890") == [
        *["3325123456789012"] * 2,
        "bad_nik",
    ]


def test_codes_stay_as_written():
    assert read(codes, " KP  01", "12.0", "'007", "Ab-1") == ["KP 01", "12", "007", "Ab-1"]
