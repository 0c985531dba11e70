"""Months from a range, fines, and amounts that lost their thousands."""

from datetime import date

import pytest

from seed.checks.parse import take_in
from tests.support.branch_files import rows

RANGE = "No KPJ;BLTH Awal;BLTH Akhir;Tgl Bayar;Nominal Iuran"
FINE = "No KPJ;BLTH;Tgl Bayar;Iuran;Denda;Total Bayar"


def read(*lines):
    """Of each row: months and amount, or the rules that it breaks."""
    (source,) = take_in([("iuran.csv", rows(*lines))], date(2027, 6, 30))
    assert source.error is None
    rules = source.refusals.group_by("row").agg("rule").rows()
    good = {row: (months, amount) for row, months, amount in source.rows.select("row", "months", "amount").rows()}
    return [value for _, value in sorted((good | {row: sorted(rule) for row, rule in rules}).items())]


@pytest.mark.parametrize(
    "headings", ["BLTH Awal;BLTH Akhir", "Periode Awal;Periode Akhir", "Dari Bulan;Sampai Bulan", "BLTH;s/d BLTH"]
)
@pytest.mark.parametrize("ends", ["06-2019;08-2019", "Juni 2019;Agustus 2019", "01/06/2019;31/08/2019"])
def test_a_first_and_a_last_month_say_how_many(headings, ends):
    assert read(f"No KPJ;{headings};Tgl Bayar;Iuran", f"19000000001;{ends};14-06-2019;50.400") == [(3, 50_400)]


ONE = "No KPJ;BLTH;Tgl Bayar;Nominal Iuran"


@pytest.mark.parametrize(
    "blth",
    [
        *(
            "06-2019 s.d. 08-2019",
            "06-2019 s/d 08-2019",
            "06-2019 sd 08-2019",
            "06/2019 S.D 08/2019",
            "2019-06 s.d. 2019-08",
        ),
        *("Juni–Agustus 2019", "Juni - Agustus 2019", "Jun-Agt 2019", "JUNI 2019 S/D AGUSTUS 2019", "Jun-19 – Agt-19"),
        *("Juni 2019 sampai dengan Agustus 2019", "Juni hingga Agustus 2019", "Juni 2019 s.d. Agustus", "Jun-Agt-19"),
        *("06-2019 - 08-2019", "06-2019-08-2019", "2019-06 - 2019-08", "201906-201908", "062019 s.d. 082019"),
        *("06 s.d. 08-2019", "6 s/d 8 2019", "01/06/2019 s.d. 31/08/2019", "1 Juni 2019 - 31 Agustus 2019"),
        *("01-06-2019 - 31-08-2019", "June to August 2019", "(06-2019 s.d. 08-2019)", "06-2019..08-2019"),
    ],
)
def test_a_range_may_stand_in_one_cell(blth):
    assert read(ONE, f"19000000001;{blth};14-06-2019;50.400") == [(3, 50_400)]


def test_a_range_and_months_alone_in_one_column():
    lines = [
        "Juni–Agustus 2019",
        "09-2019",
        "Nov 2018 – Jan 2019",
        "Desember–Februari 2019",
        "Juni 2019 dan Agustus 2019",
    ]
    assert read(ONE, *(f"19000000001;{one};14-06-2019;50.400" for one in lines)) == [
        (3, 50_400),
        (None, 50_400),
        (3, 50_400),
        ["months_out_of_range"],  # of which year is December?
        ["unreadable_month"],  # is July among them?
    ]


@pytest.mark.parametrize(("months", "expected"), [("3", (3, 50_400)), ("", (3, 50_400)), ("2", ["months_contradict"])])
def test_a_number_of_months_beside_a_range_in_one_cell_must_agree(months, expected):
    headings = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
    lines = f"19000000001;06-2019 s.d. 08-2019;{months};14-06-2019;50.400", "19000000002;06-2019;3;14-06-2019;50.400"
    assert read(headings, *lines) == [expected, (3, 50_400)]


@pytest.mark.parametrize("blth", ["Juni–Agustus", "06 s.d. 08", "Juni s/d Agustus"])
def test_a_range_may_have_its_year_beside_it(blth):
    headings = "No KPJ;Bulan;Tahun;Tgl Bayar;Nominal Iuran"
    assert read(headings, f"19000000001;{blth};2019;14-06-2019;50.400") == [(3, 50_400)]


@pytest.mark.parametrize("blth", ["06-2019", "Jun-19", "14-06-2019", "2019-06-14", "Juni 2019", "14 - 06 - 2019"])
def test_a_month_or_a_day_with_a_dash_is_no_range(blth):
    assert read(ONE, f"19000000001;{blth};14-06-2019;16.800") == [(None, 16_800)]


def test_a_range_that_is_none():
    lines = ["06-2019;06-2019", "08-2019;06-2019", "06-2019;07-2024", "06-2019;", "06-2019;-"]
    assert read(RANGE, *(f"19000000001;{ends};14-06-2019;61.000" for ends in lines)) == [
        (1, 61_000),
        ["months_out_of_range"],
        ["months_out_of_range"],
        ["missing"],
        ["missing"],
    ]


def test_a_number_of_months_beside_a_range_must_agree():
    lines = ["06-2019;08-2019;3", "06-2019;08-2019;2", "06-2019;;2", "06-2019;08-2019;"]
    headings = "No KPJ;BLTH Awal;BLTH Akhir;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
    assert read(headings, *(f"19000000001;{one};14-06-2019;50.400" for one in lines)) == [
        (3, 50_400),
        ["months_contradict"],
        (2, 50_400),
        (3, 50_400),
    ]


def test_a_fine_is_no_contribution():
    lines = ["16.800;2.000;18.800", "16.800;0;16.800", "16.800;;16.800", "16.800;2.000;16.800", "16.800;2.000;20.800"]
    assert read(FINE, *(f"19000000001;06-2019;{day}-06-2019;{line}" for day, line in enumerate(lines, 14))) == [
        *[(None, 16_800)] * 4,
        ["fine_unclear"],
    ]


def test_a_contribution_of_one_month_beside_a_total_of_three_is_unclear():
    line = "19000000001;06-2019;3;14-06-2019;16.800;2.000;52.400"
    assert read(FINE.replace("BLTH;", "BLTH;Jumlah Bulan;"), line) == [["fine_unclear"]]


@pytest.mark.parametrize("total", ["Total Bayar", "Jumlah Dibayar", "Nominal", "Setoran"])
def test_a_total_alone_with_a_fine_is_refused_and_without_one_is_the_contribution(total):
    headings = f"No KPJ;BLTH;Tgl Bayar;Denda;{total}"
    lines = [f"19000000001;06-2019;14-06-2019;{fine}" for fine in ("2.000;18.800", "0;16.800", ";16.800")]
    assert read(headings, *lines) == [["fine_unclear"], (None, 16_800), (None, 16_800)]


def test_without_a_fine_the_total_is_what_was_paid():
    line = "19000000001;06-2019;14-06-2019;16.800;50.400"
    assert read("No KPJ;BLTH;Tgl Bayar;Iuran;Total Bayar", line) == [(None, 50_400)]


@pytest.mark.parametrize(
    ("blth", "months", "amount", "small"),
    [
        *(("06-2019", 1, "20", True), ("06-2019", 1, "999", True), ("06-2019", 1, "1.000", False)),
        *(("06-2019", 12, "11.999", True), ("06-2019", 12, "12.000", False), ("06-2019", 1, "8.100", False)),
        *(("08-2020", 1, "168", False), ("01-2021", 1, "168", False), ("07-2020", 1, "168", True)),
        *(("02-2021", 1, "168", True), ("06-2020", 3, "2.900", False), ("05-2026", 1, "20", True)),
        ("05-2026", 1, "8.400", False),
    ],
)
def test_an_amount_that_lost_its_thousands_is_refused_but_where_the_rates_were_cut(blth, months, amount, small):
    day = f"28-{blth}"
    answer = read("No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Iuran", f"19000000001;{blth};{months};{day};{amount}")
    assert (answer == [["amount_too_small"]]) is small
