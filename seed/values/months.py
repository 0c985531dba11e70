"""Months as whole numbers (year x 12 + month - 1), in which spans of months are plain arithmetic."""

from datetime import date

import polars as pl


def index_of(day: date | pl.Expr) -> int | pl.Expr:
    """The number of a day's month."""
    if isinstance(day, date):
        return day.year * 12 + day.month - 1
    return (day.dt.year().cast(pl.Int32) * 12 + day.dt.month().cast(pl.Int32) - 1).cast(pl.Int32)


def month_at(name: str) -> pl.Expr:
    """The column of month numbers as DATEs, the first day of each."""
    number = pl.col(name)
    return pl.date(number // 12, number % 12 + 1, 1).alias(name)


def spread(frame: pl.DataFrame, into: str, first: str, last: str) -> pl.DataFrame:
    """One row for each month number from `first` to `last` in place of each row; the two columns go, `into` comes."""
    return (
        frame.with_columns(pl.int_ranges(pl.col(first), pl.col(last) + 1, dtype=pl.Int32).alias(into))
        .drop(first, last)
        .explode(into)
    )
