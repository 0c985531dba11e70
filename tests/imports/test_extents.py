"""What a file would bring, beside the loads before it: by value, as a terminal and the page write it."""

from datetime import date

import pytest

from dashboard.imports import extents, report
from dashboard.language.words import words_in
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, branch_files, check, load, load_branch, rows

ID = words_in("id")
PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
JUNE = rows(
    PAID,
    "19000000001;08-2018;1;14-06-2018;16.800",
    "19000000001;09-2018;2;2018-07-02;33.600",
    "1;06-2018;1;14-06-2018;1",
)


@pytest.fixture
def file(sqlite_engine):
    load_branch(sqlite_engine)
    return check(sqlite_engine, [("iuran-juni.csv", JUNE)]).files[0]


def test_rows_people_rupiah_and_days(file):
    this, before = extents.across(file, ID).rows()
    assert this == ("Berkas ini", 2, 1, 50_400, date(2018, 6, 14), date(2018, 7, 2))
    assert before[0] == "Impor 1 (iuran.csv)"  # short: on a phone the numbers stand beside it
    assert any("Impor 1, 31 Juli 2019 10.00 WIB (iuran.csv)" in line for line in extents.lines(file, ID))
    assert before[1:] == (4, 3, 285_600, date(2018, 3, 21), date(2018, 5, 17))


def test_rupiah_by_month_paid_and_by_blth(file):
    mine = extents.by_month(file, ID).filter(which="Berkas ini")
    assert mine.drop("which").rows() == [
        ("dibayar", date(2018, 6, 1), 1, 16_800),
        ("dibayar", date(2018, 7, 1), 1, 33_600),
        ("BLTH", date(2018, 8, 1), 1, 16_800),
        ("BLTH", date(2018, 9, 1), 1, 33_600),
    ]


def test_what_is_usual_is_said(file):
    assert extents.usual(file, ID) == "Biasanya 1–2 baris dan Rp16.800–Rp252.000 sebulan."


def test_a_terminal_has_the_same(file):
    lines = extents.lines(file, ID)
    assert lines[:3] == [
        "  Berkas ini: 2 baris, 1 peserta, Rp50.400, 14 Juni 2018 sampai 2 Juli 2018",
        "    dibayar: Jun 2018 1 baris Rp16.800; Jul 2018 1 baris Rp33.600",
        "    BLTH: Agu 2018 1 baris Rp16.800; Sep 2018 1 baris Rp33.600",
    ]
    assert lines[-1] == "  Biasanya 1–2 baris dan Rp16.800–Rp252.000 sebulan."


def test_three_loads_before_are_enough(sqlite_engine):
    load_branch(sqlite_engine)
    for month in (6, 7, 8):
        load(sqlite_engine, [("iuran.csv", rows(PAID, f"19000000002;{month:02d}-2018;1;14-{month:02d}-2018;16.800"))])
    file = check(sqlite_engine, [("iuran.csv", JUNE)]).files[0]
    assert [one.load for one in file.before] == [4, 3, 2]


def test_a_load_that_was_undone_is_none_before(sqlite_engine):

    load_branch(sqlite_engine)
    load(sqlite_engine, [("iuran.csv", rows(PAID, "19000000002;06-2018;1;14-06-2018;16.800"))])
    undo(sqlite_engine, BRANCH, "kepala", AT)
    assert [one.load for one in check(sqlite_engine, [("iuran.csv", JUNE)]).files[0].before] == [1]


def test_very_many_refusals_are_counted_by_rule_and_the_first_ones_written(sqlite_engine):
    load_branch(sqlite_engine)
    many = rows(PAID, *(f"19{n:09d};06-2018;1;14-06-2018;16.800" for n in range(1000, 31_000)))
    checked = check(sqlite_engine, [("iuran.csv", many)])
    assert report.rules(checked.files[0], ID).rows() == [
        (
            30_000,
            "Tidak ada peserta dengan nomor KPJ ini.",
            "Periksa nomornya, atau muat berkas peserta bersama berkas ini.",
        )
    ]
    lines = report.text(checked, ID).splitlines()
    assert len(lines) == 1 + 1 + report.ROWS_PRINTED + 1
    assert lines[1] == "  30.000 baris ditolak: Tidak ada peserta dengan nomor KPJ ini."
    assert lines[-1] == "  … dan 29.980 penolakan lain"


def test_rows_refused_are_not_said_to_be_there_already(sqlite_engine):
    load_branch(sqlite_engine)
    bad = rows(PAID, "19000000001;03-2018;1;2018-04-03;16.800", "19000000099;03-2018;1;14-04-2018;16.800")
    outcome = load(sqlite_engine, [("iuran.csv", bad)], accept_rejects=True)
    assert report.loaded(outcome, ID) == ID("upload.nothing_new_of_good")
    again = load(sqlite_engine, branch_files())
    assert report.loaded(again, ID) == "Semua baris sudah ada; tidak ada yang perlu dimuat."
    none = load(sqlite_engine, [("iuran.csv", rows(PAID))])
    assert report.loaded(none, ID) == "Tidak ada baris yang dapat dimuat di berkas ini."
    refused = [("iuran.csv", rows(PAID, "19000000099;03-2018;1;14-04-2018;16.800"))]
    outcome = load(sqlite_engine, refused, accept_rejects=True)
    assert report.loaded(outcome, ID).startswith("Tidak ada baris yang dapat dimuat. Perbaiki")
