"""Text files: what encoding, which separator, and the cells."""

import codecs
import csv
from collections.abc import Callable
from functools import partial
from itertools import islice

import polars as pl

from seed.files.rules import FileError, FileRule

SEPARATORS = ";,\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDEST = 500


def as_utf8(data: bytes) -> bytes:
    """The text in UTF-8, without BOM, its lines ended by a line feed alone.

    Read as its BOM says; without one as UTF-16 where every other byte is zero, as UTF-8 where it is valid, and as
    cp1252 otherwise. Raises FileError(NOT_A_TABLE) for what is no text.
    """
    text = _decoded(data)
    if "\0" in text[:10_000]:
        raise FileError(FileRule.NOT_A_TABLE)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode()


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.removeprefix(bom).decode(encoding, errors="replace")
    start = data[:1000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and not any(start[offset::2][: len(start) // 2]):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def sheets(text: bytes, head: int) -> list[tuple[list[list[str | None]], Callable[[], pl.DataFrame]]]:
    """For each separator that stands in the text: its first rows, and how to load all rows."""
    start = text[: 2**20].decode("utf-8", errors="ignore")
    separators = [separator for separator in SEPARATORS if separator in start]
    if not separators:
        raise FileError(FileRule.NOT_A_TABLE)
    return [(_head(start, separator, head), partial(_load, text, separator)) for separator in separators]


def _head(start: str, separator: str, head: int) -> list[list[str | None]]:
    lines = csv.reader(start.split("\n"), delimiter=separator)
    try:
        return [[cell.strip() or None for cell in line] for line in islice(lines, head)]
    except csv.Error as error:
        raise FileError(FileRule.LONG_CELL, row=lines.line_num) from error


def _load(text: bytes, separator: str) -> pl.DataFrame:
    """All cells. A row may be wider than the headings: its cells have moved, which must not go unseen."""
    lines = pl.Series([text], dtype=pl.Binary).cast(pl.String).str.split("\n").explode()
    counts = lines.str.count_matches(separator, literal=True)
    most = counts.max()
    width = most + 1 if isinstance(most, int) else 1
    if width > _WIDEST:
        raise FileError(FileRule.NOT_A_TABLE)
    try:
        cells = pl.read_csv(
            text,
            separator=separator,
            has_header=False,
            schema={f"c{position}": pl.String for position in range(width)},
            missing_columns="insert",
        )
    except pl.exceptions.ComputeError as error:
        raise FileError(FileRule.BROKEN_QUOTES, row=_unclosed(lines)) from error
    _require_own_rows(cells, separator, counts)
    return cells


def _unclosed(lines: pl.Series) -> int:
    """The line after which a quotation mark stays open."""
    odd = lines.str.count_matches('"', literal=True) % 2
    opened = odd.cum_sum() % 2 == 1
    last_closed = (~opened).arg_true().max()
    return (last_closed if isinstance(last_closed, int) else -1) + 2


def _require_own_rows(cells: pl.DataFrame, separator: str, counts: pl.Series) -> None:
    """Raises FileError SWALLOWED_ROWS where a cell in quotation marks holds what are rows of the table."""
    usual = counts.filter(counts > 0).mode().max()
    broken = [cell.name for cell in cells if cell.str.contains("\n", literal=True).any()]
    if not isinstance(usual, int) or not broken:
        return
    several = pl.col(broken).str.contains("\n", literal=True)
    wide = several & (pl.col(broken).str.count_matches(separator, literal=True) >= usual)
    rows = cells.select(pl.any_horizontal(wide))[:, 0].arg_true()
    if len(rows):
        raise FileError(FileRule.SWALLOWED_ROWS, row=rows[0] + 1)
