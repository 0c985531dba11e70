"""Characters that look like plain ones, or like nothing, change no value and bring no stack trace."""

import sys
from unicodedata import category, decimal

import polars as pl
import pytest

from seed.files.characters import plain, plain_cells
from seed.files.headings import key
from seed.values.amounts import amounts, counts
from seed.values.dates import dates, months
from seed.values.identifiers import codes, kpjs, niks
from seed.values.vocabulary import periods, place_codes
from tests.support.branch_files import PESERTA, branch_files, check, csv, load_branch, refusals, rows

BLANKS = ("Zs", "Zl", "Zp")
ODD = [(kind, one) for one in map(chr, range(sys.maxunicode + 1)) if (kind := category(one)) in ("Nd", "Cf", *BLANKS)]
DIGITS = [one for kind, one in ODD if kind == "Nd"]
SPACES = [one for kind, one in ODD if kind in BLANKS]
INVISIBLE = [
    *(one for kind, one in ODD if kind == "Cf"),
    *"\u2800\u3164\uffa0\u034f\ufe0f\u180b\x00\x07\x7f\x9f\U000e0100",
]


def test_every_decimal_digit_of_every_script_is_read_as_its_number():
    assert len(DIGITS) >= 600
    assert [plain(digit) for digit in DIGITS] == [str(decimal(digit)) for digit in DIGITS]


def test_every_space_is_a_space_and_what_cannot_be_seen_is_nothing():
    assert {plain(f"KP{space}01") for space in SPACES} == {"KP 01"}
    assert {plain(f"KP{character}01") for character in INVISIBLE} == {"KP01"}


@pytest.mark.parametrize(
    "text", ["Kantor Perisai 1", "Siti Nurhalizah", "José", "16.800²", "½", "Kota – Batang", "中文"]
)
def test_what_can_be_seen_stays(text):
    assert plain(text) == text


def test_a_full_width_text_is_a_plain_one():
    assert plain("ＡＢ－０００１，（Ｒｐ）　１６．８００／２") == "AB-0001,(Rp) 16.800/2"
    assert key("Ｎｏ\u202fＫＰＪ\u200b") == key("no kpj")


def test_cells_of_every_column_are_made_plain_and_nulls_stay():
    cells = pl.DataFrame({"c0": ["１", None, "2"], "c1": ["a\u00a0b", "a b", None], "c2": ["x", "y", "z"]})
    assert plain_cells(cells).rows() == [("1", "a b", "x"), (None, "a b", "y"), ("2", None, "z")]


ONES = DIGITS[1::10]
SHAPES = ("1", "11-11-2011", "1111-11-11", "11-1111", "11111", "11.111", "1" * 11, "1" * 16, "11.11")


@pytest.mark.parametrize("reader", [amounts, counts, dates, months, codes, kpjs, niks, place_codes])
def test_no_digit_ends_a_reader(reader):
    """Also one that this table of characters does not know yet: the readers themselves take plain digits alone."""
    texts = {shape.replace("1", one) for one in [*ONES, "²", "①", "Ⅳ", "\U0001e4f1"] for shape in SHAPES}
    assert set(reader(pl.Series(sorted(texts)))["text"]) == texts


@pytest.mark.parametrize("one", ["１", "١", "𝟏", "²"])
def test_no_digit_ends_a_reader_of_periods(one):
    texts = pl.Series([f"20{one}9", f"2019-S{one}", f"Semester {one} 20{one}9", f"{one}-2019"])
    assert periods(texts).height == 4


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def test_a_branch_written_in_full_width_digits_is_the_same_branch(sqlite_engine):
    load_branch(sqlite_engine)
    again = [(name, data.decode().translate(FULL_WIDTH).encode()) for name, data in branch_files()]
    report = check(sqlite_engine, again)
    assert (report.clean, report.good, [file.known for file in report.files]) == (True, 0, [4, 3, 2, 2])


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", "\u200b", "\u2060", "\ufeff"])
def test_a_code_with_a_space_that_nobody_sees_is_the_same_agent(sqlite_engine, space):
    load_branch(sqlite_engine)
    agent = rows(
        f"Kode{space} Perisai;Nama Agen;Kode Kantor;Tgl Daftar", f"AB0001{space};Agen 1;{space}KP01;20-03-2018"
    )
    people = csv(PESERTA.replace("AB0001", f"{space}AB0001"))
    for name, data in (("agen.csv", agent), ("peserta.csv", people)):
        report = check(sqlite_engine, [(name, data)])
        assert (refusals(report), report.changes) == ([], 0)
