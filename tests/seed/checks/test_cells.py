"""What a workbook tells of its cells besides their texts, by value: errors, formulas, merged cells, dates, 1904."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from seed.checks.parse import Source, take_in
from seed.files.rules import RefusalRule
from tests.support.branch_files import TODAY, rows, workbook

HEADING = ["No KPJ", "BLTH", "Jumlah Bulan", "Tgl Bayar", "Nominal Iuran"]
KPJS = [f"1900000000{n}" for n in range(1, 9)]
LINES = [[kpj, "06-2019", 1, date(2019, 6, 14 + n), 16_800] for n, kpj in enumerate(KPJS)]


def read(data: bytes, name: str = "iuran.xlsx") -> Source:
    (source,) = take_in([(name, data)], TODAY)
    return source


def broken(source: Source) -> list[tuple[int, str | None, str]]:
    return source.refusals.select("row", "column", "rule").rows()


def written(write: Callable[[Worksheet], None], **options: object) -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"default_date_format": "dd/mm/yyyy", **options}) as book:
        write(book.add_worksheet("Data"))
    return data.getvalue()


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The package with a text in its sheet replaced."""
    other = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(other, "w", ZIP_DEFLATED) as out:
        for part in package.namelist():
            out.writestr(part, package.read(part).replace(old, new))
    assert other.getvalue() != data
    return other.getvalue()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize(("column", "name"), list(enumerate(["kpj", "blth", "months", "paid_on", "amount"])))
def test_an_error_is_refused_in_every_column(error, column, name):
    def write(sheet):
        sheet.write_row(0, 0, HEADING)
        for number, line in enumerate(LINES, 1):
            sheet.write_row(number, 0, line)
        sheet.write_formula(3, column, "=A1", None, error)

    source = read(written(write))
    assert broken(source) == [(4, name, RefusalRule.ERROR_CELL)]
    assert source.table.cells[name][2] == error
    assert source.rows["amount"].sum() == 7 * 16_800


@pytest.mark.parametrize("error", ["#N/A", " #REF! ", "Err:502"])
@pytest.mark.parametrize("at", range(5))
def test_an_error_saved_as_text_is_refused_too(error, at):
    line = ["AB1", "A", "KP01", "22-01-2019", "25-06-2019"]
    line[at] = error
    source = read(rows("Kode Perisai;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif", ";".join(line)), "agen.csv")
    assert [(row, rule) for row, _, rule in broken(source)] == [(2, RefusalRule.ERROR_CELL)]


@pytest.mark.parametrize("saved", [b"<f>1+2</f><v></v>", b"<f>1+2</f>", b"<f>1+2</f><v/>", b'<f t="shared" si="0"/>'])
def test_a_formula_without_a_value_is_refused(saved):
    def write(sheet):
        sheet.write_row(0, 0, HEADING)
        for number, line in enumerate(LINES, 1):
            sheet.write_row(number, 0, line)
            sheet.write_formula(number, 2, "=1+2", None, 1)

    whole = written(write)
    assert broken(read(whole)) == []
    source = read(changed(whole, b"<f>1+2</f><v>1</v>", saved))
    assert broken(source) == [(row, "months", RefusalRule.UNCOMPUTED_FORMULA) for row in range(2, 10)]


def test_a_formula_that_gives_an_empty_text_is_a_blank():
    def write(sheet):
        sheet.write_row(0, 0, ["Kode Perisai", "Nama", "Kode Kantor", "Tgl Daftar", "Tgl Nonaktif"])
        sheet.write_row(1, 0, ["AB1", "A", "KP01", "22-01-2019"])
        sheet.write_formula(1, 4, '=""', None, "kosong")

    source = read(changed(written(write), b"<v>kosong</v>", b"<v></v>"), "agen.xlsx")
    assert broken(source) == []
    assert source.rows["deactivated_on"].to_list() == [None]


def test_a_sheet_that_begins_beside_the_first_column_keeps_its_places():
    def write(sheet):
        sheet.write_row(3, 2, HEADING)
        sheet.write_row(4, 2, LINES[0])
        sheet.write_formula(4, 4, "=1+2", None, 1)

    assert broken(read(changed(written(write), b"<f>1+2</f><v>1</v>", b"<f>1+2</f><v></v>"))) == [
        (5, "months", RefusalRule.UNCOMPUTED_FORMULA)
    ]


def test_a_value_merged_over_rows_counts_for_each():
    def write(sheet):
        sheet.write_row(0, 0, ["Kode Perisai", "Tgl Daftar", "No KPJ", "NIK", "Sektor"])
        for number in range(1, 6):
            sheet.write_row(number, 1, ["14-06-2019", f"1900000010{number}", f"997201990000010{number}", "Gojek"])
        sheet.merge_range("A2:A6", "AB0001")

    source = read(written(write), "peserta.xlsx")
    assert broken(source) == []
    assert source.rows["agent"].to_list() == ["AB0001"] * 5


def test_an_amount_merged_over_rows_is_refused():
    def write(sheet):
        sheet.write_row(0, 0, HEADING)
        for number, line in enumerate(LINES, 1):
            sheet.write_row(number, 0, line)
        sheet.merge_range("E3:E5", 50_400)

    assert broken(read(written(write))) == [(row, "amount", RefusalRule.MERGED_AMOUNT) for row in (3, 4, 5)]


def parts(sheet: Worksheet) -> None:
    """The payments with JKK, JKM, JHT and Total under one heading."""
    sheet.write_row(0, 0, HEADING[:4])
    sheet.merge_range("E1:H1", "Iuran")
    for column in range(4):
        sheet.merge_range(0, column, 1, column, HEADING[column])
    sheet.write_row(1, 4, ["JKK", "JKM", "JHT", "Total"])
    for number, line in enumerate(LINES, 2):
        sheet.write_row(number, 0, [*line[:4], 10_000, 6_800, 0, 16_800])


def test_a_heading_merged_over_its_parts_is_understood():
    source = read(written(parts))
    assert broken(source) == []
    assert source.rows["amount"].to_list() == [16_800] * 8
    assert source.rows["row"].to_list() == list(range(3, 11))
    assert source.table.heading("amount") == "Total Iuran"


def test_two_rows_of_headings_saved_as_text():
    lines = ["No KPJ;BLTH;Tgl Bayar;Iuran;;", ";;;JKK;JKM;Total", "19000000001;06-2019;14-06-2019;10.000;6.800;16.800"]
    assert read(rows(*lines), "iuran.csv").rows["amount"].to_list() == [16_800]


def test_a_heading_over_parts_without_their_sum_is_refused():
    lines = ["No KPJ;BLTH;Tgl Bayar;Iuran;", ";;;JKK;JKM", "19000000001;06-2019;14-06-2019;10.000;6.800"]
    assert read(rows(*lines), "iuran.csv").error.values["missing"] == ("amount",)


@pytest.mark.parametrize("title", ["LAPORAN IURAN;;;", "LAPORAN;;;Cabang Pekalongan", ";IURAN;;"])
def test_a_title_over_the_headings_is_no_group(title):
    lines = [title, "No KPJ;BLTH;Tgl Bayar;Nominal", "19000000001;06-2019;14-06-2019;16.800"]
    source = read(rows(*lines), "iuran.csv")
    assert source.rows["amount"].to_list() == [16_800]
    assert list(source.table.headings.values()) == ["No KPJ", "BLTH", "Tgl Bayar", "Nominal"]


@pytest.mark.parametrize("as_date", [True, False])
def test_days_counted_from_1904_are_of_2019(as_date):
    def write(sheet):
        sheet.write_row(0, 0, HEADING)
        for number, line in enumerate(LINES, 1):
            sheet.write_row(number, 0, line if as_date else [*line[:3], 42_168 + number - 1, line[4]])

    source = read(written(write, date_1904=True))
    assert broken(source) == []
    assert source.rows["paid_on"].to_list() == [date(2019, 6, 14 + n) for n in range(8)]


def days(*cells: object) -> bytes:
    return workbook(Data=[HEADING, *([*line[:3], cell, line[4]] for line, cell in zip(LINES, cells, strict=False))])


SWAPPED = [date(2019, 3, 6), date(2019, 5, 6), date(2019, 7, 6), "14-06-2019", "20-06-2019", "28-06-2019"]


def test_days_that_a_spreadsheet_took_for_months_are_refused():
    assert broken(read(days(*SWAPPED))) == [(row, "paid_on", RefusalRule.SWAPPED_DATES) for row in range(2, 8)]


@pytest.mark.parametrize("typed", [date(2019, 6, 13), "05-06-2019", "06-06-2019"])
def test_one_day_that_somebody_typed_hides_no_swapped_column(typed):
    assert broken(read(days(*SWAPPED, typed))) == [(row, "paid_on", RefusalRule.SWAPPED_DATES) for row in range(2, 9)]


@pytest.mark.parametrize("last", [(date(2019, 6, 13), date(2019, 6, 14)), ("05-06-2019", "07-06-2019")])
def test_dates_beside_texts_are_read_where_nothing_tells_of_a_swap(last):
    assert broken(read(days(*SWAPPED, *last))) == []
    assert broken(read(days(*SWAPPED[:3], "12 Juni 2019"))) == []
