"""Reports saved as web pages or as one XML text, whatever their names: HTML, MHTML, SpreadsheetML, OpenDocument."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from seed.checks.parse import take_in
from seed.files import grid
from seed.files.rules import FileError, FileRule, RefusalRule
from tests.support.branch_files import TODAY, check, load_branch

HEADING = ["No KPJ", "BLTH", "Jumlah Bulan", "Tgl Bayar", "Nominal Iuran"]
LINES = [[f"1900000000{n}", "06-2019", "1", f"{13 + n}-06-2019", "16.800"] for n in range(1, 9)]
SS = "urn:schemas-microsoft-com:office:spreadsheet"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def page(lines=(HEADING, *LINES), before="", cell="td"):
    """A table as a web page has it."""
    body = "".join("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in line) + "</tr>" for line in lines)
    return f"{before}<table border=1>{body}</table>"


def archive(html):
    whole = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    head = f"{whole}--b\r\nContent-Type: text/html; charset=utf-8\r\n"
    quoted = html.replace("=", "=3D").replace("><", ">=\r\n<")
    return f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--b--\r\n".encode()


def xml_2003(rows, after=""):
    """A SpreadsheetML text; `rows`: what stands in its table."""
    start = f'<?xml version="1.0" encoding="windows-1252"?><Workbook xmlns="{SS}" xmlns:ss="{SS}">'
    return f'{start}<Worksheet ss:Name="Iuran"><Table>{rows}</Table>{after}</Worksheet></Workbook>'.encode()


def data(*cells, kind="String"):
    return "".join(f'<Cell><Data ss:Type="{kind}">{cell}</Data></Cell>' for cell in cells)


def plain_2003(lines):
    return "".join(f"<Row>{data(*line)}</Row>" for line in lines)


def flat(rows, style=""):
    names = "".join(f' xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    inner = f'<table:table table:name="Iuran" table:style-name="ta1">{rows}</table:table>'
    styles = f'<style:style style:name="ta1"><style:table-properties table:display="{style}"/></style:style>'
    return (
        f"<office:document-content{names}>{styles}<office:body>{inner}</office:body></office:document-content>".encode()
    )


def ods(rows, **options):
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0)
        out.writestr("content.xml", flat(rows, **options))
    return packed.getvalue()


def text(*cells):
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>' for one in cells
    )


def open_rows(lines):
    return "".join(f"<table:table-row>{text(*line)}</table:table-row>" for line in lines)


def read(content):
    (source,) = take_in([("iuran.xls", content)], TODAY)
    return source


def amounts(content):
    source = read(content)
    assert (source.error, source.refusals.rows()) == (None, [])
    assert source.rows["paid_on"][0] == date(2019, 6, 14)
    return source.rows["amount"].to_list()


ALL = [HEADING, *LINES]


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff\r\n<!-- export -->\n" + page()).encode(),
        ("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>" + page() + "</body></html>").encode("utf-16"),
        page([["LAPORAN"], HEADING, *LINES], cell="th").encode(),
        page(before="<div><table><tr><td>Cabang Pekalongan</td></tr></table>").encode(),
        f"<table><tr><td>Menu</td><td>{page()}</td></tr></table>".encode(),
        page([[f"<b>{one}</b>&nbsp;" for one in line] for line in ALL]).encode(),
        archive(f"<html><body>{page()}</body></html>"),
        xml_2003(plain_2003(ALL)),
        ods(open_rows(ALL)),
        flat(open_rows(ALL)).replace(b"document-content", b"document"),
    ],
)
def test_a_report_is_read_whatever_its_name(content):
    assert amounts(content) == [16_800] * 8


def test_an_encrypted_opendocument_is_said_to_be_one():
    packed = BytesIO(ods(open_rows(ALL)))
    with ZipFile(packed, "a") as out:
        out.writestr("META-INF/manifest.xml", "<manifest:encryption-data manifest:checksum='x'/>")
    assert file_rule(packed.getvalue()) is FileRule.PASSWORD_PROTECTED


def test_the_stray_cell_of_a_marked_up_sheet_is_named_with_its_sheet():
    row = f'<Row>{data(*HEADING)}</Row><Row ss:Index="99999999">{data("x")}</Row>'
    assert read(xml_2003(row)).error.values == {"sheet": "Iuran", "cells": ("A99999999",)}


def test_cells_merged_in_a_web_page():
    kpj, blth, months, paid, _ = HEADING
    top = "".join(f"<td rowspan=2>{one}</td>" for one in (kpj, blth, months, paid)) + "<td colspan=3>Iuran</td>"
    rows = "".join(
        f"<tr>{''.join(f'<td>{one}</td>' for one in [*line[:4], '10.000', '6.800', '16.800'])}</tr>" for line in LINES
    )
    html = f"<table><tr>{top}</tr><tr><td>JKK</td><td>JKM</td><td>Total</td></tr>{rows}</table>"
    assert amounts(html.encode()) == [16_800] * 8


def test_types_of_spreadsheetml():
    rows = f"<Row>{data(*HEADING)}</Row>" + (
        f'<Row ss:Index="5">{data("19000000001", "06-2019")}{data("1", kind="Number")}'
        f"{data('2019-06-14T00:00:00.000', kind='DateTime')}{data('16800', kind='Number')}</Row>"
        f'<Row>{data("19000000002")}<Cell ss:Index="4"><Data ss:Type="DateTime">2019-06-15T00:00:00.000</Data></Cell>'
        '<Cell ss:Formula="=1"/></Row>'
    )
    source = read(xml_2003(rows))
    assert source.rows.select("row", "paid_on", "amount").rows() == [(5, date(2019, 6, 14), 16_800)]
    assert source.refusals.select("row", "column", "rule").rows() == [
        (6, "blth", RefusalRule.MISSING),
        (6, "amount", RefusalRule.UNCOMPUTED_FORMULA),
    ]


def test_types_of_opendocument():
    first = (
        text("19000000001", "06-2019")
        + '<table:table-cell office:value-type="float" office:value="1"/>'
        + (
            '<table:table-cell office:value-type="date" office:date-value="2019-06-14"/>'
            '<table:table-cell office:value-type="currency" office:value="16800"><text:p>Rp</text:p></table:table-cell>'
        )
    )
    second = text("19000000002", "06-2019", "1", "15-06-2019") + '<table:table-cell table:formula="of:=1"/>'
    third = text("19000000003", "#N/A", "1", "16-06-2019", "16.800")
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048570">{empty}</table:table-row>'
    rows = (
        open_rows([HEADING])
        + "".join(f"<table:table-row>{one}</table:table-row>" for one in (first, second, third))
        + blank
    )
    source = read(ods(rows))
    assert source.rows.select("row", "paid_on", "amount").rows() == [(2, date(2019, 6, 14), 16_800)]
    assert source.refusals.select("row", "column", "rule").rows() == [
        (4, "blth", RefusalRule.ERROR_CELL),
        (3, "amount", RefusalRule.UNCOMPUTED_FORMULA),
    ]


def test_a_number_of_sixteen_digits_in_an_opendocument_has_lost_one():
    heading = text("Kode Perisai", "Tgl Daftar", "No KPJ", "NIK")
    nik = '<table:table-cell office:value-type="float" office:value="9972019900000101"/>'
    line = text("AB1", "14-06-2019", "19000000101") + nik
    rows = f"<table:table-row>{heading}</table:table-row><table:table-row>{line}</table:table-row>"
    assert read(ods(rows)).refusals["rule"].to_list() == [RefusalRule.ROUNDED_NUMBER]


def file_rule(content):
    error = read(content).error
    assert isinstance(error, FileError)
    return error.rule


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"<html><p>KPJ; BLTH</p></html>", FileRule.WEB_PAGE),
        (b"<html><table></table></html>", FileRule.WEB_PAGE),
        (archive("<p>kosong</p>"), FileRule.WEB_PAGE),
        (xml_2003(""), FileRule.EMPTY),
        (xml_2003("<Row>"), FileRule.UNREADABLE_WORKBOOK),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml_2003(plain_2003(ALL)).partition(b"?>")[2], FileRule.XML_ENTITIES),
        (xml_2003(f'<Row>{data(*HEADING)}</Row><Row ss:Index="99999999">{data("x")}</Row>'), FileRule.FAR_CELL),
        (xml_2003(f'<Row>{data(*HEADING)}<Cell ss:Index="99999999"><Data>x</Data></Cell></Row>'), FileRule.FAR_CELL),
        (ods(open_rows(ALL), style="false"), FileRule.EMPTY),
        (ods("<table:table-row"), FileRule.UNREADABLE_WORKBOOK),
        (ods('<!DOCTYPE a [<!ENTITY b "c">]>'), FileRule.XML_ENTITIES),
    ],
)
def test_what_cannot_be_read_is_refused(content, rule):
    assert file_rule(content) is rule


@pytest.mark.parametrize(
    "repeated", ['table:number-columns-repeated="16384"', 'table:number-columns-repeated="999999999"']
)
def test_a_value_repeated_without_end_is_refused(monkeypatch, repeated):
    monkeypatch.setattr(grid, "MOST", 1000)
    cell = f'<table:table-cell {repeated} office:value-type="string"><text:p>x</text:p></table:table-cell>'
    assert file_rule(ods(f"<table:table-row>{cell}</table:table-row>")) is FileRule.SHEET_TOO_LARGE


def test_files_cut_off_end_in_a_refusal_or_are_read():
    for whole in (ods(open_rows(ALL)), xml_2003(plain_2003(ALL)), page().encode(), archive(page())):
        for at in range(1, len(whole), max(len(whole) // 25, 1)):
            (source,) = take_in([("iuran.xls", whole[:at])], TODAY)
            assert source.error is not None or source.rows.height == 8


@pytest.mark.parametrize(
    ("kind", "inside", "value"),
    [
        *(("String", "", None), ("Number", "", "uncomputed_formula"), ("DateTime", "", "uncomputed_formula")),
        *(("Number", "2", 2), ("Error", "#N/A", "error_cell")),
    ],
)
def test_a_formula_of_spreadsheetml_has_its_value_or_is_refused(kind, inside, value):
    formula = f'<Cell ss:Formula="=1+1"><Data ss:Type="{kind}">{inside}</Data></Cell>'
    line = f"<Row>{data(*LINES[0][:2])}{formula}{data(*LINES[0][3:])}</Row>"
    assert computed(xml_2003(f"<Row>{data(*HEADING)}</Row>{line}")) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(('office:value-type="float"/', "uncomputed_formula"), ('office:value-type="float" office:value="2"/', 2)),
        *(("/", "uncomputed_formula"), ('office:value-type="string"/', "uncomputed_formula")),
        *(('office:value-type="date"/', "uncomputed_formula"), ('office:value-type="boolean"/', "uncomputed_formula")),
        ('office:value-type="string" office:string-value=""/', None),
    ],
)
def test_a_formula_of_an_opendocument_has_its_value_or_is_refused(cell, value):
    formula = f'<table:table-cell table:formula="of:=1+1" {cell}>'
    heading, line = (open_rows([each]) for each in (HEADING, LINES[0]))
    plain = '<table:table-cell office:value-type="string"><text:p>1</text:p></table:table-cell>'
    assert plain in line
    assert computed(ods(heading + line.replace(plain, formula))) == value


def computed(content):
    """The number of months of the only row, or the rule that it breaks."""
    source = read(content)
    return source.refusals["rule"][0] if source.refusals.height else source.rows["months"][0]


def test_rows_that_an_opendocument_repeats_are_counted_once_as_they_are_loaded(sqlite_engine):
    load_branch(sqlite_engine)
    line = open_rows(LINES[:1]).replace("<table:table-row", '<table:table-row table:number-rows-repeated="3"', 1)
    paid = line.replace("06-2019", "06-2018").replace("2019", "2018")
    report = check(sqlite_engine, [("iuran.ods", ods(open_rows([HEADING]) + paid))])
    assert (report.files[0].rows_read, report.files[0].extent.rows, report.files[0].extent.amount) == (3, 1, 16_800)


def test_a_quotation_mark_that_swallows_rows_is_refused_with_its_row():
    lines = [
        "Keterangan;No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran",
        *("lunas;" + ";".join(line) for line in LINES),
    ]
    lines[3] = lines[3].replace("lunas", '"JAGAD')
    lines[6] = lines[6].replace("lunas", 'ok"')
    error = read("\n".join(lines).encode()).error
    assert (error.rule, error.values) == (FileRule.SWALLOWED_ROWS, {"row": 4})
    lines[6] = lines[6].replace('ok"', "ok")
    error = read("\n".join(lines).encode()).error
    assert (error.rule, error.values) == (FileRule.BROKEN_QUOTES, {"row": 4})


def test_a_cell_longer_than_any_is_refused():
    error = read(b"Kode Kantor;Nama Kantor;Kode Wilayah\nKX01;" + b"A" * 140_000 + b";33.25\n").error
    assert (error.rule, error.values) == (FileRule.LONG_CELL, {"row": 2})
