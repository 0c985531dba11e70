"""One way to see a file as a table, and the marks that stand in its cells for what is no text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

UNCOMPUTED = "=…"
"""Stands in a cell whose formula was saved without a value."""

ERROR_TEXT = r"^(#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)|Err:\d{3})$"
"""The errors of spreadsheets, as they stand in cells and in the texts that were saved from them."""

Merged = tuple[int, int, int, int]
"""Merged cells: first row, first column, last row, last column, each counted from 0."""


def _no_numbers(_: int) -> pl.Series | None:
    return None


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a text cut at one separator.

    `head`: its first rows. `load()`: all rows, as columns c0, c1, ... of text, a blank cell being null; a merged value
    stands in each row. `numbers(i)`: which cells of a column are numbers, not text; None where the file does not tell.
    `from_1904`: its numbers are days since 1904, where they are days. `hidden`: nothing of it is read.
    """

    name: str | None
    head: list[list[str | None]]
    load: Callable[[], pl.DataFrame]
    numbers: Callable[[int], pl.Series | None] = _no_numbers
    merged: Sequence[Merged] = ()
    from_1904: bool = False
    hidden: bool = False


def first_rows(cells: pl.DataFrame, head: int) -> list[list[str | None]]:
    """The first rows, without spaces around the texts."""
    return [[(cell and cell.strip()) or None for cell in row] for row in cells.head(head).rows()]


def filled_down(cells: pl.DataFrame, merged: Sequence[Merged]) -> pl.DataFrame:
    """The value of cells merged over rows in each of these rows."""
    places: dict[int, dict[int, str]] = {}
    for top, left, bottom, _ in merged:
        if 0 <= left < cells.width and top < min(bottom, cells.height - 1):
            value = cells[top, left]
            if value is not None:
                below = range(top + 1, min(bottom, cells.height - 1) + 1)
                places.setdefault(left, {}).update(dict.fromkeys(below, value))
    return cells.with_columns(
        cells[f"c{at}"].scatter(list(texts), list(texts.values())) for at, texts in places.items()
    )
