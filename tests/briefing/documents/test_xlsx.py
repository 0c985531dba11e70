"""The workbook of a briefing, opened again: numbers are numbers, totals formulas, texts never either."""

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from dashboard.briefing.documents.xlsx import workbook
from dashboard.briefing.pack import Pack
from dashboard.figures.table import Column, Table
from dashboard.language.words import LANGUAGES, words_in
from tests.support.briefing_pack import grid, plain, sample


def opened(pack: Pack, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(pack, words_in(pack.language))), data_only=values)


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request: pytest.FixtureRequest):
    """The sample, its workbook, and the same with what the formulas came to."""
    pack = sample(request.param)
    return pack, opened(pack), opened(pack, values=True)


def cells(sheet) -> list:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]


def below(sheet) -> list[list]:
    """The rows under the head of the sheet's table."""
    ((_, ref),) = sheet.tables.items()
    return [[cell.value for cell in row] for row in sheet[ref][1:]]


def figures(sheets) -> list:
    """The sheets of figures, after cover, contents, notes and numbers."""
    return [sheet for sheet in sheets.worksheets if sheet.title[0].isdigit()]


def test_there_is_a_sheet_a_figure_and_one_for_all_else(book) -> None:
    pack, sheets, _ = book
    w = words_in(pack.language)
    assert sheets.sheetnames[:4] == [w(f"workbook.{name}") for name in ("cover", "contents", "notes", "numbers")]
    assert sheets.sheetnames[-3:] == [w("workbook.withheld"), w("workbook.sources"), w("workbook.choices")]
    assert len(sheets.sheetnames) == len(pack.exhibits) + 7
    assert [name for name in sheets.sheetnames if len(name) > 31] == []
    assert [sheet["A1"].value for sheet in figures(sheets)] == [one.title for one in pack.exhibits]


def test_names_of_sheets_are_short_and_never_twice() -> None:
    one = sample("id").exhibits[0]
    many = tuple(replace(one, id=name) for name in ("a" * 40, "b/[c]:*?d", "'e'", "a" * 40) for _ in range(4))
    names = opened(replace(plain("id"), exhibits=many)).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == len(many) + 6
    assert max(map(len, names)) <= 31


def test_numbers_are_numbers_and_months_dates(book) -> None:
    pack, sheets, _ = book
    sheet = figures(sheets)[1]
    rows = below(sheet)
    assert rows[0] == [datetime(2019, 1, 1), 15_709_600, 15_709_600]
    head = next(cell.row for cell in sheet["A"] if cell.value == pack.exhibits[1].table.columns[0].label)
    assert sheet.cell(head + 1, 1).number_format.endswith("mmm yyyy")
    assert sheet.cell(head + 1, 2).number_format.endswith('"Rp"#,##0')


def test_every_kind_of_number_is_written(book) -> None:
    pack, *_ = book
    one = grid(pack.language, 6)
    sheet = opened(replace(pack, exhibits=(one,))).worksheets[4]
    rows = below(sheet)
    expected = [list(row) for row in one.table.rows]
    for row in expected:
        row[1], row[2] = (datetime.fromisoformat(text) for text in (f"{row[1]}-01", row[2]))
    wanted = [["[x]" if cell is None else cell for cell in row] for row in expected]
    assert rows == [[pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] for row in wanted]


def test_totals_are_formulas_that_hold_their_value(book) -> None:
    _, sheets, valued = book
    totals = {}
    for sheet, with_values in zip(sheets.worksheets, valued.worksheets, strict=True):
        for cell in cells(sheet):
            if cell.data_type == "f":
                totals[sheet.title[:1], cell.column] = with_values[cell.coordinate].value
                assert cell.value.startswith("=SUM(")
    expected = {("1", 2): 1313, ("2", 2): 113_702_400, ("3", 2): 81_816_800, ("3", 3): 31_885_600, ("4", 2): 1313}
    expected |= {("5", 2): 113_702_400, ("7", 2): 35, ("8", 2): 1313, ("8", 3): 113_702_400}
    assert totals == expected


def test_a_column_with_a_withheld_cell_has_no_total_and_the_cell_a_word(book) -> None:
    pack, sheets, _ = book
    w = words_in(pack.language)
    sheet = figures(sheets)[5]
    rows = below(sheet)
    assert [row[1] for row in rows[9:11]] == [w("workbook.withheld_cell")] * 2
    assert w("workbook.total") not in [row[0] for row in rows]
    assert w("workbook.no_total") in [cell.value for cell in cells(sheet)]
    assert w("workbook.no_total") not in [cell.value for cell in cells(figures(sheets)[4])]


def test_no_text_becomes_a_formula_a_number_or_a_link() -> None:
    odd = ("=1+1", "+62811", "-3", "@SUM(A1)", "https://example.org", "007", "{=1}")
    table = Table(
        (Column("label", "=Nama", "text"), Column("acquired", "N", "people")), tuple((text, 1) for text in odd)
    )
    pack = plain("id")
    one = replace(pack.exhibits[0], table=table, title="=HYPERLINK(1)", native=None)
    sheet = opened(replace(pack, exhibits=(one,), title="=2+2")).worksheets[4]
    assert [row[0] for row in below(sheet)][: len(odd)] == list(odd)
    assert {cell.data_type for cell in cells(sheet) if cell.column == 1} == {"s"}
    assert [cell.hyperlink for cell in cells(sheet) if cell.hyperlink] == []


def test_embargo_and_demonstration_label_are_on_every_sheet_and_every_printed_page(book) -> None:
    pack, sheets, _ = book
    for sheet in sheets.worksheets:
        assert [sheet["A2"].value, sheet["A3"].value] == [pack.stamp, pack.demo]
        assert sheet.oddHeader.center.text == f"&B{pack.stamp} · {pack.demo}"
    for sheet in opened(plain(pack.language)).worksheets:
        assert not sheet.oddHeader.center.text
        assert pack.demo not in [cell.value for cell in cells(sheet)]


def test_a_sheet_has_one_table_with_a_name_no_merged_and_no_empty_cell(book) -> None:
    """As the published guidance for spreadsheets of official statistics has it; the cover has no table."""
    pack, sheets, _ = book
    w = words_in(pack.language)
    cover, *others = sheets.worksheets
    assert cover["A1"].value == pack.title
    assert (len(cover.tables), cover.max_column) == (0, 1)
    assert pack.cite in [cell.value for cell in cells(cover)]
    names = [name for sheet in others for name in sheet.tables]
    assert len({*names}) == len(names) == len(others)
    for sheet in others:
        (ref,) = (one.ref for one in sheet.tables.values())
        above = [cell.value for row in sheet.iter_rows(max_row=sheet[ref][0][0].row - 1) for cell in row if cell.value]
        assert above[-1] == w("workbook.begins", cell=ref.partition(":")[0])
        assert sheet.max_row == sheet[ref][-1][0].row
        assert [cell.coordinate for row in sheet[ref] for cell in row if cell.value in (None, "")] == []
        heads = [cell.value for cell in sheet[ref][0]]
        assert len({*heads}) == len(heads)
    assert [sheet.title for sheet in sheets.worksheets if sheet.merged_cells.ranges or sheet.freeze_panes] == []


def test_the_contents_lead_to_every_other_sheet_and_the_notes_explain_the_signs(book) -> None:
    pack, sheets, _ = book
    w = words_in(pack.language)
    contents = sheets[w("workbook.contents")]
    listed = below(contents)
    assert [row[0] for row in listed] == [name for name in sheets.sheetnames if name != contents.title]
    assert [row[1] for row in listed] == [sheets[row[0]]["A1"].value for row in listed]
    links = {cell.value: cell.hyperlink.location for cell in cells(contents) if cell.hyperlink}
    assert links == {row[0]: f"'{row[0]}'!A1" for row in listed}
    signs = [row[0] for row in below(sheets[w("workbook.notes")])]
    assert signs == [w("workbook.withheld_cell"), "[x]", w("workbook.total")]


def test_two_columns_of_one_name_are_told_apart() -> None:
    one = plain("id").exhibits[0]
    columns = tuple(replace(column, label="Sama") for column in one.table.columns)
    pack = replace(plain("id"), exhibits=(replace(one, table=Table(columns, one.table.rows)),))
    (ref,) = (one.ref for one in opened(pack).worksheets[4].tables.values())
    assert [cell.value for cell in opened(pack).worksheets[4][ref][0]] == ["Sama", "Sama (2)", "Sama (3)"]


def test_sheets_print_wide_on_a4_with_their_head_on_each_page(book) -> None:
    _, sheets, _ = book
    for sheet in sheets.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        for table in sheet.tables.values():
            head = sheet[table.ref][0][0].row
            assert sheet.print_title_rows == f"${head}:${head}"


def test_the_numbers_stand_as_numbers_beside_their_wording(book) -> None:
    pack, sheets, _ = book
    w, sheet = words_in(pack.language), sheets.worksheets[3]
    rows = below(sheet)
    assert [row[:6] for row in rows] == [
        [
            one.label,
            w("workbook.withheld_cell") if one.raw is None else one.raw,
            one.value,
            *(text or "[x]" for text in (one.beside, one.code, one.link)),
        ]
        for one in pack.numbers
    ]
    ((_, ref),) = sheet.tables.items()
    formats = [row[1].number_format for row in sheet[ref][1:]]
    assert [form.partition("]")[2] for form in formats[:7:2]] == ["#,##0", '"Rp"#,##0', "#,##0", "0.0%"]


def test_sources_choices_and_what_is_withheld_are_listed(book) -> None:
    pack, sheets, _ = book
    w = words_in(pack.language)
    texts = {cell.value for cell in cells(sheets[w("workbook.sources")])}
    assert {text for one in pack.exhibits for _, text in one.meaning.lines} <= texts
    assert pack.cite in texts
    assert [tuple(row[:2]) for row in below(sheets[w("workbook.choices")])] == list(pack.filters)
    withheld = below(sheets[w("workbook.withheld")])
    assert [tuple(row[:2]) for row in withheld] == [(one.what, one.reason) for one in pack.withheld]
    assert w("workbook.withheld") not in opened(plain(pack.language)).sheetnames


def test_an_empty_figure_and_no_figure_make_a_workbook() -> None:
    pack = plain("id")
    empty = replace(pack.exhibits[0], table=Table(pack.exhibits[0].table.columns, ()))
    assert below(opened(replace(pack, exhibits=(empty,))).worksheets[4]) == [["[x]"] * len(empty.table.columns)]
    assert len(opened(replace(pack, exhibits=(), numbers=(), filters=(), moment="")).sheetnames) == 6


def test_the_workbook_is_of_the_moment_of_its_data() -> None:
    assert opened(sample("id")).properties.created.date() == date(2019, 7, 2)
