"""Workbooks: XLSX and its older kin, each visible sheet a table."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

import fastexcel
import polars as pl

from seed.files import package, used_range
from seed.files.rules import FileError, FileRule

_Kind = Literal["string", "boolean"]
_LOCKED = "EncryptedPackage".encode("utf-16-le")

Parts = tuple[str, list[list[str | None]], Callable[[], pl.DataFrame], Callable[[int], pl.Series]]


def sheets(data: bytes, head: int) -> Iterator[Parts]:
    """Of each visible sheet that holds anything: its name, first rows, how to load all rows, and which are numbers.

    Raises FileError: PASSWORD_PROTECTED, UNREADABLE_WORKBOOK, EMPTY, and those of package.py and used_range.py.
    """
    if _LOCKED in data:
        raise FileError(FileRule.PASSWORD_PROTECTED)
    if data.startswith(b"PK"):
        _look(data)
    try:
        book = fastexcel.read_excel(data)
        visible = [sheet for sheet in map(partial(_sheet, book), book.sheet_names) if sheet.visible == "visible"]
    except fastexcel.FastExcelError as error:
        raise FileError(FileRule.UNREADABLE_WORKBOOK) from error
    filled = [sheet for sheet in visible if sheet.width]
    if not filled:
        raise FileError(FileRule.EMPTY)
    for sheet in filled:
        cells = _cells(sheet)
        rows = [[(cell and cell.strip()) or None for cell in row] for row in cells.head(head).rows()]
        yield sheet.name, rows, cells.clone, partial(_numbers, book, sheet.name)


def _look(data: bytes) -> None:
    """Refuse what would take more memory to read than a sheet may, before anything is read."""
    book = package.opened(data)
    for name, part in package.sheet_parts(book).items():
        reach = used_range.reach(used_range.whole_cells(package.chunks(book, part)))
        if reach.absurd:
            used_range.require_dense(used_range.whole_cells(package.chunks(book, part)), name)
        else:
            used_range.require_few(reach.rows * reach.columns if reach.columns > 26 else reach.rows, name)


def _sheet(
    book: fastexcel.ExcelReader, name: str, dtype: Literal["string", "boolean"] = "string"
) -> fastexcel.ExcelSheet:
    # skip_rows=0: empty rows above the table count, so that row numbers are those that the spreadsheet shows.
    return book.load_sheet(name, header_row=None, skip_rows=0, dtypes=dtype)


def _cells(sheet: fastexcel.ExcelSheet) -> pl.DataFrame:
    cells = sheet.to_polars()
    return cells.rename(dict(zip(cells.columns, (f"c{position}" for position in range(cells.width)), strict=True)))


def _numbers(book: fastexcel.ExcelReader, name: str, position: int) -> pl.Series:
    """Which cells of a column are numbers: read as truth values, numbers are some and texts are null."""
    return _cells(_sheet(book, name, "boolean"))[f"c{position}"].is_not_null()
