"""What looks like a NIK, a KPJ or a name in a column that is not for it is refused, and in no report."""

import json

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed.checks.refused_rows import refused_rows_csv
from seed.checks.report import stored
from tests.support.branch_files import check, load, load_branch, refusals, rows

PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Nama Lengkap;Sektor;Program"
LINES = (
    "AB0001;22-03-2019;19900000001;9901010203900001;ZULAIKHA RAHASIA;Gojek;JKK+JKM",
    "AB0001;990101-020390-0002;19900000002;9901010203900002;ZULAIKHA SATU;Gojek;JKK+JKM",
    "AB0001;99.01.01.020390.0003;19900000003;9901010203900003;ZULAIKHA DUA;Gojek;JKK+JKM",
    "AB0001;ZULAIKHA EMPAT;19900000005;9901010203900005;22-03-2019;Gojek;JKK+JKM",
    "ZULAIKHA LIMA;22-03-2019;19900000006;9901010203900006;x;Gojek;JKK+JKM",
    "AB0001;22-03-2019;19900000007;9901010203900007;x;ZULAIKHA ENAM;JKK+JKM",
    "AB0001;22-03-2019;19900000008;9901010203900008;x;9901010203900008;JKK+JKM",
    "AB0001;22-03-2019;19900000009;9901010203900009;x;Gojek;ZULAIKHA TUJUH",
    "AB0001;1990000-0011;19900000011;9901010203900011;x;Gojek;JKK+JKM",
    "AB0001;22-03-2019;19900000012;9901010203900012;x;99 01 01/020390_0012;JKK+JKM",
    "AB0001;22-03-2019;19900000013;9901010203900013;x;Agen 1;JKK+JKM",
)


@pytest.fixture(autouse=True)
def branch(sqlite_engine):
    load_branch(sqlite_engine)


def test_slipped_cells_are_refused_and_masked(sqlite_engine):
    report = check(sqlite_engine, [("peserta.csv", rows(PEOPLE, *LINES))])
    assert refusals(report) == [
        (3, "Tgl Daftar", "…", "unreadable_date"),
        (4, "Tgl Daftar", "…", "unreadable_date"),
        (5, "Tgl Daftar", "…", "unreadable_date"),
        (6, "Kode Perisai", "…", "unknown_agent"),
        (7, "Sektor", "…", "personal_data"),
        (8, "Sektor", "…", "personal_data"),
        (9, "Program", "…", "personal_data"),
        (10, "Tgl Daftar", "…", "unreadable_date"),
        (11, "Sektor", "…", "personal_data"),
        (12, "Sektor", "…", "personal_data"),
    ]
    file = report.files[0]
    whole = refused_rows_csv(file, {}).decode() + json.dumps(stored(file))
    assert not [part for part in ("ZULAIKHA", "0203", "1990000", "Agen 1") if part in whole]


def test_none_of_it_is_stored(sqlite_engine):
    load(sqlite_engine, [("peserta.csv", rows(PEOPLE, *LINES))], accept_rejects=True)
    with sqlite_engine.connect() as conn:
        sectors = set(conn.scalars(sa.select(s.participants.c.sector)))
        programs = set(conn.scalars(sa.select(s.participants.c.program)))
    assert (sectors, programs) == ({"Buruh harian", "Gojek", "Pengurus RT/RW"}, {"JKK+JKM", "JKK+JKM+JHT"})


def test_a_sector_of_the_vocabulary_is_none_though_somebody_is_called_so(sqlite_engine):
    lines = (
        "AB0001;22-03-2019;19900000001;9901010203900001;Petani Jaya;Petani;JKK+JKM",
        "AB0001;22-03-2019;19900000002;9901010203900002;Sari;Penjual sari tebu;JKK+JKM",
    )
    assert check(sqlite_engine, [("peserta.csv", rows(PEOPLE, *lines))]).clean


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Kode Kantor;Nama Kantor;Wilayah", "KP09;Kantor 9901010203900001;33.25"),
        ("Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar", "9901.0102.0390.0001;Agen 9;KP01;20-03-2018"),
        ("Bulan;Kode Perisai", "06-2019;19900000001"),
        ("Ukuran;Nilai;Periode;Sumber;Tanggal Terbit", "Agen;32;2019-S1;NIK 9901010203900001;20 Juli 2019"),
    ],
)
def test_a_number_in_a_code_a_name_or_a_source(sqlite_engine, heading, line):
    report = check(sqlite_engine, [("berkas.csv", rows(heading, line))])
    assert [(value.replace("Kantor ", "").replace("NIK ", ""), rule) for _, _, value, rule in refusals(report)] == [
        ("…", "personal_data")
    ]


def test_an_amount_in_words_is_no_number_of_a_person(sqlite_engine):
    heading = "Ukuran;Nilai;Periode;Sumber;Tanggal Terbit;Redaksi"
    line = "Penerimaan iuran;146.309.000.000;2019-S1;ANTARA;20 Juli 2019;Rp146.309.000.000"
    assert check(sqlite_engine, [("angka.csv", rows(heading, line))]).clean


NAMELESS = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
NAMES = ("BUDI SANTOSO", "Siti Aminah", "Zulaikha", "ROTUA SIMANJUNTAK", "H. Slamet", "Dewi L.")


def nameless(*slips):
    return [("peserta.csv", rows(NAMELESS, *(nameless_line(n, **slip) for n, slip in enumerate(slips, 1))))]


def nameless_line(number, code="AB0001", sector="Gojek", program="JKK+JKM"):
    return f"{code};22-03-2019;199000000{number:02};99010102039000{number:02};{sector};{program}"


@pytest.mark.parametrize("column", ["sector", "program", "code"])
def test_a_name_that_no_column_names_is_neither_stored_nor_in_a_report(sqlite_engine, column):
    files = nameless({}, *({column: name} for name in NAMES))
    report = check(sqlite_engine, files)
    rule = "unknown_agent" if column == "code" else "personal_data"
    assert [(row, value, why) for row, _, value, why in refusals(report)] == [(n, "…", rule) for n in range(3, 9)]
    file = report.files[0]
    whole = refused_rows_csv(file, {}).decode() + json.dumps(stored(file))
    assert not [name for name in NAMES if name in whole]
    load(sqlite_engine, files, accept_rejects=True)
    with sqlite_engine.connect() as conn:
        texts = {*conn.scalars(sa.select(s.participants.c.sector)), *conn.scalars(sa.select(s.participants.c.program))}
    assert not texts & set(NAMES)


@pytest.mark.parametrize("sector", ["Tukang Parkir", "Usaha Konveksi Rumahan", "Marbot", "TKI", "Petani Sari Bumi"])
def test_a_branchs_own_sector_is_no_name(sqlite_engine, sector):
    assert refusals(check(sqlite_engine, nameless({"sector": sector}))) == []


def test_an_agent_whose_code_is_a_name_is_refused(sqlite_engine):
    agents = rows("Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar", "BUDI SANTOSO;x;KP01;20-03-2018")
    assert refusals(check(sqlite_engine, [("agen.csv", agents)])) == [(2, "Kode Perisai", "…", "personal_data")]
    listed = rows("Bulan;Kode Perisai", "06-2019;BUDI SANTOSO")
    assert refusals(check(sqlite_engine, [("daftar.csv", listed)])) == [(2, "Kode Perisai", "…", "personal_data")]
