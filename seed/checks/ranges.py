"""A first and a last month in one cell: 06-2019 s.d. 08-2019, Juni–Agustus 2019."""

import re
from dataclasses import replace

import polars as pl

from seed.files.characters import DASHES
from seed.files.tables import FileTable

_UNTIL = re.compile(
    r"\s*(?:(?<![a-z])s\s*[./]?\s*d(?![a-z])\.?|(?<![a-z])(?:sampai(?:\s+dengan)?|hingga|to|until)(?![a-z])|~|\.{2,}|→)\s*"
)
_FULL = (
    r"(?:[a-z]{3,9}[\s\-/.,']*(?:\d{4}|\d{2})|\d{1,2}\s*[-/. ]\s*\d{4}|\d{4}\s*[-/. ]\s*\d{1,2}|"
    r"(?:19|20)\d{4}|\d{1,2}(?:19|20)\d{2})"
)
_BETWEEN = re.compile(rf"({_FULL}|[a-z]{{3,9}})\s*-\s*({_FULL}|[a-z]{{3,9}})")
_DAYS = re.compile(r"(\S.*?\d{4}|\d{4}\S*)\s+-\s+(\S.*)")
"""A dash is also inside a month: it parts two of them only where both sides are one."""

_YEAR, _SHORT_YEAR = re.compile(r"(?:19|20)\d{2}"), re.compile(r"[a-z]\W*(\d{2})$")


def with_ranges(table: FileTable) -> FileTable:
    """The table with each BLTH that is a range cut into its first and its last month, where the last has no column.

    Both stand under the heading of the one column.
    """
    positions = table.match.positions
    if "blth" not in positions or "blth_last" in positions:
        return table
    texts = table.cells["blth"].drop_nulls().unique()
    ends = [(text, *cut) for text in texts if (cut := _ends(text))]
    if not ends:
        return table
    parts = pl.DataFrame(ends, {"blth": pl.String, "first": pl.String, "blth_last": pl.String}, orient="row")
    cells = table.cells.join(parts, on="blth", how="left", maintain_order="left")
    cells = cells.with_columns(blth=pl.coalesce("first", "blth")).drop("first")
    match = replace(table.match, positions={**positions, "blth_last": positions["blth"]})
    return replace(table, match=match, cells=cells)


def in_one_cell(table: FileTable) -> bool:
    """Whether the last month stands in the cell of the first: a cell without one is a month alone."""
    return table.match.positions.get("blth_last") == table.match.positions["blth"]


def _ends(text: str) -> tuple[str, str] | None:
    """The first and the last month of a range, each with its year where one of them has it; None of anything else."""
    plain = re.sub(DASHES, "-", text.casefold()).strip(" ()")
    parts = _UNTIL.split(plain)
    if len(parts) == 1 and (both := _BETWEEN.fullmatch(plain) or _DAYS.fullmatch(plain)):
        parts = list(both.groups())
    if len(parts) != 2 or not all(parts):
        return None
    first, last = (part.strip() for part in parts)
    years = _year(first), _year(last)
    return first if years[0] else _with(first, years[1]), last if years[1] else _with(last, years[0])


def _year(month: str) -> str | None:
    if there := _YEAR.search(month):
        return there[0]
    short = _SHORT_YEAR.search(month)
    return short and f"20{short[1]}"


def _with(month: str, year: str | None) -> str:
    if year is None:
        return month
    return f"{month}-{year}" if month.isdigit() else f"{month} {year}"
