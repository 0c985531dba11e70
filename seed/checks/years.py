"""A month, or a semester, whose year stands in a column of its own."""

from dataclasses import replace

import polars as pl

from seed.files.contract import Notation
from seed.files.headings import key
from seed.files.rules import RefusalRule
from seed.files.tables import FileTable
from seed.values import notation

_PART = (
    r"(?i)^\s*(?:(?:bulan\s*)?(?:(?:0?[1-9]|1[0-2])(?:[.,]0+)?|[a-z]{3,9})|"
    r"(?:semester|smt|sem|s)?[\s.\-]*(?:i{1,2}|[12]))\s*$"
)
"""A month or a half of a year without the year: 6, 06, 6.0, Juni, Semester I."""

_PERIODS = (Notation.MONTH, Notation.PERIOD)


def with_years(table: FileTable) -> FileTable:
    """The table with each bare month or semester followed by the row's year: 6 and 2019 are 6-2019."""
    if "year" not in table.match.positions:
        return table
    year = notation.read(table.cells["year"], table.kind.column("year"))["value"].cast(pl.String)
    periods = [name for name in table.match.positions if table.kind.column(name).notation in _PERIODS]
    completed = [
        pl.when(pl.col(name).str.contains(_PART) & pl.lit(year).is_not_null())
        .then(_joined(pl.col(name), pl.lit(year), _of_months(table, name)))
        .otherwise(name)
        .alias(name)
        for name in periods
    ]
    return replace(table, cells=table.cells.with_columns(completed))


def _of_months(table: FileTable, name: str) -> bool:
    """Whether a bare number in the column is a month, not a half of the year."""
    month = table.kind.column(name).notation is Notation.MONTH
    return month or any(word in table.heading(name).casefold() for word in ("bulan", "month"))


def _joined(period: pl.Expr, year: pl.Expr, months: bool) -> pl.Expr:
    bare = period.str.replace(r"[.,]0+\s*$", "").str.replace(r"(?i)^\s*bulan\s*", "").str.strip_chars()
    number = bare.str.contains(r"^[0-9]+$") & pl.lit(months)
    return (
        pl.when(number)
        .then(pl.concat_str(bare.str.zfill(2), pl.lit("-"), year))
        .otherwise(pl.concat_str(bare, pl.lit(" "), year))
    )


def contradicting(table: FileTable, rows: pl.DataFrame) -> list[tuple[str, RefusalRule, pl.Expr]]:
    """Where a month says one year and the column beside it another: column, rule, where.

    A column named BLTH has its own year; the year beside it may be that of the payment.
    """
    if "year" not in table.match.positions:
        return []
    name = next(one for one in table.match.positions if table.kind.column(one).notation in _PERIODS)
    if "blth" in key(table.heading(name)):
        return []
    if name == "period":
        said = pl.col(name).str.head(4).cast(pl.Int64, strict=False)
        return [(name, RefusalRule.UNREADABLE_PERIOD, said != pl.col("year"))]
    return [(name, RefusalRule.AMBIGUOUS_MONTH, pl.col(name).dt.year().cast(pl.Int64) != pl.col("year"))]
