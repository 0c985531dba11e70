"""A month, or a semester, whose year stands in a column of its own."""

from datetime import date

import pytest

from seed.checks.parse import take_in
from tests.support.branch_files import TODAY, rows


def read(column, *lines):
    """Of each row: the column's day, or the rules that the row breaks."""
    (source,) = take_in([("x.csv", rows(*lines))], TODAY)
    assert source.error is None
    rules = source.refusals.group_by("row").agg("rule").rows()
    return [value for _, value in sorted((dict(source.rows.select("row", column).rows()) | dict(rules)).items())]


def payments(*months, headings="Bulan;Tahun"):
    lines = [f"19000000001;{month};14-06-2019;16.800" for month in months]
    return read("blth", f"No KPJ;{headings};Tgl Bayar;Iuran", *lines)


@pytest.mark.parametrize("month", ["6", "06", "6.0", "Juni", "JUN", "June", "Bulan 6"])
@pytest.mark.parametrize("year", ["2019", "2019.0", "19"])
def test_a_month_and_a_year_in_two_columns(month, year):
    assert payments(f"{month};{year}") == [date(2019, 6, 1)]


@pytest.mark.parametrize("headings", ["Bulan;Tahun", "BLTH;Thn", "Bulan Iuran;Tahun Iuran", "Month;Year"])
def test_they_go_by_several_headings(headings):
    assert payments("6;2019", "Mei;2018", headings=headings) == [date(2019, 6, 1), date(2018, 5, 1)]


def test_what_is_no_month_or_no_year_is_refused():
    assert payments("13;2019", "6;", "6;dua ribu", ";2019") == [
        ["unreadable_month"],
        ["unreadable_month"],
        ["unreadable_month", "unreadable_number"],
        ["missing"],
    ]


def test_a_month_that_has_its_year_must_not_contradict_the_other_column():
    assert payments("06-2019;2019", "Juni 2019;2018", "06-2019;") == [
        date(2019, 6, 1),
        ["ambiguous_month"],
        date(2019, 6, 1),
    ]


def test_the_year_beside_a_whole_blth_may_be_that_of_the_payment():
    assert payments("12-2018;2019", headings="BLTH;Tahun") == [date(2018, 12, 1)]


def test_the_applications_list_and_targets_have_years_of_their_own_too():
    assert read("month", "Bulan;Tahun;Kode Perisai", "6;2019;AB0001", "Mei;2019;AB0001") == [
        date(2019, 6, 1),
        date(2019, 5, 1),
    ]
    lines = [f"{half};2019;;akuisisi;10" for half in ("I", "2", "Semester I", "smt 2")]
    assert read("period", "Semester;Tahun;Wilayah;Ukuran;Nilai", *lines) == ["2019-S1", "2019-S2", "2019-S1", "2019-S2"]
    lines = [f"{month};2019;;akuisisi;10" for month in ("1", "06", "Juni")]
    assert read("period", "Bulan;Tahun;Wilayah;Ukuran;Nilai", *lines) == ["2019-01", "2019-06", "2019-06"]
