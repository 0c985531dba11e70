"""Days of one month that a spreadsheet turned into the same day of several months."""

import pytest

from seed.files.rules import Suspicion
from tests.support.branch_files import branch_files, check, lay_down, load, rows
from tests.support.once import once

PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
SCATTERED = Suspicion.SCATTERED_MONTHS


def payments(*days: str, blth: str = "06-2019") -> list[tuple[str, bytes]]:
    paid = (f"190000001{n:02d};{blth};1;{day};16.800" for n, day in enumerate(days))
    return [("iuran.csv", rows(PAID, *paid))]


@pytest.fixture(autouse=True)
def branch(engine):
    once(engine, laid_down)


def laid_down(engine):
    """Ten people, registered on one day, and payments of three months."""
    lay_down(engine)
    people = [f"AB0001;13-01-2019;190000001{n:02d};99697756000001{n:02d};Gojek;JKK+JKM" for n in range(10)]
    load(engine, branch_files(lain=rows(PEOPLE, *people)))


def suspected(engine, *days: str, blth: str = "06-2019") -> int:
    return check(engine, payments(*days, blth=blth)).suspicions.get(SCATTERED, 0)


def test_days_of_june_that_became_the_sixth_of_several_months(engine):
    load(engine, payments("2019-05-14", "2019-05-15"))
    assert suspected(engine, "2019-03-06", "2019-04-06", "2019-05-06", "2019-03-06") == 4


@pytest.mark.parametrize(
    "days",
    [
        ("2019-03-06", "2019-04-06", "2019-05-07"),
        ("2019-03-06", "2019-04-06", "2018-05-06"),
        ("2019-05-06", "2019-04-06", "2019-05-06"),
        ("2019-03-13", "2019-04-13", "2019-05-13"),
    ],
    ids=["of two months if swapped", "of two years if swapped", "over two months", "later than the twelfth"],
)
def test_days_that_are_no_swap(engine, days):
    load(engine, payments("2019-05-14", "2019-05-15"))
    assert suspected(engine, *days) == 0


@pytest.mark.parametrize(("blth", "rows"), [("06-2019", 3), ("05-2019", 0), ("06-2018", 0), ("03-2019", 0)])
def test_where_the_load_before_scattered_the_month_paid_for_tells(engine, blth, rows):
    assert suspected(engine, "2019-03-06", "2019-04-06", "2019-05-06", blth=blth) == rows


def test_who_pays_each_month_on_the_sixth_is_ordinary(engine):
    paid = (f"19000000100;{month:02}-2019;1;2019-{month:02}-06;16.800" for month in range(1, 8))
    assert SCATTERED not in check(engine, [("iuran.csv", rows(PAID, *paid))]).suspicions
