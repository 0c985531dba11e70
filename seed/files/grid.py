"""Cells that stand where their file says, made into a sheet: for files in which cells are named one by one."""

from array import array

import polars as pl

from seed.files import used_range
from seed.files.rules import FileError, FileRule
from seed.files.sheet import Merged, Sheet, Unseen, filled_down, first_rows

MOST = 10_000_000
"""Cells with a text, of one sheet."""


class Grid:
    """A sheet that grows cell by cell; rows and columns count from 0."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.from_1904 = False
        self.hidden = False
        self._rows, self._columns = array("L"), array("L")
        self._texts: list[str] = []
        self._numbers: set[tuple[int, int]] = set()
        self._merged: list[Merged] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._texts)

    def put(self, row: int, column: int, text: str, number: bool = False) -> None:
        """Put a text into a cell; `number`: it is a number there. Raises FileError SHEET_TOO_LARGE."""
        if len(self._texts) >= MOST:
            raise FileError(FileRule.SHEET_TOO_LARGE, sheet=self.name, cells=MOST + 1, most=MOST)
        self._rows.append(row)
        self._columns.append(column)
        self._texts.append(text)
        if number:
            self._numbers.add((row, column))

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Merge so many rows and columns from a cell on."""
        if rows > 1 or columns > 1:
            self._merged.append((row, column, row + rows - 1, column + columns - 1))

    def hide_rows(self, row: int, rows: int = 1) -> None:
        """Note that so many rows from one on are not seen."""
        self._hidden_rows.append((row, row + rows))

    def hide_columns(self, column: int, columns: int = 1) -> None:
        """Note that so many columns from one on are not seen."""
        self._hidden_columns.append((column, column + columns - 1))

    def sheet(self, head: int) -> Sheet:
        """The sheet; of a hidden one the name alone. Raises FileError FAR_CELL, SHEET_TOO_LARGE."""
        if self.hidden:
            return Sheet(self.name, [], pl.DataFrame, hidden=True)
        used_range.require_near(self._rows, self._columns, self.name, first=0)
        lines: list[list[str | None]] = [[None] * (max(self._rows) + 1) for _ in range(max(self._columns) + 1)]
        for row, column, text in zip(self._rows, self._columns, self._texts, strict=True):
            lines[column][row] = text
        cells = filled_down(
            pl.DataFrame({f"c{at}": pl.Series(texts, dtype=pl.String) for at, texts in enumerate(lines)}), self._merged
        )
        unseen = Unseen(
            {row for first, end in self._hidden_rows for row in range(first, min(end, cells.height))},
            self._hidden_columns,
        )
        numbers, merged = self._are_numbers, self._merged
        return Sheet(self.name, first_rows(cells, head), cells.clone, numbers, merged, self.from_1904, unseen=unseen)

    def _are_numbers(self, column: int) -> pl.Series:
        return pl.Series([(row, column) in self._numbers for row in range(max(self._rows) + 1)], dtype=pl.Boolean)
