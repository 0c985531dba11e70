"""Which kind of file a row of headings belongs to."""

import pytest

from seed.files.headings import best, key
from seed.files.rules import FileError, FileRule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tanggal Daftar", "tgl. daftar"),
        ("Tgl Pendaftaran ", "TGL_DAFTAR"),
        ("Nama Kantor ", "nama-kantor"),
        ("NoKPJ", "Nomor KPJ"),
        ("Nominal (Rp)", "nominal"),
        ("Jumlah Bulan", "Jml Bln"),
        ("Kab/Kota", "KABUPATEN KOTA"),
    ],
)
def test_headings_are_compared_blind_to_case_spaces_and_punctuation(one, other):
    assert key(one) == key(other)


def test_headings_that_differ_stay_apart():
    assert len({key(name) for name in ("Tgl Daftar", "Tgl Bayar", "Kode Kantor", "Nama Kantor", "KPJ", "NIK")}) == 6


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Kode Kantor;Nama Kantor;Kode Wilayah", "offices"),
        ("kode;nama;wilayah", "offices"),
        ("ID Kantor;Kantor Perisai;Kab/Kota", "offices"),
        ("Kode Perisai;Nama;Kode Kantor;Tanggal Daftar;Tanggal Nonaktif", "agents"),
        ("ID Akun Perisai;Nama Lengkap;Nama Kantor;Tanggal Pendaftaran", "agents"),
        ("Kode Agen;Nama Agen;Id Kantor;Tgl. Registrasi", "agents"),
        ("Kode Perisai;Tanggal Daftar;KPJ;NIK;Sektor;Program;Nama TK", "participants"),
        ("No;No Perisai;Tgl Kepesertaan;Nomor KPJ;NIK;Pekerjaan", "participants"),
        ("KPJ;BLTH;Tanggal Bayar;Nominal", "contributions"),
        ("NoKPJ;Periode;Jml Bln;Tgl Setor;Iuran", "contributions"),
        ("No Kartu;Bulan Iuran;Masa Iuran;Tanggal Pembayaran;Jumlah Bayar", "contributions"),
        ("Membership number;Month;Payment date;Amount", "contributions"),
        ("semester;wilayah;ukuran;nilai", "targets"),
        ("ukuran;nilai;periode;sumber;tanggal terbit;kalimat", "references"),
        ("kode;nama;jenis", "wilayah"),
        ("Bulan;Kode Perisai", "roster"),
        ("Periode;Kode Perisai", "roster"),
        ("No;Periode Daftar;ID Akun Perisai;Nama Agen", "roster"),
        ("Periode;Kode Perisai;Nama;Kode Kantor;Tanggal Daftar", "agents"),
        ("Bulan;Kode Perisai;Tanggal Daftar;KPJ;NIK", "participants"),
        ("Kode Perisai;KPJ;Bulan;Tanggal Bayar;Nominal", "contributions"),
    ],
)
def test_each_kind_is_recognised(headings, kind):
    _, match = best([headings.split(";")])
    assert match.kind.name == kind


def test_the_headings_may_stand_below_titles():
    number, match = best([["LAPORAN AGEN", None], [None], ["Kode", "Nama", "Wilayah"], ["KP1", "A", "33.25"]])
    assert (number, match.kind.name) == (2, "offices")


def test_the_finer_rows_win_where_two_kinds_fit():
    both = ["Kode Perisai", "Nama Agen", "Kode Kantor", "Tgl Daftar", "No KPJ", "NIK", "BLTH", "Tgl Bayar", "Nominal"]
    assert best([both])[1].kind.name == "contributions"
    assert best([both[:6]])[1].kind.name == "participants"


def test_the_better_heading_wins_and_none_serves_twice():
    _, match = best([["KPJ", "Periode", "BLTH", "Tanggal", "Tgl Bayar", "Iuran", "Nominal Iuran"]])
    assert match.positions == {"kpj": 0, "blth": 2, "paid_on": 4, "amount": 6}


@pytest.mark.parametrize(
    ("headings", "rule", "values"),
    [
        (
            ["Kode Perisai", "Tgl Daftar", "KPJ"],
            FileRule.MISSING_COLUMNS,
            {"kind": "participants", "missing": ("nik",)},
        ),
        (
            ["Kode Perisai", "KPJ", "Bulan", "Tanggal Bayar"],
            FileRule.MISSING_COLUMNS,
            {"kind": "contributions", "missing": ("amount",)},
        ),
        (["Bulan", "Nama Agen"], FileRule.MISSING_COLUMNS, {"kind": "roster", "missing": ("agent",)}),
        (["warna", "ukuran sepatu"], FileRule.NOT_RECOGNISED, {}),
        (["KPJ", "BLTH", "Tgl Bayar", "Nominal", "Nominal"], FileRule.DOUBLED_COLUMN, {"column": "Nominal"}),
        (
            ["semester", "ukuran", "nilai", "kode kantor", "nama kantor", "wilayah"],
            FileRule.AMBIGUOUS_KIND,
            {"kinds": ("offices", "targets")},
        ),
    ],
)
def test_what_is_unclear_is_refused_with_what_lacks(headings, rule, values):
    with pytest.raises(FileError) as refused:
        best([headings])
    assert refused.value.rule is rule
    assert {name: refused.value.values[name] for name in values} == values
