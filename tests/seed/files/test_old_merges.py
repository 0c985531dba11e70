"""Merged cells of workbooks of before 2007, as LibreOffice saves them: each row has the value."""

from io import BytesIO

import pytest
import xlsxwriter

from seed.checks.parse import take_in
from seed.files import old_merges
from tests.support import office
from tests.support.branch_files import TODAY

HEADINGS = "No KPJ", "BLTH", "Jumlah Bulan", "Tgl Bayar", "Nominal Iuran", "Status"
SMALL, LARGE = 6, 400
"""Rows: of a workbook in small sectors, and of one in large ones."""


def merged(rows: int, left: int, unit: str) -> bytes:
    """Half of the rows cancelled and half paid, by one merged cell each; the months in one for all."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet("Kosong")
        sheet = book.add_worksheet("Iuran")
        sheet.merge_range(0, left, 0, left + 5, "LAPORAN IURAN")
        sheet.write_row(1, left, HEADINGS)
        for n in range(rows):
            sheet.write_row(n + 2, left, [f"190000{n:05d}", "06-2019", None, "2019-06-14", 50_400])
        sheet.merge_range(2, left + 2, rows + 1, left + 2, unit)
        sheet.merge_range(2, left + 5, rows // 2 + 1, left + 5, "BATAL")
        sheet.set_row(rows, None, None, {"hidden": True})
        sheet.set_column(left + 3, left + 3, None, None, {"hidden": True})
        sheet.merge_range(rows // 2 + 2, left + 5, rows + 1, left + 5, "LUNAS")
    return data.getvalue()


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    files = {
        "small.xlsx": merged(SMALL, 0, "3"),
        "large.xlsx": merged(LARGE, 0, "3"),
        "right.xlsx": merged(SMALL, 2, "3"),
    }
    made = office.convert(files, tmp_path_factory.mktemp("xls"), "xls")
    return {name.partition(".")[0]: path.read_bytes() for name, path in made.items()}


@pytest.mark.parametrize(("name", "rows"), [("small", SMALL), ("large", LARGE), ("right", SMALL)])
def test_a_value_merged_over_rows_is_that_of_each(workbooks, name, rows):
    (source,) = take_in([("iuran.xls", workbooks[name])], TODAY)
    assert (source.apart, source.rows.height, source.refusals.height) == (rows // 2, rows // 2, 0)
    assert set(source.rows["months"]) == {3}
    assert (source.table.hidden_rows.to_list(), source.table.hidden_columns) == ([rows + 1], ("paid_on",))


def merged_in(data: bytes) -> set[str]:
    return {name for name, ranges, _, _ in old_merges.looks(data) if ranges}


def test_a_workbook_that_is_cut_off_is_one_without_merged_cells(workbooks):
    data = workbooks["small"]
    assert merged_in(data) == {"Iuran"}
    for at in range(0, len(data), 97):
        assert merged_in(data[:at]) <= {"Iuran"}


def test_a_chain_of_sectors_without_an_end_ends(workbooks):
    """Each sector is said to follow itself."""
    data = bytearray(workbooks["large"])
    (table,) = (int.from_bytes(data[76:80], "little"),)
    for sector in range(128):
        at = (table + 1) * 512 + 4 * sector
        data[at : at + 4] = sector.to_bytes(4, "little")
    assert old_merges.looks(bytes(data)) in ([], old_merges.looks(workbooks["large"]))
