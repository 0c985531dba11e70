"""Months in Polars, as periods.py has them for one day: the only place where expressions count them.

Where spans of months are many, they are whole numbers (`month_number`), in which they are plain arithmetic.
"""

from datetime import date

import polars as pl


def month_number(day: pl.Expr) -> pl.Expr:
    """The number of a day's month, as periods.month_number counts it; Int32, null of null."""
    return (day.dt.year().cast(pl.Int32) * 12 + day.dt.month().cast(pl.Int32) - 1).cast(pl.Int32)


def month_at(number: pl.Expr) -> pl.Expr:
    """The first day of the month of that number."""
    return pl.date(number // 12, number % 12 + 1, 1)


def month_start(day: pl.Expr) -> pl.Expr:
    """The first day of a day's month."""
    return day.dt.month_start()


def month_end(day: pl.Expr) -> pl.Expr:
    """The last day of a day's month."""
    return day.dt.month_end()


def shifted(day: pl.Expr, months: int | pl.Expr) -> pl.Expr:
    """The same day so many months later (below zero: earlier), or that month's last day where it is shorter."""
    return day.dt.offset_by(f"{months}mo" if isinstance(months, int) else pl.format("{}mo", months))


def months_apart(earlier: pl.Expr, later: pl.Expr) -> pl.Expr:
    """Whole months from one day's month to another's; Int32, below zero when `later` is earlier."""
    return month_number(later) - month_number(earlier)


def ends(days: pl.Series) -> tuple[date, date] | None:
    """The first and the last of a column's days; None where it has none."""
    first, last = days.min(), days.max()
    return (first, last) if isinstance(first, date) and isinstance(last, date) else None


def first_month(*columns: pl.Series) -> date | None:
    """The month of the first day of all the columns, the first of it; None where none has a day."""
    days = [both[0] for column in columns if (both := ends(column))]
    return min(days).replace(day=1) if days else None


def spread(frame: pl.DataFrame, into: str, first: str, last: str) -> pl.DataFrame:
    """One row for each month number from `first` to `last` in place of each row; the two columns go, `into` comes."""
    return (
        frame.with_columns(pl.int_ranges(pl.col(first), pl.col(last) + 1, dtype=pl.Int32).alias(into))
        .drop(first, last)
        .explode(into)
    )
