"""Every rule that a row can break: which row, which column, what of its value is shown."""

import pytest

from seed.importer import Refused
from tests.support.branch_files import (
    AGEN,
    IURAN,
    KANTOR,
    PESERTA,
    branch_files,
    check,
    csv,
    lay_down,
    load,
    load_branch,
    refusals,
    rows,
    workbook,
)

HEADINGS = {
    "kantor": "Kode Kantor;Nama Kantor;Wilayah",
    "agen": "Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif",
    "peserta": "Kode Perisai;Tgl Daftar;KPJ;NIK;Sektor",
    "iuran": "KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal",
    "target": "Semester;Wilayah;Ukuran;Nilai",
    "terbit": "Ukuran;Nilai;Periode;Sumber;Tanggal Terbit",
    "wilayah": "Kode;Nama;Jenis",
}
NIK = "9969775600000077"


@pytest.fixture
def engine(sqlite_engine):
    """A branch whose four files are loaded."""
    load_branch(sqlite_engine)
    return sqlite_engine


def refused_of(engine, kind, *lines):
    return refusals(check(engine, [(f"{kind}.csv", rows(HEADINGS[kind], *lines))]))


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("kantor", "KP03;;33.25", ("Nama Kantor", None, "missing")),
        ("kantor", f"{'K' * 33};A;33.25", ("Kode Kantor", "K" * 33, "too_long")),
        ("kantor", "KP03;A;33.25;x", (None, None, "too_many_cells")),
        ("kantor", "KP03;A;Pekalongan", ("Wilayah", "Pekalongan", "ambiguous_wilayah")),
        ("kantor", "KP03;A;33.74", ("Wilayah", "33.74", "unknown_wilayah")),
        ("agen", "AB3;C;KP09;20-03-2018;", ("Kode Kantor", "KP09", "unknown_office")),
        ("agen", "AB3;C;KP01;20-03-2018;19-03-2018", ("Tgl Nonaktif", "19-03-2018", "deactivated_before_registered")),
        ("agen", "AB3;C;KP01;2018-03-20;01-02-2019", ("Tgl Nonaktif", "01-02-2019", "ambiguous_date")),
        ("agen", "AB3;C;KP01;besok;", ("Tgl Daftar", "besok", "unreadable_date")),
        ("agen", "AB3;C;KP01;2019-08-01;", ("Tgl Daftar", "2019-08-01", "future_date")),
        ("peserta", f"AB0009;20-03-2018;19000000077;{NIK};", ("Kode Perisai", "AB0009", "unknown_agent")),
        ("peserta", f"AB0001;20-03-2018;1900000077;{NIK};", ("KPJ", "…0077", "bad_kpj")),
        ("peserta", "AB0001;20-03-2018;19000000077;3,32E+15;", ("NIK", "…", "rounded_number")),
        ("peserta", "AB0001;20-03-2018;19000000077;996977560000007;", ("NIK", "…", "bad_nik")),
        ("peserta", f"AB0001;22-03-2018;19000000001;{NIK};", ("NIK", "…", "conflict_with_database")),
        ("iuran", "19000000099;03-2018;1;2018-03-20;16.800", ("KPJ", "…0099", "unknown_kpj")),
        ("iuran", "19000000001;13-2018;1;2018-03-20;16.800", ("BLTH", "13-2018", "unreadable_month")),
        ("iuran", "19000000001;42005;1;2018-03-20;16.800", ("BLTH", "42005", "ambiguous_month")),
        ("iuran", "19000000001;04-2024;1;2018-03-20;16.800", ("BLTH", "04-2024", "month_too_far")),
        ("iuran", "19000000001;03-2018;61;2018-03-20;16.800", ("Jumlah Bulan", "61", "months_out_of_range")),
        ("iuran", "19000000001;03-2018;0;2018-03-20;16.800", ("Jumlah Bulan", "0", "months_out_of_range")),
        ("iuran", "19000000001;03-2018;satu;2018-03-20;16.800", ("Jumlah Bulan", "satu", "unreadable_number")),
        ("iuran", "19000000001;03-2018;1;2018-03-20;-16.800", ("Nominal", "-16.800", "amount_not_positive")),
        ("iuran", "19000000001;03-2018;1;2018-03-20;16.800,50", ("Nominal", "16.800,50", "amount_not_whole")),
        ("iuran", "19000000001;03-2018;1;2018-03-20;x", ("Nominal", "x", "unreadable_amount")),
        ("target", "2019-S3;Batang;acquired;10", ("Semester", "2019-S3", "unreadable_period")),
        ("target", "2019-S1;Batang;saldo;10", ("Ukuran", "saldo", "unknown_measure")),
        ("target", "2019-S1;Pekalongan;acquired;10", ("Wilayah", "Pekalongan", "ambiguous_wilayah")),
        ("terbit", "agen;32;kapan;ANTARA;2019-07-25", ("Periode", "kapan", "unreadable_period")),
        ("wilayah", "3.374;Semarang;kota", ("Kode", "3.374", "bad_place_code")),
        ("wilayah", "33.74;Semarang;provinsi", ("Jenis", "provinsi", "unknown_place_kind")),
    ],
)
def test_one_row_breaks_one_rule(engine, kind, line, expected):
    assert refused_of(engine, kind, line) == [(2, *expected)]


@pytest.mark.parametrize(
    ("kind", "lines", "rule"),
    [
        (
            "iuran",
            ["19000000001;08-2018;1;2018-08-03;16.800", "19000000001;08-2018;1;2018-08-03;17.800"],
            "conflict_in_file",
        ),
        (
            "iuran",
            ["19000000001;08-2018;1;2018-08-03;16.800", "19000000001;08-2018;2;2018-08-03;16.800"],
            "conflict_in_file",
        ),
        ("kantor", ["KP03;A;33.25", "kp03;B;33.25"], "conflict_in_file"),
        ("agen", ["AB3;C;KP01;2018-03-20;", "AB3;D;KP01;2018-03-20;"], "conflict_in_file"),
        ("target", ["2019-S1;;acquired;1", "2019-S1;semua;acquired;2"], "conflict_in_file"),
        (
            "peserta",
            [f"AB0001;2018-03-20;19000000077;{NIK};", f"AB0002;2018-03-20;19000000077;{NIK};"],
            "kpj_of_another_agent",
        ),
        (
            "peserta",
            [f"AB0001;2018-03-20;19000000077;{NIK};Gojek", f"AB0001;2018-03-20;19000000077;{NIK};Grab"],
            "conflict_in_file",
        ),
        (
            "iuran",
            ["19000000001;08-2018;1;03/04/2018;16.800", "19000000002;08-2018;1;05/06/2018;16.800"],
            "ambiguous_date",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_both_refused(engine, kind, lines, rule):
    assert [(row, broken) for row, _, _, broken in refused_of(engine, kind, *lines)] == [(2, rule), (3, rule)]


def test_the_same_contradiction_over_two_files(engine):
    files = [(f"{n}.csv", rows(HEADINGS["kantor"], f"KP03;{n};33.25")) for n in "ab"]
    assert [row[3] for row in refusals(check(engine, files))] == ["conflict_in_file"] * 2


def test_a_comma_among_dots_is_refused(engine):
    lines = ["19000000001;08-2018;1;2018-08-03;16.800", "19000000002;08-2018;1;2018-08-03;16,800"]
    assert refused_of(engine, "iuran", *lines) == [(3, "Nominal", "16,800", "conflicting_amount")]


def test_a_column_that_puts_the_day_and_the_month_first(engine):
    lines = [
        f"19000000001;0{n}-2018;1;{day};16.800" for n, day in enumerate(("20/03/2018", "03/21/2018", "04/03/2018"), 1)
    ]
    assert refused_of(engine, "iuran", *lines) == [(4, "Tgl Bayar", "04/03/2018", "conflicting_dates")]


def test_two_broken_cells_are_two_refusals_of_one_row(engine):
    report = check(engine, [("x.csv", rows(HEADINGS["iuran"], "1;13-2018;1;2018-03-20;16.800"))])
    assert [row[3] for row in refusals(report)] == ["bad_kpj", "unreadable_month"]
    assert (report.files[0].rows_read, report.refused) == (1, 1)


def test_an_unquoted_comma_does_not_pass_as_a_smaller_amount(engine):
    data = rows("KPJ,BLTH,Tgl Bayar,Nominal", "19000000001,08-2018,2018-08-03,16,800")
    assert [row[3] for row in refusals(check(engine, [("x.csv", data)]))] == ["amount_too_small", "too_many_cells"]


def test_children_of_refused_rows_are_refused_for_that(sqlite_engine):
    lay_down(sqlite_engine)
    broken = csv(KANTOR.replace("33.25", "Pekalongan"))
    report = check(sqlite_engine, branch_files(kantor=broken))
    assert refusals(report) == [
        *((4, "No KPJ", "…0001", "parent_refused"), (5, "No KPJ", "…0001", "parent_refused")),
        (6, "No KPJ", "…0002", "parent_refused"),
        *((4, "Kode Perisai", "AB0001", "parent_refused"), (5, "Kode Perisai", "AB0001", "parent_refused")),
        (4, "Kode Kantor", "KP01", "parent_refused"),
        (4, "Kode Wilayah", "Pekalongan", "ambiguous_wilayah"),
    ]
    assert load(sqlite_engine, branch_files(kantor=broken), accept_rejects=True).changed == 1 + 1 + 1 + 1


def test_a_child_of_a_row_that_the_database_holds_is_good_though_its_new_version_is_refused(engine):
    report = check(engine, branch_files(kantor=csv(KANTOR.replace("33.25", "Pekalongan"))))
    assert [row[3] for row in refusals(report)] == ["ambiguous_wilayah"]


def test_an_office_may_be_named_instead_of_coded(engine):
    data = rows("Kode;Nama Agen;Kantor;Tgl Daftar", "AB3;C;kantor perisai 2;2018-03-20")
    assert load(engine, [("agen.csv", data)]).changed == 1
    load(engine, [("kantor.csv", rows(HEADINGS["kantor"], "KP03;Kantor Perisai 2;33.25"))])
    other = data.replace(b"AB3", b"AB4")
    assert [row[3] for row in refusals(check(engine, [("agen.csv", other)]))] == ["ambiguous_office"]


def test_codes_are_recognised_blind_to_case_and_stay_as_first_written(engine):
    assert load(engine, [("agen.csv", csv(AGEN.replace("AB", "ab").replace("KP", "kp")))]).changed == 0
    assert load(engine, [("peserta.csv", csv(PESERTA.replace("AB", "ab")))]).changed == 0


def test_a_workbooks_nik_that_is_a_number_cannot_be_trusted(engine):
    lines = [HEADINGS["peserta"].split(";"), ["AB0001", "2018-03-20", 19000000077, 3325123456789012, "Gojek"]]
    assert refusals(check(engine, [("peserta.xlsx", workbook(Peserta=lines))])) == [(2, "NIK", "…", "rounded_number")]
    lines[1][3] = NIK
    assert refusals(check(engine, [("peserta.xlsx", workbook(Peserta=lines))])) == []


def test_a_total_that_differs_is_noticed(engine):
    report = check(engine, [("iuran.csv", csv(IURAN.replace("285.600", "300.000")))])
    assert report.clean
    assert [(one.notice.value, one.values) for one in report.files[0].notices] == [
        ("total_differs", {"row": 8, "stated": 300_000, "counted": 285_600})
    ]
    assert report.suspicions == {}  # every row was there already
    more = IURAN.replace("TOTAL", "19000000001;08-2018;1;2018-08-03;16.800\nTOTAL", 1)
    report = check(engine, [("iuran.csv", csv(more))])
    assert report.files[0].suspected.rows() == [(9, "Nominal Iuran", "285600", "total_differs")]


def test_subtotals_and_a_grand_total_that_hold_are_not_noticed(engine):
    lines = IURAN.splitlines()
    lines[5:5] = ["SUB TOTAL;;;;67.200"]
    lines[8:] = ["SUB TOTAL;;;;218.400", "GRAND TOTAL;;;;285.600"]
    assert check(engine, [("iuran.csv", csv("\n".join([*lines, ""])))]).files[0].notices == ()


def test_nothing_is_loaded_when_a_row_is_refused(engine):
    with pytest.raises(Refused) as refused:
        load(engine, [("iuran.csv", rows(HEADINGS["iuran"], "19000000099;03-2018;1;2018-03-20;16.800"))])
    assert "1 rows refused" in str(refused.value)
