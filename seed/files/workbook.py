"""Workbooks: XLSX and its older kin, each visible sheet a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal
from zipfile import ZipFile, ZipInfo

import fastexcel
import polars as pl

from seed.files import old_merges, old_workbook, package, used_range
from seed.files.rules import FileError, FileRule
from seed.files.sheet import DATE_CELL, UNCOMPUTED, Sheet, Unseen, filled_down, first_rows

_Kind = Literal["string", "boolean", "datetime"]
_DAY_TEXT = re.compile(rb">\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*<")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ERRORS = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!"}


@dataclass(frozen=True)
class _Look:
    """What the package tells of a sheet that its cells' values do not. Places count from 0, from the first column."""

    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    from_1904: bool = False
    unseen: Unseen = field(default_factory=Unseen)
    left: int = 0
    day_texts: bool = True


def sheets(data: bytes, head: int) -> Iterator[Sheet]:
    """Each sheet that holds anything, of a hidden one the name alone. `head`: how many rows to show first.

    Raises FileError: PASSWORD_PROTECTED, UNREADABLE_WORKBOOK, EMPTY, and those of package.py and used_range.py.
    """
    if _LOCKED in data:
        raise FileError(FileRule.PASSWORD_PROTECTED)
    if data.startswith(b"PK"):
        looks = _looks(data)
    else:
        old_workbook.require_near(data)
        looks = {name: _Look([], ranges, False, unseen, left) for name, ranges, unseen, left in old_merges.looks(data)}
    try:
        book = fastexcel.read_excel(data)
        listed = [_sheet(book, name) for name in book.sheet_names]
    except BaseException as error:
        # What its parser raises where it breaks over a garbled .xls is no Exception, and has no public name.
        if isinstance(error, fastexcel.FastExcelError) or type(error).__name__ == "PanicException":
            raise FileError(FileRule.UNREADABLE_WORKBOOK) from error
        raise
    filled = [sheet for sheet in listed if sheet.width]
    if not any(sheet.visible == "visible" for sheet in filled):
        raise FileError(FileRule.EMPTY)
    for sheet in filled:
        if sheet.visible != "visible":
            yield Sheet(sheet.name, [], pl.DataFrame, hidden=True)
            continue
        look = looks.get(sheet.name, _Look())
        cells = _cells(sheet, look)
        cells = filled_down(_day_texts(book, sheet.name, cells) if look.day_texts else cells, look.merged)
        numbers = partial(_numbers, book, sheet.name)
        head_rows, merged = first_rows(cells, head), look.merged
        yield Sheet(
            sheet.name, head_rows, cells.clone, numbers, merged, look.from_1904, unseen=look.unseen, left=look.left
        )


def _looks(data: bytes) -> dict[str, _Look]:
    """Look at every sheet, and refuse what would take more memory to read than a sheet may."""
    book = package.opened(data)
    from_1904, shared = package.counts_from_1904(book), package.has_shared(book, _DAY_TEXT)
    return {name: _look(book, name, part, from_1904, shared) for name, part in package.sheet_parts(book).items()}


def _look(book: ZipFile, name: str, part: ZipInfo, from_1904: bool, day_texts: bool) -> _Look:
    reach = used_range.reach(_pieces(book, part))
    if reach.absurd:
        used_range.require_dense(_pieces(book, part), name)
    else:
        used_range.require_few(reach.rows * reach.columns if reach.columns > 26 else reach.rows, name)
    placed = reach.uncomputed or reach.merged or reach.hidden_columns or reach.broken
    left = used_range.leftmost(_pieces(book, part)) if placed else 1
    columns = [(first - left, last - left) for first, last in reach.hidden_columns]
    return _Look(
        [(row - 1, column - left) for row, column in reach.uncomputed],
        [(top - 1, first - left, bottom - 1, last - left) for top, first, bottom, last in reach.merged],
        from_1904,
        Unseen({row - 1 for row in reach.hidden_rows}, columns),
        left - 1,
        day_texts or any(_DAY_TEXT.search(text) for text in _pieces(book, part) if b"str" in text or b"Str" in text),
    )


def _pieces(book: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    return used_range.whole_cells(package.chunks(book, part))


def _sheet(book: fastexcel.ExcelReader, name: str, dtype: _Kind = "string") -> fastexcel.ExcelSheet:
    # skip_rows=0: empty rows above the table count, so that row numbers are those that the spreadsheet shows.
    return book.load_sheet(name, header_row=None, skip_rows=0, dtypes=dtype)


def _cells(sheet: fastexcel.ExcelSheet, look: _Look) -> pl.DataFrame:
    """All cells as text; an error by its name, and a formula without a value as UNCOMPUTED."""
    batch, errors = sheet.to_arrow_with_errors()
    cells = _named(pl.DataFrame(batch))
    marks: dict[int, dict[int, str]] = {}
    for one in errors.errors if errors else []:
        row, column = one.offset_position
        name = one.detail.rpartition("Error(")[2].partition(")")[0]
        marks.setdefault(column, {})[row] = _ERRORS.get(name, "#VALUE!")
    for row, column in look.uncomputed:
        if 0 <= column < cells.width and row < cells.height:
            marks.setdefault(column, {})[row] = UNCOMPUTED
    changed = [cells[f"c{at}"].scatter(list(texts), list(texts.values())) for at, texts in marks.items()]
    return cells.with_columns(changed)


def _named(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.rename(dict(zip(cells.columns, (f"c{position}" for position in range(cells.width)), strict=True)))


def _day_texts(book: fastexcel.ExcelReader, name: str, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with those that are texts written as a date cell is read, 2019-06-14 00:00:00, as 2019-06-14T00:00:00:
    which cells are dates tells of days that a spreadsheet swapped.
    """
    written = [one for one in cells if one.str.contains(DATE_CELL).any()]
    if not written:
        return cells
    days = _named(_sheet(book, name, "datetime").to_polars())
    texts = [one.str.contains(DATE_CELL) & days[one.name].is_null() for one in written]
    return cells.with_columns(
        pl.when(where).then(one.str.replace(" ", "T")).otherwise(one).alias(one.name)
        for one, where in zip(written, texts, strict=True)
    )


def _numbers(book: fastexcel.ExcelReader, name: str, position: int) -> pl.Series:
    """Which cells of a column are numbers: read as truth values, numbers are some and texts are null."""
    return _named(_sheet(book, name, "boolean").to_polars())[f"c{position}"].is_not_null()
