"""What a report may show of a file's cells: personal data is masked before it comes there."""

from collections.abc import Mapping

import polars as pl

from seed.checks.personal import LONG_NUMBER, Names, is_name, looks_like_a_name
from seed.files.contract import FileColumn, Notation, Personal
from seed.files.rules import RefusalRule
from seed.files.sheet import ERROR_TEXT, UNCOMPUTED
from seed.files.tables import FileTable

HIDDEN = "…"
_NO_PROSE = frozenset(Notation) - {
    Notation.TEXT,
    Notation.PLACE,
    Notation.PLACE_KIND,
    Notation.MEASURE,
    Notation.METRIC,
}
"""Columns in which nothing stands that is written like a name; offices and places have names too."""
NO_REFUSALS = {"row": pl.UInt32, "column": pl.String, "value": pl.String, "rule": pl.String}


def with_values(table: FileTable, refusals: pl.DataFrame, people: Names) -> pl.DataFrame:
    """Refusals with their column's heading and the cell's value, masked: the columns of NO_REFUSALS, by row."""
    parts = [pl.DataFrame(schema=NO_REFUSALS)]
    for name in refusals["column"].unique(maintain_order=True):
        some = refusals.filter(pl.col("column").eq_missing(pl.lit(name, pl.String)))
        if name in table.headings:  # beside the kind's columns: only its heading is known to hold nothing personal
            cells = table.raw.filter(pl.col("row").is_in(some["row"].implode())).select("row", value=_mark(name))
            some = some.join(cells, on="row", how="left").with_columns(column=pl.lit(table.label(name)))
        elif name is None or name not in table.match.positions:
            some = some.with_columns(column=pl.lit(None, pl.String), value=pl.lit(None, pl.String))
        else:
            cells = table.cells.filter(pl.col("row").is_in(some["row"].implode()))
            values = cells.select("row", value=masked(pl.col(name), table.kind.column(name), people))
            some = some.join(values, on="row", how="left").with_columns(
                column=pl.lit(table.heading(name)),
                value=pl.when(_is_personal()).then(_hidden(pl.col("value"))).otherwise("value"),
            )
        parts.append(some.select(*NO_REFUSALS))
    return pl.concat(parts).sort("row", maintain_order=True)


def _mark(name: str) -> pl.Expr:
    """A spreadsheet's own mark in a cell, for an error or for a formula without a value; of any other text nothing."""
    text = pl.col(name).str.strip_chars()
    return pl.when((text == UNCOMPUTED) | text.str.contains(ERROR_TEXT)).then(text).otherwise(pl.lit(HIDDEN))


def _is_personal() -> pl.Expr:
    return pl.col("rule") == RefusalRule.PERSONAL_DATA.value


def masked_rows(table: FileTable, refusals: pl.DataFrame, people: Names) -> pl.DataFrame:
    """The refused rows with the file's columns. Only columns that are known to hold nothing personal are shown."""
    if refusals.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32, **dict.fromkeys(_distinct(table.headings), pl.String)})
    personal = refusals.filter(_is_personal()).group_by("column").agg("row")
    slipped = {f"c{table.match.positions[name]}": rows for name, rows in personal.iter_rows()}
    known = {f"c{position}": table.kind.column(name) for name, position in table.match.positions.items()}
    cells = [
        masked(pl.col(name), known[name], people) if name in known else _hidden(pl.col(name)) for name in table.headings
    ]
    cells = [
        pl.when(pl.col("row").is_in(slipped.get(name, []))).then(_hidden(pl.col(name))).otherwise(cell)
        for name, cell in zip(table.headings, cells, strict=True)
    ]
    some = table.raw.filter(pl.col("row").is_in(refusals["row"].unique().implode()))
    return some.select("row", *(cell.alias(name) for cell, name in zip(cells, _distinct(table.headings), strict=True)))


def _distinct(headings: Mapping[str, str]) -> list[str]:
    """The headings, or the columns' places where there is none, none of them twice."""
    seen = {"row": 1}
    named = []
    for name, heading in headings.items():
        label = heading or name
        seen[label] = seen.get(label, 0) + 1
        named.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return named


def _hidden(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_not_null()).then(pl.lit(HIDDEN))


def masked(text: pl.Expr, column: FileColumn, people: Names) -> pl.Expr:
    """A column's cells as a report may show them: a KPJ by its last four characters, a NIK and a name not at all.

    A number as long as a KPJ or a NIK that strayed into another column is hidden there too, whatever stands between
    its digits, and a cell that is one of the people's names or looks like one.
    """
    if column.personal is Personal.HIDDEN:
        return _hidden(text)
    if column.personal is Personal.LAST_FOUR:
        tail = pl.lit(HIDDEN) + text.str.tail(4)
        return pl.when(text.str.len_chars().is_between(6, 14)).then(tail).otherwise(_hidden(text))
    plain = text.str.replace_all(LONG_NUMBER, HIDDEN).str.slice(0, 120)
    somebody = is_name(text, people) | (looks_like_a_name(text) if column.notation in _NO_PROSE else pl.lit(False))
    return pl.when(somebody.fill_null(False)).then(_hidden(text)).otherwise(plain)
