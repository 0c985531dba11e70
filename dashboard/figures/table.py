"""A figure's numbers as a document has them: columns with their kinds, rows, and how an office program draws them."""

from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["text", "people", "whole", "rupiah", "decimal", "percent", "month", "day"]
Cell = str | int | float | None
"""A month as "2019-01", a day as "2019-06-30"; None: there is none, or it is withheld."""


def numeric(cell: Cell) -> int | float | None:
    """The cell of a column of numbers. Raises TypeError for a text."""
    if isinstance(cell, str):
        raise TypeError(f"{cell!r} is a text in a column of numbers: give the column the kind of its cells")
    return cell


@dataclass(frozen=True)
class Column:
    """`adds`: whether the rows sum to a total that means something."""

    name: str
    label: str
    kind: ColumnKind
    adds: bool = False


@dataclass(frozen=True)
class Table:
    """`withheld`: the cells, by row and column, that are not shown to the press; their value is None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    withheld: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Native:
    """How an office program draws the table: categories along an axis, one series a column; all by column name."""

    kind: Literal["column", "bar", "stacked_column", "stacked_bar", "line"]
    category: str
    series: tuple[str, ...]
