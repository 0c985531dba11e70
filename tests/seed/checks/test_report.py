"""What a report shows, what it hides, and the file of refused rows."""

import json
from datetime import date

import pytest

from seed.checks.extent import Extent
from seed.checks.refused_rows import refused_rows_csv
from seed.checks.report import stored
from seed.files.rules import RefusalRule
from tests.support.branch_files import check, load_branch, rows

HEADING = "No;Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Nama TK;Alamat"
LINES = [
    "1;AB0009;22-03-2018;19000000071;9969775600000071;Gojek;Siti Rahayu;Jl. Merdeka 1",
    "2;AB0001;besok;1900000007;3,32E+15;=1+1;Budi Santoso;Jl. Merdeka 2",
    "3;9969775600000073;22-03-2018;19000000073;9969775600000073;-;Ani;",
    "4;AB0001;22-03-2018;19000000074;9969775600000074;Grab;Tono;",
]
PERSONAL = ("Siti", "Budi", "Ani", "Tono", "Merdeka", "19000000071", "9969775600000071", "9969775600000073", "3,32")


@pytest.fixture
def report(sqlite_engine):
    load_branch(sqlite_engine)
    return check(sqlite_engine, [("peserta.csv", rows(HEADING, *LINES))]).files[0]


def test_rows_add_up(report):
    assert (report.rows_read, report.good, report.known, report.refused) == (4, 1, 0, 3)
    assert report.by_rule == {"unknown_agent": 2, "bad_kpj": 1, "rounded_number": 1, "unreadable_date": 1}
    assert report.ignored == ("No", "Alamat")
    day = date(2018, 3, 22)
    assert report.extent == Extent(1, 1, None, day, day, {"registered_on": {"2018-03": (1, 0)}})
    assert stored(report)["extent"] == report.extent.stored()


def test_values_are_masked(report):
    assert report.refusals.rows() == [
        (2, "Kode Perisai", "AB0009", "unknown_agent"),
        (3, "Tgl Daftar", "besok", "unreadable_date"),
        (3, "No KPJ", "…0007", "bad_kpj"),
        (3, "NIK", "…", "rounded_number"),
        (4, "Kode Perisai", "…", "unknown_agent"),
    ]


def test_nothing_personal_leaves_with_a_report(report):
    texts = dict.fromkeys(RefusalRule, "teks")
    whole = refused_rows_csv(report, texts).decode() + json.dumps(stored(report)) + str(report.refused_rows.rows())
    assert not [word for word in PERSONAL if word in whole]


def test_the_file_of_refused_rows(report):
    texts = {rule: f"Aturan {rule}." for rule in RefusalRule}
    data = refused_rows_csv(report, texts, "Baris", "Aturan", "Alasan")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        f"Baris;{HEADING};Aturan;Alasan",
        "2;…;AB0009;22-03-2018;…0071;…;Gojek;…;…;unknown_agent;Aturan unknown_agent.",
        "3;…;AB0001;besok;…0007;…;'=1+1;…;…;unreadable_date, bad_kpj, rounded_number;"
        "Aturan unreadable_date. Aturan bad_kpj. Aturan rounded_number.",
        "4;…;…;22-03-2018;…0073;…;-;…;;unknown_agent;Aturan unknown_agent.",
        "",
    ]


def test_headings_that_are_missing_or_doubled_do_not_break_the_file_of_refused_rows(sqlite_engine):
    load_branch(sqlite_engine)
    data = rows("KPJ;BLTH;Tgl Bayar;Nominal;Ket;Ket;;row", "19000000099;03-2018;2018-03-20;16.800;a;b;c;d")
    file = check(sqlite_engine, [("iuran.csv", data)]).files[0]
    first = refused_rows_csv(file, {}).decode("utf-8-sig").split("\r\n")[0]
    assert first == "Baris;KPJ;BLTH;Tgl Bayar;Nominal;Ket;Ket (2);c6;row (2);Aturan;Alasan"


def test_a_file_that_is_none_says_why(sqlite_engine):
    report = check(sqlite_engine, [("../../etc/x.csv", b"")])
    (file,) = report.files
    assert (report.clean, report.readable, file.name, file.kind, file.error.rule) == (
        False,
        False,
        "x.csv",
        None,
        "empty",
    )
