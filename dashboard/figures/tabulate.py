"""From a figure's frame to the table of a document: which columns, of which kind, and which add up."""

from typing import Any

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.figures.declaration import Declaration
from dashboard.figures.table import Cell, Column, ColumnKind, Native, Table

_DRAWING_ALONE = {"code", "kind", "latitude", "longitude", "running", "as_of", "complete"}
"""Columns for the drawing alone. The running month is no part of a briefing."""


def table(declared: Declaration, figure: Figure, withheld: tuple[tuple[int, int], ...] = ()) -> Table:
    """A figure's numbers for a document: without what only the drawing needs.

    `withheld`: row and column of the cells of `figure.table` that press mode withholds. Raises KeyError, with its
    name, for a column of numbers whose kind is not declared.
    """
    rows = figure.table.filter(~pl.col("running")) if "running" in figure.table.columns else figure.table
    names = [name for name in rows.columns if _written(rows, name) and not _empty(rows, name, withheld, figure)]
    columns = tuple(
        Column(name, figure.labels[name], _kind(declared, name, rows.schema[name]), name in declared.adds)
        for name in names
    )
    place = {figure.table.columns.index(name): number for number, name in enumerate(names)}
    cells = tuple((row, place[column]) for row, column in withheld if column in place and row < rows.height)
    kinds = [column.kind for column in columns]
    return Table(columns, tuple(tuple(map(_cell, row, kinds)) for row in rows.select(names).iter_rows()), cells)


def native(declared: Declaration, table: Table) -> Native | None:
    """How an office program draws the figure, with the series that its table has; None for its picture, and so for a
    single month, which stands alone in the table."""
    if declared.native is None or (declared.native.category == "month" and len(table.rows) == 1):
        return None
    names = {column.name for column in table.columns}
    series = tuple(name for name in declared.native.series if name in names)
    return Native(declared.native.kind, declared.native.category, series)


def _written(rows: pl.DataFrame, name: str) -> bool:
    """Whether a column is for the reader; a status stands in words beside its code."""
    coded = name == "status" and "label" in rows.columns
    return name not in _DRAWING_ALONE and rows.schema[name] != pl.Boolean and not coded


def _empty(rows: pl.DataFrame, name: str, withheld: tuple[tuple[int, int], ...], figure: Figure) -> bool:
    """A column without any value, unless that is because it is withheld: there was nothing to compare with."""
    column = figure.table.columns.index(name)
    return rows[name].null_count() == rows.height > 0 and not any(one == column for _, one in withheld)


def _kind(declared: Declaration, name: str, dtype: pl.DataType) -> ColumnKind:
    if dtype == pl.Date:
        return "month" if name == "month" or name.endswith("_month") else "day"
    return "text" if dtype == pl.String else declared.kinds[name]


def _cell(value: Any, kind: ColumnKind) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
