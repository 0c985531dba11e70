"""Two files that contradict each other: each report names the other file and its row."""

import pytest

from seed.files.rules import Notice
from tests.support.branch_files import check, load_branch, refusals, rows

IURAN = "No KPJ;BLTH;Tgl Bayar;Nominal"
PESERTA = "Kode Perisai;Tgl Daftar;KPJ;NIK"
NIK = "9969775600000077"


@pytest.fixture
def engine(sqlite_engine):
    """A branch whose four files are loaded."""
    load_branch(sqlite_engine)
    return sqlite_engine


def said(report) -> list[list[tuple[int, str, int]]]:
    """Of each file: its row, the other file, the other row."""
    notices = [[one for one in file.notices if one.notice is Notice.CONTRADICTS] for file in report.files]
    named = ("row", "other", "other_row")
    return [[tuple(one.values[name] for name in named) for one in of_file] for of_file in notices]


@pytest.mark.parametrize(
    ("headings", "one", "other"),
    [
        (IURAN, "19000000001;06-2019;14-06-2019;16.800", "19000000001;06-2019;14-06-2019;36.800"),
        (PESERTA, f"AB0001;20-03-2018;19000000077;{NIK}", f"AB0001;21-03-2018;19000000077;{NIK}"),
        (PESERTA, f"AB0001;20-03-2018;19000000077;{NIK}", f"AB0002;20-03-2018;19000000077;{NIK}"),
        ("Kode Kantor;Nama Kantor;Wilayah", "KP03;A;33.25", "kp03;B;33.25"),
        ("Kode Perisai;Nama;Kode Kantor;Tgl Daftar", "AB3;C;KP01;20-03-2018", "AB3;D;KP01;20-03-2018"),
        ("Semester;Wilayah;Ukuran;Nilai", "2019-S1;;acquired;1", "2019-S1;semua;acquired;2"),
        ("Kode;Nama;Jenis", "33.74;Semarang;kota", "33.74;Semarang Kota;kota"),
        (
            "Ukuran;Nilai;Periode;Sumber;Tanggal Terbit",
            "agen;32;2019-S1;ANTARA;2019-07-25",
            "agen;33;2019-S1;ANTARA;2019-07-25",
        ),
    ],
)
def test_both_files_and_rows_are_named(engine, headings, one, other):
    report = check(engine, [("a.csv", rows(headings, one)), ("b.csv", rows("LAPORAN;;", headings, other))])
    assert said(report) == [[(2, "b.csv", 3)], [(3, "a.csv", 2)]]
    assert len(refusals(report)) == 2


def test_two_files_that_agree_and_contradict_the_database_do_not_contradict_each_other(engine):
    line = f"AB0001;22-03-2018;19000000001;{NIK}"
    report = check(engine, [(name, rows(PESERTA, line)) for name in ("a.csv", "b.csv")])
    assert (len(refusals(report)), said(report)) == (2, [[], []])


def test_a_contradiction_inside_one_file_needs_no_other(engine):
    lines = ["19000000001;06-2019;14-06-2019;16.800", "19000000001;06-2019;14-06-2019;36.800"]
    assert said(check(engine, [("a.csv", rows(IURAN, *lines))])) == [[]]
