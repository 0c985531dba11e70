"""From bytes to tables: encodings, separators, what stands around the data, and files that are none."""

from datetime import date

import pytest

from seed.files import reading
from seed.files.rules import FileError, FileRule, Notice
from seed.files.tables import tables
from tests.support.branch_files import IURAN, csv, rows, workbook

HEADING = "Kode Kantor;Nama Kantor;Kode Wilayah"


def only(data):
    (table,) = tables(reading.sheets(reading.content(data)))
    return table


def cells(data):
    return only(data).cells.rows()


OFFICE = [(2, "KP01", "Kantor é", "33.25")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, ending):
    assert cells(f"{HEADING}{ending}KP01;Kantor é;33.25{ending}".encode(encoding)) == OFFICE


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator):
    text = f"{HEADING}\nKP01;Kantor é;33.25\n".replace(";", separator)
    assert cells(text.encode()) == OFFICE


def test_quoted_cells_may_hold_separators_quotes_and_lines():
    data = rows(HEADING, '"KP01";"Kantor ""Satu""; Batang\nTimur";33.25', "KP02;B;33.26")
    assert cells(data) == [(2, "KP01", 'Kantor "Satu"; Batang\nTimur', "33.25"), (3, "KP02", "B", "33.26")]


def test_the_separator_in_the_text_does_not_mislead():
    data = rows("Laporan, per 1 Juli, 2019;;", HEADING, "KP01;Jl. Batang, Timur, 1;33.25")
    assert cells(data) == [(3, "KP01", "Jl. Batang, Timur, 1", "33.25")]


def test_rows_keep_their_numbers_though_rows_around_them_are_skipped():
    table = only(csv(IURAN))
    assert table.cells["row"].to_list() == [4, 5, 6, 7]
    assert table.totals["row"].to_list() == [8]
    assert table.notices == ()


@pytest.mark.parametrize(
    "line",
    [
        *("TOTAL;;", "Jumlah;;", "GRAND TOTAL;10;", ";Total:;10", "Sub Total;;", "JUMLAH KANTOR : 2;;", "total;2;"),
        *(";;", "", "   ;  ;", "-;-;-", HEADING, "Dicetak pada 1 Juli 2019;;", ";Kepala Cabang, Pekalongan;"),
    ],
)
def test_rows_that_are_no_data(line):
    assert [row[1] for row in cells(rows(HEADING, "KP01;A;33.25", line))] == ["KP01"]


@pytest.mark.parametrize("line", ["Total Jaya;Kantor Total;33.25", "KP02;Jumlah Makmur;33.26", "KP02;;", "KP02;B;"])
def test_rows_that_are_data_though_they_look_odd(line):
    assert len(cells(rows(HEADING, "KP01;A;33.25", line))) == 2


def test_a_row_between_data_is_never_taken_for_a_signature():
    assert len(cells(rows(HEADING, "Kantor Baru Batang;;", "KP01;A;33.25"))) == 2


def test_the_row_of_column_numbers_is_skipped():
    assert cells(rows(HEADING, "(1);(2);(3)", "KP01;A;33.25")) == [(3, "KP01", "A", "33.25")]


def test_what_was_skipped_below_is_noticed():
    notices = only(rows(HEADING, "KP01;A;33.25", "TOTAL;;", "Mengetahui;;", "Budi;;")).notices
    assert [(one.notice, one.values) for one in notices] == [(Notice.ROWS_BELOW, {"first": 4, "last": 5})]


def test_a_heading_without_rows_is_noticed():
    assert [one.notice for one in only(rows(HEADING)).notices] == [Notice.NO_ROWS]


def test_a_row_with_more_cells_than_headings_is_noticed():
    table = only(rows("KPJ,BLTH,Tgl Bayar,Nominal", "19000000001,03-2019,2019-04-01,16,800"))
    assert table.crowded.to_list() == [2]


def test_columns_not_read_are_named_and_a_real_choice_is_noticed():
    table = only(rows("No;KPJ;BLTH;Tgl Bayar;Iuran;Nominal Iuran", "1;19000000001;03-2019;2019-04-01;1;16.800"))
    assert table.ignored == ("No", "Iuran")
    assert [(one.notice, one.values) for one in table.notices] == [
        (Notice.CHOSEN_COLUMN, {"used": "Nominal Iuran", "unused": "Iuran"})
    ]


def test_zero_dates_and_dashes_are_blank():
    data = rows("Kode Perisai;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif", "A;B;C;2019-01-02;00-00-0000", "A;B;C;-;null")
    assert [row[4:] for row in cells(data)] == [("2019-01-02", None), (None, None)]


AGENTS = [
    ["LAPORAN AGEN"],
    [],
    ["Kode", "Nama Agen", "Kode Kantor", "Tgl Daftar"],
    ["AB1", "A", 1, date(2018, 3, 4)],
    ["AB2", "B", "KP02", "20-03-2018"],
    ["TOTAL", None, 2],
]


def test_a_workbook_with_dates_and_numbers():
    assert cells(workbook(Data=AGENTS)) == [
        (4, "AB1", "A", "1", "2018-03-04 00:00:00"),
        (5, "AB2", "B", "KP02", "20-03-2018"),
    ]


def test_empty_rows_above_count_in_a_workbook():
    assert only(workbook(Data=[[], [], *AGENTS])).cells["row"].to_list() == [6, 7]


def test_every_sheet_that_is_recognised_is_read_and_the_others_are_named():
    offices = [HEADING.split(";"), ["KP01", "A", 33.25]]
    listing = tables(reading.sheets(workbook(Sampul=[["Laporan"]], Agen=AGENTS, Kantor=offices, hidden=offices)))
    assert [(table.sheet, table.kind.name, table.cells.height) for table in listing] == [
        ("Agen", "agents", 2),
        ("Kantor", "offices", 1),
    ]
    assert [(one.notice, one.values) for one in listing[0].notices] == [
        (Notice.SHEETS_IGNORED, {"sheets": ("Sampul",)}),
        (Notice.SHEETS_HIDDEN, {"sheets": ("hidden",)}),
    ]


def test_a_sheet_in_which_something_is_wrong_does_not_pass_unread_beside_a_good_one():
    doubled = [["KPJ", "BLTH", "Tgl Bayar", "Nominal", "Nominal"], ["19000000001", "03-2019", "2019-04-01", 1, 2]]
    with pytest.raises(FileError) as refused:
        only(workbook(Agen=AGENTS, Iuran=doubled))
    assert refused.value.rule is FileRule.DOUBLED_COLUMN


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", FileRule.EMPTY),
        (b"\xef\xbb\xbf\r\n \r\n", FileRule.EMPTY),
        (b"%PDF-1.7 ...", FileRule.NOT_A_TABLE),
        (b"\x00\x01\x02;\x03\xff\xfe;;\x00\x80" * 9, FileRule.NOT_A_TABLE),
        (b"hanya sebaris kata", FileRule.NOT_A_TABLE),
        (b" <html><p>KPJ; BLTH</p>", FileRule.WEB_PAGE),
        (b"PK\x03\x04 broken", FileRule.UNREADABLE_WORKBOOK),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), FileRule.PASSWORD_PROTECTED),
        (rows(HEADING, 'KP01;"A;33.25', "KP02;B;33.26"), FileRule.BROKEN_QUOTES),
        (rows("a;b", "1;2"), FileRule.NOT_RECOGNISED),
        (workbook(Kosong=[]), FileRule.EMPTY),
        (workbook(Data=[["Kode", "Nama"], [1, 2]]), FileRule.MISSING_COLUMNS),
    ],
)
def test_files_that_are_no_table(data, rule):
    with pytest.raises(FileError) as refused:
        only(data)
    assert refused.value.rule is rule


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileError) as refused:
        reading.content(tmp_path / "tidak ada.csv")
    assert refused.value.rule is FileRule.NO_SUCH_FILE


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(FileError) as refused:
        reading.content(b"x" * 11)
    assert refused.value.rule is FileRule.TOO_LARGE
