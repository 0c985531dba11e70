"""A recap by month and agent is told apart from the application's list before anything is replaced."""

import pytest

from seed.checks.parse import take_in
from seed.files.rules import FileRule, Notice
from seed.importer import Refused
from tests.support.branch_files import TODAY, load, load_branch, rows, workbook


def read(headings, *lines):
    (source,) = take_in([("daftar.csv", rows(headings, *lines))], TODAY)
    return source


@pytest.mark.parametrize(
    ("more", "cells"),
    [
        *(("Akuisisi", "12"), ("Akuisisi;Target", "12;20"), ("Realisasi", "12"), ("Jumlah Peserta", "12")),
        *(("Capaian", "60%"), ("Total TK", "12"), ("Iuran", "16.800"), ("Total Iuran;Nominal", "201.600;15.120")),
        *(("Peserta Baru", "12"), ("NOA", "7"), ("Penerimaan (Rp)", "Rp201.600"), ("TK Aktif", "1.313")),
    ],
)
def test_counts_targets_and_sums_make_a_recap(more, cells):
    error = read(f"Bulan;Kode Perisai;{more}", f"06-2019;AB0001;{cells}").error
    assert (error.rule, error.values["columns"]) == (FileRule.RECAP, tuple(more.split(";")))


def test_a_recap_sheet_beside_its_rows_is_left_out_and_named():
    paid = [["No KPJ", "BLTH", "Tgl Bayar", "Nominal"], ["19000000001", "06-2019", "2019-06-14", "16.800"]]
    recap = [["Bulan", "Kode Perisai", "Total Iuran"], ["06-2019", "AB0001", 16_800]]
    (source,) = take_in([("iuran.xlsx", workbook(Juni=paid, Rekap=recap))], TODAY)
    assert (source.name, source.error, source.rows["amount"].to_list()) == ("iuran.xlsx", None, [16_800])
    assert [(one.notice, one.values) for one in source.notices] == [(Notice.RECAP_IGNORED, {"sheets": ("Rekap",)})]
    (alone,) = take_in([("iuran.xlsx", workbook(Rekap=recap))], TODAY)
    assert alone.error.rule is FileRule.RECAP


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        *(("Bulan;Kode Perisai", "06-2019;AB0001"), ("No;Bulan;Kode Perisai;Nama Agen", "1;06-2019;AB0001;Agen 1")),
        *(
            ("Bulan;Kode Perisai;Status", "06-2019;AB0001;Aktif"),
            ("Periode;ID Perisai;No HP", "06-2019;AB0001;0812345"),
        ),
        *(("Bulan;Kode Perisai;Kode Kantor", "06-2019;AB0001;1"), ("Urut;Bulan;Kode Agen;", "1;06-2019;AB0001;")),
    ],
)
def test_a_list_stays_a_list(headings, line):
    source = read(headings, line)
    assert (source.error, source.table.kind.name, source.rows.height) == (None, "roster", 1)


def test_a_recap_replaces_no_list(sqlite_engine):
    load_branch(sqlite_engine)
    load(sqlite_engine, [("daftar.csv", rows("Bulan;Kode Perisai", "06-2019;AB0001", "06-2019;AB0002"))])
    with pytest.raises(Refused) as refused:
        load(
            sqlite_engine,
            [("rekap.csv", rows("Bulan;Kode Perisai;Akuisisi", "06-2019;AB0001;12"))],
            accept_rejects=True,
        )
    assert refused.value.report.changes == 0
