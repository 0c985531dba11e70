"""Workbooks that would take more than they may: far cells, bombs, sizes that lie, entities."""

import struct
import time
from array import array
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
import xlsxwriter

from seed.files import package, reading, used_range
from seed.files.rules import FileError, FileRule
from tests.support.branch_files import workbook

OFFICE = [["Kode Kantor", "Nama Kantor", "Kode Wilayah"], ["KP01", "A", "33.25"]]


def with_stray(row: int, column: int, text: object = " ") -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(OFFICE):
            sheet.write_row(number, 0, line)
        if text is None:
            sheet.write_blank(row, column, None, book.add_format({"bold": True}))
        else:
            sheet.write(row, column, text)
    return data.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The package with one part's bytes changed."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return changed.getvalue()


def refusal(data: bytes) -> FileError:
    with pytest.raises(FileError) as refused:
        reading.sheets(data)
    return refused.value


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (1_048_575, 16_383, "XFD1048576"),
        (199_999, 701, "ZZ200000"),
        (1_048_575, 25, "Z1048576"),
        (900, 16_383, "XFD901"),
    ],
)
@pytest.mark.parametrize("text", [" ", "x"])
def test_a_stray_cell_is_named_and_nothing_is_read(row, column, cell, text):
    begun = time.process_time()
    error = refusal(with_stray(row, column, text))
    assert (error.rule, error.values) == (FileRule.FAR_CELL, {"sheet": "Data", "cells": (cell,)})
    assert time.process_time() - begun < 2


def test_a_stray_row_and_a_stray_column_are_both_named():
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, OFFICE[0])
        sheet.write(1, 16_000, "x")
        sheet.write(1_000_000, 0, "y")
    assert refusal(data.getvalue()).values["cells"] == ("A1000001", "WQK2")


@pytest.mark.parametrize(("row", "column", "text"), [(1_048_575, 16_383, None), (20_000, 9, " "), (5, 900, "x")])
def test_what_only_looks_far_is_read(row, column, text):
    (sheet,) = reading.sheets(with_stray(row, column, text))
    assert sheet.head[1][:3] == OFFICE[1]


def test_cells_are_counted_where_pieces_are_cut():
    text = b"<sheetData>" + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 400))
    pieces = [text[at : at + 50] for at in range(0, len(text), 50)]
    found = used_range.reach(used_range.whole_cells(pieces))
    assert (found.rows, found.columns, found.cells) == (399, 26, 399)


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_by_letters(number, letters):
    assert used_range.column_letters(number) == letters
    assert used_range.column_number(letters.encode()) == number


def test_more_cells_than_can_be_read(monkeypatch):
    monkeypatch.setattr(used_range, "MOST_CELLS", 100)
    wide = workbook(Data=[[f"k{n}" for n in range(30)]] * 5)
    assert refusal(wide).rule is FileRule.SHEET_TOO_LARGE


def test_a_bomb_is_not_unpacked_to_its_end():
    bomb = with_part(workbook(Data=OFFICE), "xl/theme/theme1.xml", lambda _: b" " * (80 * 2**20))
    assert len(bomb) < 200_000
    assert refusal(bomb).rule is FileRule.UNPACKS_TOO_LARGE


def test_a_declared_size_is_not_believed():
    large = bytearray(with_part(workbook(Data=OFFICE), "xl/theme/theme1.xml", lambda _: b" " * (80 * 2**20)))
    while (at := bytes(large).find(struct.pack("<L", 80 * 2**20))) >= 0:
        large[at : at + 4] = struct.pack("<L", 10)
    assert sum(part.file_size for part in ZipFile(BytesIO(bytes(large))).infolist()) < 100_000
    assert refusal(bytes(large)).rule is FileRule.UNPACKS_TOO_LARGE


def test_all_parts_together_are_limited(monkeypatch):
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1000)
    assert refusal(workbook(Data=OFFICE)).rule is FileRule.UNPACKS_TOO_LARGE


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused(part):
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = with_part(workbook(Data=OFFICE), part, lambda text: text.replace(b"?>", b"?>" + evil, 1))
    assert refusal(data).rule is FileRule.XML_ENTITIES


def test_a_package_cut_off_or_garbled_is_refused():
    whole = workbook(Data=OFFICE)
    for at in range(4, len(whole), 97):
        assert refusal(whole[:at]).rule is FileRule.UNREADABLE_WORKBOOK
    other = BytesIO()
    with ZipFile(other, "w", ZIP_STORED) as archive:
        archive.writestr("catatan.txt", "bukan lembar kerja")
    assert refusal(other.getvalue()).rule is FileRule.UNREADABLE_WORKBOOK


def test_random_bytes_in_a_package_end_in_a_refusal_or_are_read():
    whole = workbook(Data=OFFICE)
    rules = set()
    for at in range(40, len(whole) - 4, 61):
        try:
            reading.sheets(whole[:at] + b"\xff\x00\xa5\x5a" + whole[at + 4 :])
        except FileError as refused:
            rules.add(refused.rule)
    assert FileRule.UNREADABLE_WORKBOOK in rules
    assert rules <= {FileRule.UNREADABLE_WORKBOOK, FileRule.EMPTY, FileRule.UNPACKS_TOO_LARGE}


def test_an_old_workbook_over_which_the_parser_breaks_is_refused(monkeypatch):
    PanicException = type("PanicException", (BaseException,), {})

    def breaks(_):
        raise PanicException

    monkeypatch.setattr(reading.workbook.fastexcel, "read_excel", breaks)
    assert refusal(b"\xd0\xcf\x11\xe0").rule is FileRule.UNREADABLE_WORKBOOK


def old(*reaches: tuple[int, int]) -> bytes:
    """What an .xls has of its sheets' names and of how far they reach."""
    names = b"".join(b"\x85\x00\x0e\x00\xcf\x04\0\0\0\0\x06\0Sheet%d" % n for n in range(1, len(reaches) + 1))
    records = b"".join(b"\0\x02\x0e\0" + struct.pack("<IIHHH", 0, rows, 0, columns, 0) for rows, columns in reaches)
    return b"\xd0\xcf\x11\xe0" + names + records


def test_a_stray_cell_in_an_old_workbook_is_named():
    error = refusal(old((2, 3), (65_536, 256)))
    assert (error.rule, error.values) == (FileRule.FAR_CELL, {"sheet": "Sheet2", "cells": ("IV65536",)})


@pytest.mark.parametrize("data", [old((65_536, 30)), old((65_536, 256)) + b"\x01" * 6_000_000, old((2**20, 2**12))])
def test_an_old_workbook_that_only_looks_far_is_handed_to_its_parser(data):
    assert refusal(data).rule is FileRule.UNREADABLE_WORKBOOK


def test_the_sheets_of_an_old_workbook_go_by_their_numbers_where_their_names_cannot_be_told():
    nameless = old((2, 3), (65_536, 256)).replace(b"\x85\x00\x0e", b"\x00\x00\x0e", 1)
    assert refusal(nameless).values == {"sheet": "2", "cells": ("IV65536",)}


@pytest.mark.parametrize(("rows", "sparse"), [(2_000, False), (2_001, True)])
def test_two_million_cells_are_read_however_few_of_them_are_filled(rows, sparse):
    places = array("L", [1, rows]), array("L", [1, 1_000])
    if sparse:
        with pytest.raises(FileError) as refused:
            used_range.require_near(*places, "Data")
        assert refused.value.values == {"sheet": "Data", "cells": (f"ALL{rows}",)}
    else:
        used_range.require_near(*places, "Data")


def test_a_twentieth_of_the_cells_is_enough():
    assert not used_range.sparse(20 * 200_000, 200_000)
    assert used_range.sparse(20 * 200_000 + 1, 200_000)
    assert not used_range.sparse(2_000_000, 0)


def test_a_cell_twice_as_far_as_nearly_all_others_is_no_stray():
    rows, columns = array("L", range(1, 21)), array("L", [1] * 20)
    rows[-1] = 38
    assert used_range._strays(rows, columns, 0) == ("A38",)  # the last of all, for want of a stray
    columns[3] = 3
    assert used_range._strays(rows, columns, 0) == ("C4",)
    rows[-1] = 39
    assert used_range._strays(rows, columns, 1) == ("B40", "D5")
