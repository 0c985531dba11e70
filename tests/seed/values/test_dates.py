"""Days and months as branches write them."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ("text", "day"),
    [
        *(("2019-06-30T18:30:00Z", date(2019, 7, 1)), ("2019-06-30T16:59:59Z", date(2019, 6, 30))),
        *(("2019-06-30T17:00:00.000Z", date(2019, 7, 1)), ("2019-06-30 18:30 UTC", date(2019, 7, 1))),
        *(("01-07-2019 00:30 WITA", date(2019, 6, 30)), ("13-07-2019 01:59 WIT", date(2019, 7, 12))),
        *(("01-07-2019 01:00 WITA", date(2019, 7, 1)), ("30/06/2019 23:59 WIB", date(2019, 6, 30))),
        *(("2019-06-30T23:30:00-05:00", date(2019, 7, 1)), ("2019-07-01T05:00+0900", date(2019, 7, 1))),
        *(("2019-07-01T00:30:00+08:00", date(2019, 6, 30)), ("2019-06-30T23:59:59+07:00", date(2019, 6, 30))),
        *(("30-06-2019 11:30 PM GMT", date(2019, 7, 1)), ("30 Juni 2019, 23.30 GMT+7", date(2019, 6, 30))),
        *(("2019-06-30 23:30", date(2019, 6, 30)), ("2019-06-30 12:15 am", date(2019, 6, 30))),
    ],
)
def test_a_time_with_a_zone_is_of_the_day_that_it_was_in_jakarta(text, day):
    assert read(dates, text, "25-12-2019")[0] == day


def test_the_month_of_a_time_with_a_zone_is_jakartas_too():
    assert read(months, "2019-05-31T17:00:00Z") == [date(2019, 6, 1)]


def test_one_month_first_typo_does_not_decide_for_a_column():
    june = [f"{day:02}-06-2019" for day in (3, 4, 5, 7, 10, 11, 12)]
    assert read(dates, *june, "06-14-2019") == ["ambiguous_date"] * 7 + ["month_first_minority"]


def test_a_month_first_typo_among_days_over_twelve_is_refused_and_moves_nothing():
    column = ["13-06-2019", "14-06-2019", "20 Juni 2019", "06-15-2019", "03-06-2019"]
    expected = [date(2019, 6, 13), date(2019, 6, 14), date(2019, 6, 20), "month_first_minority", "conflicting_dates"]
    assert read(dates, *column) == expected


@pytest.mark.parametrize("cells", [("2019-03-06", "2019-12-06 00:00:00"), ("43530", "43531")])
@pytest.mark.parametrize("texts", [("13/06/2019", "30/06/2019"), ("06/13/2019", "06/30/2019")])
def test_days_that_a_spreadsheet_may_have_swapped_are_refused(cells, texts):
    """The texts too: they would be loaded as if they were the whole month."""
    assert read(dates, *cells, *texts) == ["swapped_dates"] * (len(cells) + len(texts))


@pytest.mark.parametrize("other", ["2019-04-16", "05/06/2019"])
def test_a_later_day_among_the_cells_or_an_early_one_among_the_texts_is_no_swap(other):
    assert date(2019, 3, 6) in read(dates, "2019-03-06", "13/06/2019", other)


@pytest.mark.parametrize("typed", ["2019-06-17", "11-06-2019", "06-06-2019", "17 Juni 2019"])
def test_one_typed_day_hides_no_swapped_column(typed):
    column = ["2019-05-06", "2019-07-06", "2019-09-06", typed, "14-06-2019", "15-06-2019", "20-06-2019"]
    assert read(dates, *column) == ["swapped_dates"] * 7


def test_one_in_ten_may_be_typed():
    column = [f"2019-{month:02}-06" for month in range(1, 13)] + [f"{day}-06-2019" for day in range(13, 21)]
    assert set(read(dates, *column, "2019-06-17", "2019-06-18")) == {"swapped_dates"}
    assert "swapped_dates" not in read(dates, *column, "2019-06-17", "2019-06-18", "2019-06-19")


@pytest.mark.parametrize("mark", ["-", "/", "."])
def test_a_year_of_two_digits_may_stand_first(mark):
    one_year = [mark.join(["19", "06", str(day)]) for day in (14, 15, 16)]
    assert read(dates, *one_year) == ["year_unclear"] * 3
    assert read(dates, one_year[0]) == ["year_unclear"]
    last = [mark.join([str(day), "06", "19"]) for day in (20, 21, 22)]
    assert read(dates, *last) == [date(2019, 6, day) for day in (20, 21, 22)]
    assert read(dates, last[0]) == ["year_unclear"]
    assert read(dates, mark.join(["14", "06", "19"])) == [date(2019, 6, 14)]


def test_a_last_number_over_31_is_the_year():
    assert read(dates, "19-06-14", "19-06-15", "19-06-33") == [date(2000 + n, 6, 19) for n in (14, 15, 33)]


def test_a_day_that_is_its_own_swap_stands():
    assert read(dates, "2019-06-06", "13/06/2019", "14/06/2019")[0] == date(2019, 6, 6)


@given(
    st.lists(st.dates(date(2017, 1, 1), date(2027, 12, 31)), min_size=4, max_size=40, unique=True),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%y", "%m/%d/%Y"]),
    st.data(),
)
def test_a_column_is_never_read_as_other_days_than_those_written(days, order, data):
    """Whatever the order, one typo included: a cell is the day that was meant, or refused."""
    late = [n for n, day in enumerate(days) if day.day > 12]
    unequal = [day for day in days if day.day != day.month]
    # A typo in a day up to 12, or one that is all the evidence there is, shows in no way.
    possible = late if len(late) > 1 or (order.startswith("%d") and len(unequal) > 2) else []
    at = data.draw(st.none() | st.sampled_from(possible)) if possible else None
    other = "%m-%d-%Y" if order.startswith("%d") else "%d-%m-%Y"
    texts = [day.strftime(other if n == at else order) for n, day in enumerate(days)]
    for day, answer in zip(days, read(dates, *texts), strict=True):
        assert answer == day or isinstance(answer, str)


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


NAMES = (
    "januari january jan|februari pebruari february feb peb pebr febr|maret march mar mrt|april apr|mei may|"
    "juni june jun|juli july jul|agustus august agu agt ags agst agust agus aug|september sep sept|"
    "oktober october okt oct|november nopember nov nop|desember december des dec"
)


@pytest.mark.parametrize(("number", "names"), list(enumerate(NAMES.split("|"), 1)))
def test_the_names_of_months(number, names):
    for name in names.split():
        assert read(months, f"{name.upper()} 2019") == [date(2019, number, 1)], name
        assert read(dates, f"12 {name} 2019") == [date(2019, number, 12)], name


def test_first_days_show_that_the_day_comes_first():
    assert read(months, "01/03/2019", "01/04/2019") == [date(2019, 3, 1), date(2019, 4, 1)]
    assert read(months, "01/06/2019") == [date(2019, 6, 1)]
    assert read(months, "01/03/2019", "01/99/2019") == [date(2019, 3, 1), "unreadable_month"]
    assert read(months, "01/03/2019", "02/04/2019") == ["ambiguous_month"] * 2


@pytest.mark.parametrize("year", range(2018, 2030))
def test_five_digits_are_a_month_without_its_zero_where_they_cannot_be_a_first_of_month(year):
    assert read(months, f"4{year}") == [date(year, 4, 1)]


@pytest.mark.parametrize("text", ["42005", "42036", "42064"])
def test_five_digits_that_may_be_a_month_or_a_spreadsheets_day_are_refused(text):
    assert read(months, text) == ["ambiguous_month"]


def test_among_a_spreadsheets_days_five_digits_are_unclear():
    assert read(months, "42019", "43631") == ["ambiguous_month", date(2019, 6, 1)]


@pytest.mark.parametrize("text", ["13-2019", "2019-13", "07-26", "Foo 2019", "2019", "07-1019"])
def test_what_is_no_month_is_unreadable(text):
    assert read(months, text) == ["unreadable_month"]
