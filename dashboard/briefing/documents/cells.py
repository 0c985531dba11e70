"""A table's cells as text, for documents that hold no numbers: PDF, and what stands beside a picture."""

from datetime import date

from dashboard.figures.table import Cell, Column, ColumnKind, Table, numeric
from dashboard.language.formats import DASH
from dashboard.language.words import Words

LEFT: frozenset[ColumnKind] = frozenset({"text", "month", "day"})
"""Kinds that stand at the left of their column; numbers stand at the right."""


def text(column: Column, cell: Cell, words: Words) -> str:
    """The cell as the language writes it: 1.313, Rp19.030.400, 69,98%, Jan 2019, 30 Juni 2019; a dash for None."""
    if cell is None:
        return DASH
    match column.kind:
        case "text":
            return str(cell)
        case "month":
            return words.month_short(date.fromisoformat(f"{cell}-01"))
        case "day":
            return words.day(date.fromisoformat(str(cell)))
        case "rupiah":
            return words.rupiah(numeric(cell))
        case "percent":
            return words.percent_short(numeric(cell))
        case "decimal":
            return words.decimal(numeric(cell), 2)
    return words.number(numeric(cell))


def rows(table: Table, words: Words, withheld: str, limit: int | None = None) -> list[list[str]]:
    """The table's rows, or the first so many, as text; `withheld` stands in the cells that are not shown."""
    withheld_cells = set(table.withheld)
    return [
        [
            withheld if (number, at) in withheld_cells else text(table.columns[at], cell, words)
            for at, cell in enumerate(row)
        ]
        for number, row in enumerate(table.rows[:limit])
    ]
