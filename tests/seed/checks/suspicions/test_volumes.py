"""A month whose rows or rupiah are far from the months that the three loads before reached."""

from datetime import date

import pytest

from seed.files.rules import Notice, Suspicion
from tests.support.branch_files import branch_files, check, lay_down, load, rows
from tests.support.once import once

PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
ODD = {Suspicion.UNUSUAL_MONTH}


def month(number, count, amount="16.800"):
    return (
        f"iuran-{number}.csv",
        rows(PAID, *(f"190000001{n:02d};{number:02d}-2019;1;14-{number:02d}-2019;{amount}" for n in range(count))),
    )


@pytest.fixture(autouse=True)
def branch(engine):
    once(engine, laid_down)


def laid_down(engine):
    """Twenty people who pay from January to March, one load a month."""
    lay_down(engine)
    people = [f"AB0001;13-01-2019;190000001{n:02d};99697756000001{n:02d};Gojek;JKK+JKM" for n in range(60)]
    load(engine, branch_files(lain=rows(PEOPLE, *people)))
    for number in (1, 2, 3):
        load(engine, [month(number, 20)])


@pytest.mark.parametrize(("count", "suspected"), [(20, 0), (10, 0), (9, 9), (40, 0), (41, 41)])
def test_rows_of_a_month(engine, count, suspected):
    assert sum(check(engine, [month(4, count)]).suspicions.values()) == suspected


@pytest.mark.parametrize(("count", "suspected"), [(1, 0), (5, 0), (6, 6)])
def test_a_file_of_a_few_rows_does_not_bring_the_month(engine, count, suspected):
    assert sum(check(engine, [month(4, count)]).suspicions.values()) == suspected


def test_a_day_far_from_the_others_of_a_month_is_suspected(engine):
    stray = ("iuran-8.csv", rows(PAID, "19000000150;05-2019;1;14-05-2019;16.800"))
    assert check(engine, [month(4, 20), stray]).suspicions == {Suspicion.UNUSUAL_MONTH: 1}


def test_a_payment_that_moves_into_a_month_counts_there_and_not_where_it_was(engine):
    """Of twenty payments of March, all moved to April and nothing else."""
    moved = [f"190000001{n:02d};03-2019;1;14-04-2019;16.800" for n in range(20)]
    report = check(engine, [("iuran.csv", rows(PAID, *moved))])
    assert (report.files[0].changed, report.suspicions) == (20, {})


def test_the_report_says_what_is_usual(engine):
    report = check(engine, [month(4, 50)])
    (notice,) = report.files[0].notices
    assert (notice.notice, notice.values) == (
        Notice.UNUSUAL_PAID,
        {
            "month": "2019-04",
            "rows": 50,
            "amount": 840_000,
            "least_rows": 20,
            "most_rows": 20,
            "least_amount": 336_000,
            "most_amount": 336_000,
        },
    )


def test_rupiah_of_a_month(engine):
    assert Suspicion.UNUSUAL_MONTH not in check(engine, [month(4, 20, "33.600")]).suspicions
    assert check(engine, [month(4, 20, "36.800")]).suspicions == {Suspicion.UNUSUAL_MONTH: 20}


def test_many_rows_are_unusual_though_their_rupiah_is_not_and_few_though_theirs_is_enough(engine):
    assert check(engine, [month(4, 41, "8.100")]).suspicions[Suspicion.UNUSUAL_MONTH] == 41
    assert check(engine, [month(4, 9, "36.800")]).suspicions[Suspicion.UNUSUAL_MONTH] == 9
    assert check(engine, [month(4, 20, "8.100")]).suspicions[Suspicion.UNUSUAL_MONTH] == 20


def test_a_late_row_counts_with_what_its_month_has_already(engine):
    late = ("iuran.csv", rows(PAID, "19000000150;02-2019;1;14-02-2019;16.800"))
    assert check(engine, [late]).suspicions == {}


def test_a_month_still_running_is_not_too_small(engine, monkeypatch):
    monkeypatch.setattr("tests.support.branch_files.TODAY", date(2019, 4, 20))
    assert check(engine, [month(4, 3)]).suspicions == {}
    assert set(check(engine, [month(4, 50)]).suspicions) == ODD


def test_registrations_of_a_month(engine):
    load(engine, [people("02-2019", 20, 300)])
    for number, first in (("03-2019", 400), ("04-2019", 500)):
        load(engine, [people(number, 20, first)], confirmed=ODD)
    assert check(engine, [people("05-2019", 20, 600)]).suspicions == {}
    assert check(engine, [people("05-2019", 8, 600)]).suspicions == {Suspicion.UNUSUAL_MONTH: 8}


def people(of, count, first):
    lines = [f"AB0001;14-{of};1900000{first + n:04d};996977560000{first + n:04d};Gojek;JKK+JKM" for n in range(count)]
    return ("peserta.csv", rows(PEOPLE, *lines))
