"""An empty file of each kind to fill in: the headings, and one row that shows how its cells are written."""

import io
from datetime import datetime

import xlsxwriter

from dashboard.language.words import Words

COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "wilayah": {
        "code": ("Kode", "33.25"),
        "name": ("Nama", "Batang"),
        "kind": ("Jenis", "kabupaten"),
        "latitude": ("Lintang", "-6,91"),
        "longitude": ("Bujur", "109,73"),
    },
    "offices": {
        "code": ("Kode Kantor", "KP01"),
        "name": ("Nama Kantor", "Kantor Perisai Contoh"),
        "wilayah": ("Kode Wilayah", "33.25"),
        "contact": ("Telepon", "0285-000001"),
    },
    "agents": {
        "code": ("Kode Perisai", "AB0001"),
        "name": ("Nama Agen", "Agen Contoh"),
        "office": ("Kode Kantor", "KP01"),
        "registered_on": ("Tanggal Daftar", "20-03-2018"),
        "deactivated_on": ("Tanggal Nonaktif", ""),
        "contact": ("Telepon", "0800-0000-0001"),
    },
    "participants": {
        "agent": ("Kode Perisai", "AB0001"),
        "registered_on": ("Tanggal Daftar", "22-03-2018"),
        "kpj": ("No KPJ", "19000000001"),
        "nik": ("NIK", "9969775600000001"),
        "sector": ("Sektor", "Buruh harian"),
        "program": ("Program", "JKK+JKM"),
    },
    "contributions": {
        "kpj": ("No KPJ", "19000000001"),
        "blth": ("BLTH", "03-2018"),
        "months": ("Jumlah Bulan", "1"),
        "paid_on": ("Tanggal Bayar", "23-04-2018"),
        "amount": ("Nominal Iuran", "16.800"),
        "payer": ("Sumber Iuran", "Mandiri"),
    },
    "targets": {
        "period": ("Periode", "2018-S1"),
        "office": ("Kode Kantor", ""),
        "measure": ("Ukuran", "akuisisi"),
        "value": ("Nilai", "1.400"),
    },
    "denominators": {
        "name": ("Penyebut", "Pekerja bukan penerima upah"),
        "counted_in": ("Tahun", "2018"),
        "wilayah": ("Kode Wilayah", "33.25"),
        "value": ("Jumlah", "120.000"),
        "source": ("Sumber", "Sakernas"),
        "definition": ("Definisi", "Bekerja, bukan buruh atau pegawai"),
    },
    "funds": {
        "name": ("Sumber Iuran", "APBDes Contoh 2018"),
        "since": ("Sejak", "01-01-2018"),
        "until": ("Sampai", "31-12-2018"),
        "pays": ("Untuk Berkas", ""),
    },
    "references": {
        "metric": ("Ukuran", "akuisisi"),
        "value": ("Nilai", "1.313"),
        "period": ("Periode", "2018-S1"),
        "source": ("Sumber", "Radar Contoh"),
        "published_on": ("Tanggal Terbit", "21-08-2018"),
        "wording": ("Kalimat", "sebanyak 1.313 peserta"),
    },
    "roster": {"month": ("Bulan", "03-2018"), "agent": ("Kode Perisai", "AB0001")},
}
"""By kind of file and column of the contract: a heading of those that are read, and an example. The NIK is none of
anybody's; the examples of all kinds fit one another."""


def name(words: Words, kind: str) -> str:
    """What a template's file is called."""
    return f"{words('upload.template.file')}-{words(f'importing.kind.{kind}').lower().replace(' ', '-')}.xlsx"


def workbook(kind: str) -> bytes:
    """The template as a workbook whose cells are text: a spreadsheet turns a NIK in a CSV into 9,97E+15."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(kind)
    head, text = book.add_format({"bold": True, "num_format": "@"}), book.add_format({"num_format": "@"})
    for column, (heading, example) in enumerate(COLUMNS[kind].values()):
        sheet.set_column(column, column, max(len(heading), len(example)) + 4, text)
        sheet.write_string(0, column, heading, head)
        sheet.write_string(1, column, example, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
