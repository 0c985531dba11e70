"""What a file hides is loaded once somebody has seen it, by value: rows hidden by hand or by a filter, and columns."""

from datetime import date

import pytest

from seed.files.rules import RefusalRule, Suspicion
from seed.importer import Refused
from tests.seed.checks.test_cells import HEADING, LINES, broken, read, written
from tests.seed.files.test_marked_up import LINES as TEXTS
from tests.seed.files.test_marked_up import data as cells_2003
from tests.seed.files.test_marked_up import flat, ods, text, xml_2003
from tests.support.branch_files import check, load, load_branch, rows

HIDDEN = {"hidden": True}


def payments(sheet, lines=LINES, first=0):
    sheet.write_row(0, first, HEADING)
    for number, line in enumerate(lines, 1):
        sheet.write_row(number, first, line)


def filtered(sheet):
    """As a filter hides them: rows 3, 4 and 9."""
    payments(sheet)
    sheet.autofilter("A1:E9")
    for row in (2, 3, 8):
        sheet.set_row(row, None, None, HIDDEN)


def flat_rows(hidden):
    lines = enumerate([HEADING, *TEXTS])
    return "".join(
        f'<table:table-row table:visibility="{hidden if n in (2, 3, 8) else "visible"}">{text(*line)}</table:table-row>'
        for n, line in lines
    )


def rows_2003():
    lines = enumerate([HEADING, *TEXTS])
    unseen = " ss:Hidden='1'"
    return "".join(f"<Row{unseen if n in (2, 3, 8) else ''}>{cells_2003(*line)}</Row>" for n, line in lines)


def page():
    lines = enumerate([HEADING, *TEXTS])
    style = " style='display:none'"
    body = "".join(
        f"<tr{style if n in (2, 3, 8) else ''}>{''.join(f'<td>{one}</td>' for one in line)}</tr>" for n, line in lines
    )
    return f"<table>{body}</table>".encode()


FILES = {
    "xlsx": lambda: written(filtered),
    "ods, by a filter": lambda: ods(flat_rows("filter")),
    "fods, by hand": lambda: flat(flat_rows("collapse")),
    "SpreadsheetML": lambda: xml_2003(rows_2003()),
    "a page": page,
}


@pytest.mark.parametrize("kind", FILES)
def test_hidden_rows_are_named_with_their_rupiah(kind):
    source = read(FILES[kind]())
    assert source.table.hidden_rows.to_list() == [3, 4, 9]
    (said,) = [one for one in source.notices if one.notice == "payments_hidden"]
    assert said.values == {"rows": 3, "amount": 50_400, "numbers": "3\N{EN DASH}4, 9"}


def test_a_row_without_height_is_hidden_as_well():
    def write(sheet):
        payments(sheet)
        sheet.set_row(4, 0)

    assert read(written(write)).table.hidden_rows.to_list() == [5]


@pytest.mark.parametrize("first", [0, 2])
def test_hidden_columns_that_are_read_are_named(first):
    def write(sheet):
        payments(sheet, [[*line, "x"] for line in LINES], first)
        sheet.set_column(first + 2, first + 2, None, None, HIDDEN)
        sheet.set_column(first + 5, 1000, None, None, HIDDEN)

    assert read(written(write)).table.hidden_columns == ("months",)


def test_hidden_columns_of_documents_and_of_spreadsheetml():
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    assert read(flat(columns + flat_rows("visible"))).table.hidden_columns == ("months",)
    columns = '<Column ss:Index="3" ss:Hidden="1"/>'
    assert read(xml_2003(columns + rows_2003())).table.hidden_columns == ("months",)


def test_hidden_rows_are_loaded_when_somebody_says_so(engine):
    load_branch(engine)
    files = [("agen.xlsx", written(agents))]
    report = check(engine, files)
    assert report.files[0].suspected.rows() == [(3, None, None, "hidden_rows")]
    with pytest.raises(Refused):
        load(engine, files)
    assert load(engine, files, confirmed={Suspicion.HIDDEN_ROWS}).changed == 2
    assert check(engine, files).suspicions == {}


def agents(sheet):
    sheet.write_row(0, 0, ["Kode Perisai", "Nama", "Kode Kantor", "Tgl Daftar"])
    sheet.write_row(1, 0, ["AB0801", "Orang Satu", "KP01", "22-01-2019"])
    sheet.write_row(2, 0, ["AB0802", "Orang Dua", "KP01", "22-01-2019"])
    sheet.set_row(2, None, None, HIDDEN)


@pytest.mark.parametrize("heading", ["Bonus", None])
@pytest.mark.parametrize("error", ["#N/A", "#REF!"])
def test_an_error_in_a_column_that_is_not_read_is_refused(heading, error):
    def write(sheet):
        payments(sheet)
        sheet.write(0, 5, heading)
        sheet.write_formula(3, 5, "=A1", None, error)

    source = read(written(write))
    assert broken(source) == [(4, "c5", RefusalRule.ERROR_CELL)]
    assert source.rows["amount"].sum() == 7 * 16_800
    assert source.table.label("c5") == (heading or "F")


def test_a_report_names_the_cell_of_a_column_that_is_not_read(engine):
    load_branch(engine)
    agen = "Kode Perisai;Nama;Kode Kantor;Tgl Daftar;Bonus", "AB0801;Orang Satu;KP01;22-01-2019;=A2+B2"
    agen += ("AB0802;Orang Dua;KP01;22-01-2019;#REF!",)
    report = check(engine, [("agen.csv", rows(*agen))])
    assert report.files[0].refusals.rows() == [
        (2, "Bonus", "…", "uncomputed_formula"),
        (3, "Bonus", "#REF!", "error_cell"),
    ]


def days(*cells):
    def write(sheet):
        payments(sheet, [[*line[:3], cell, line[4]] for line, cell in zip(LINES, cells, strict=False)])

    return read(written(write))


@pytest.mark.parametrize("time", ["", " 00:00:00"])
def test_date_cells_beside_iso_texts_may_be_swapped(time):
    low = [date(2019, month, 6) for month in (3, 5, 7)]
    source = days(*low, *(f"2019-06-{day}{time}" for day in (14, 20, 28)))
    assert broken(source) == [(row, "paid_on", RefusalRule.SWAPPED_DATES) for row in range(2, 8)]


@pytest.mark.parametrize("time", ["", " 00:00:00"])
def test_date_cells_of_the_month_that_the_texts_are_of_are_not_swapped(time):
    low = [date(2019, 6, day) for day in (3, 5, 7)]
    assert broken(days(*low, *(f"2019-06-{day}{time}" for day in (14, 20, 28)))) == []


def test_iso_texts_alone_tell_nothing():
    texts = [f"2019-{month:02}-06 00:00:00" for month in (3, 5, 7)]
    assert broken(days(*texts, *(f"2019-06-{day} 00:00:00" for day in (14, 20, 28)))) == []
