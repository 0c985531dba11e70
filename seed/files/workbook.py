"""Workbooks: XLSX and its older kin, each visible sheet a table."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

import fastexcel
import polars as pl

from seed.files.rules import FileError, FileRule

LARGEST_UNPACKED = 4 * 2**30
_Kind = Literal["string", "boolean"]
_LOCKED = "EncryptedPackage".encode("utf-16-le")

Parts = tuple[str, list[list[str | None]], Callable[[], pl.DataFrame], Callable[[int], pl.Series]]


def sheets(data: bytes, head: int) -> Iterator[Parts]:
    """Of each visible sheet that holds anything: its name, first rows, how to load all rows, and which are numbers.

    Raises FileError: PASSWORD_PROTECTED, UNREADABLE_WORKBOOK, TOO_LARGE, EMPTY.
    """
    if _LOCKED in data:
        raise FileError(FileRule.PASSWORD_PROTECTED)
    _limit(data)
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


def _limit(data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        size = sum(part.file_size for part in ZipFile(BytesIO(data)).infolist())
    except BadZipFile as error:
        raise FileError(FileRule.UNREADABLE_WORKBOOK) from error
    if size > LARGEST_UNPACKED:
        raise FileError(FileRule.TOO_LARGE, megabytes=size // 2**20, largest=LARGEST_UNPACKED // 2**20)


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
