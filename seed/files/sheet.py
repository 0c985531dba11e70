"""One way to see a file as a table, and the marks that stand in its cells for what is no text."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import polars as pl

UNCOMPUTED = "=…"
"""Stands in a cell whose formula was saved without a value."""

DATE_CELL = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"
"""How a cell that is a date stands among the texts; one that is a text and written so has a T before its time."""

ERROR_TEXT = r"^(#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)|Err:\d{3})$"
"""The errors of spreadsheets, as they stand in cells and in the texts that were saved from them."""

Merged = tuple[int, int, int, int]
"""Merged cells: first row, first column, last row, last column, each counted from 0."""


@dataclass(frozen=True)
class Unseen:
    """Rows and columns that the file hides, by hand or by a filter, though they are read: counted from 0, columns as
    the first and the last of each run.
    """

    rows: Collection[int] = ()
    columns: Sequence[tuple[int, int]] = ()

    def has_column(self, position: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= position <= last for first, last in self.columns)


def _no_numbers(_: int) -> pl.Series | None:
    return None


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a text cut at one separator.

    `head`: its first rows. `load()`: all rows, as columns c0, c1, ... of text, a blank cell being null; a merged value
    stands in each row. `numbers(i)`: which cells of a column are numbers, not text; None where the file does not tell.
    `from_1904`: its numbers are days since 1904, where they are days. `hidden`: nothing of it is read. `left`: empty
    columns before c0.
    """

    name: str | None
    head: list[list[str | None]]
    load: Callable[[], pl.DataFrame]
    numbers: Callable[[int], pl.Series | None] = _no_numbers
    merged: Sequence[Merged] = ()
    from_1904: bool = False
    hidden: bool = False
    unseen: Unseen = field(default_factory=Unseen)
    left: int = 0


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
