"""Days and months as branches write them."""

from datetime import date

import polars as pl
import pytest

from seed.values.dates import dates, months

MARCH_12 = date(2019, 3, 12)
JULY = date(2026, 7, 1)


def read(reader, *texts):
    """Each text's day, or the rule that it breaks."""
    answers = reader(pl.Series(texts, dtype=pl.String))
    return [value or rule for value, rule in answers.select("value", "rule").rows()]


@pytest.mark.parametrize(
    "text",
    [
        *("2019-03-12", "2019/3/12", "20190312", "2019-03-12 00:00:00", "2019-03-12T10:11:12", "2019-03-12T10:11:12Z"),
        *("12 Maret 2019", "12 Mar 2019", "12-Mar-19", "12 March 2019", "March 12, 2019", "12 MARET 2019 10:30"),
        *("Selasa, 12 Maret 2019", "43536", "43536.5"),
    ],
)
def test_days_that_say_themselves_which_they_are(text):
    assert read(dates, text) == [MARCH_12]


@pytest.mark.parametrize("mark", ["-", "/", ".", " "])
@pytest.mark.parametrize("year", ["2019", "19"])
def test_a_day_over_twelve_tells_the_whole_column(mark, year):
    assert read(dates, mark.join(["12", "03", year]), mark.join(["13", "4", year])) == [MARCH_12, date(2019, 4, 13)]


def test_a_month_in_front_shows_by_a_second_number_over_twelve():
    assert read(dates, "03/12/2019", "04/13/2019") == [MARCH_12, date(2019, 4, 13)]


def test_what_nothing_tells_is_refused():
    assert read(dates, "03/04/2019", "05-06-2019", "07.08.2019") == ["ambiguous_date"] * 3


def test_equal_numbers_and_other_notations_tell_nothing_and_need_nothing():
    assert read(dates, "03/04/2019", "05/05/2019", "2019-03-20", "20 Maret 2019") == [
        "ambiguous_date",
        date(2019, 5, 5),
        date(2019, 3, 20),
        date(2019, 3, 20),
    ]


def test_a_column_that_tells_both_leaves_the_open_ones_refused():
    assert read(dates, "03/04/2019", "25/04/2019", "04/26/2019") == [
        "conflicting_dates",
        date(2019, 4, 25),
        date(2019, 4, 26),
    ]


@pytest.mark.parametrize(
    "text", ["31-02-2019", "13/13/2019", "99/12/2019", "12 Foo 2019", "besok", "20-03-0218", "12-03", "123456"]
)
def test_what_is_no_day_is_unreadable(text):
    assert read(dates, text) == ["unreadable_date"]


@pytest.mark.parametrize(
    "impossible", ["99/04/2019", "31/02/2019", "29/02/2019", "31/04/19", "45/13/2019", "02/30/2019", "13/45/2019"]
)
def test_an_impossible_day_is_no_evidence(impossible):
    assert read(dates, "03/04/2019", impossible) == ["ambiguous_date", "unreadable_date"]


@pytest.mark.parametrize("possible", ["31/01/2019", "29/02/2020"])
def test_a_day_that_the_calendar_has_is_evidence(possible):
    assert read(dates, "03/04/2019", possible)[0] == date(2019, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("07-2026", "7-2026", "07/2026", "07.2026", "2026-07", "2026/07", "202607", "072026", "72026"),
        *("Juli 2026", "Jul-26", "Jul 2026", "JULI-2026", "July 2026", "2026 Juli", "46204"),
        *("15 Juli 2026", "2026-07-01 00:00:00", "31-07-2026"),
    ],
)
def test_months(text):
    assert read(months, text) == [JULY]


@pytest.mark.parametrize(
    ("name", "month"),
    [("Pebruari", 2), ("Mei", 5), ("Agt", 8), ("Ags", 8), ("Sept", 9), ("Okt", 10), ("Nopember", 11), ("Des", 12)],
)
def test_the_names_of_months(name, month):
    assert read(months, f"{name} 2019") == [date(2019, month, 1)]


def test_first_days_show_that_the_day_comes_first():
    assert read(months, "01/03/2019", "01/04/2019") == [date(2019, 3, 1), date(2019, 4, 1)]
    assert read(months, "01/03/2019") == ["ambiguous_month"]
    assert read(months, "01/03/2019", "01/99/2019") == ["ambiguous_month", "unreadable_month"]
    assert read(months, "01/03/2019", "02/04/2019") == ["ambiguous_month"] * 2


def test_five_digits_that_may_be_a_month_or_a_spreadsheets_day_are_refused():
    assert read(months, "42019") == ["ambiguous_month"]


@pytest.mark.parametrize("text", ["13-2019", "2019-13", "07-26", "Foo 2019", "2019", "07-1019"])
def test_what_is_no_month_is_unreadable(text):
    assert read(months, text) == ["unreadable_month"]
