"""Months whose rows or rupiah are far from what is usual: those that the three loads before reached."""

from dataclasses import replace
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.months import month_start
from queries.periods import month_end, month_of
from seed.checks import existing, loads_before
from seed.checks.validator import MOVED, NEW, Judged
from seed.files.rules import Suspicion

DAYS = {"contributions": "paid_on", "participants": "registered_on"}
"""The kinds that are counted by month, and by which day."""

ENOUGH_MONTHS, FAR, NOISE = 3, 2, 5
"""Usual months that are needed; times more or less than any of them; rows by which a count may always differ."""

MOST_MONTHS = 12


def judged(conn: sa.Connection, branch: str, kind: str, passed: Judged, today: date) -> Judged:
    """The judgement with the months that are unusual, and their new rows suspected.

    A month is far where it would have less than half the rows, or rupiah, of the least of the usual months, or more
    than double those of the most, and more than NOISE rows beside them. Usual: the months that loads before reached, of
    which the newest twelve count. Fewer than three, or less than NOISE rows in each, say nothing; a month still
    running is not too small, nor is one of which a load brings NOISE rows or less in all: it does not bring the month.

    `unusual`: file (the first that has it), month, rows, amount, and of the usual months least_rows, most_rows,
    least_amount, most_amount.
    """
    day = DAYS[kind]
    amount = pl.col("amount") if kind == "contributions" else pl.lit(None, pl.Int64).alias("amount")
    new = passed.of(NEW, MOVED).select("file", "row", amount, month=month_start(pl.col(day)))
    counted = new.group_by("month").agg(
        pl.col("file").min(), pl.len().cast(pl.Int64).alias("rows"), pl.col("amount").sum()
    )
    months = counted["month"].to_list()
    before = loads_before.months(passed.before, day)
    usual = sorted(month for month in before if month not in months)[-MOST_MONTHS:]
    if len(usual) < ENOUGH_MONTHS or not months:
        return passed
    totals = _totals(conn, branch, kind, [*usual, *months])
    span = _span(totals.filter(pl.col("month").is_in(usual)))
    for leaving in (passed.dropped, passed.moved):
        totals = _without(totals, leaving, day)
    after = (
        counted.join(totals, on="month", how="left", suffix="_there")
        .with_columns(
            rows=pl.col("rows") + pl.col("rows_there").fill_null(0),
            amount=pl.col("amount") + pl.col("amount_there").fill_null(0),
        )
        .drop("rows_there", "amount_there")
        .join(span, how="cross")
    )
    unusual = after.filter(_far(kind, month_of(today), new.height)).sort("month")
    odd = new.join(unusual, on="month", how="semi")
    rule = pl.lit(Suspicion.UNUSUAL_MONTH.value)
    suspected = odd.select("file", "row", column=pl.lit(day), rule=rule)
    return replace(passed, suspected=pl.concat([passed.suspected, suspected]), unusual=unusual)


def _without(totals: pl.DataFrame, dropped: pl.DataFrame, day: str) -> pl.DataFrame:
    """The totals less the rows that the load takes out."""
    if dropped.is_empty():
        return totals
    amount = pl.col("amount").sum() if "amount" in dropped.columns else pl.lit(None, pl.Int64)
    less = dropped.group_by(month=month_start(pl.col(day))).agg(rows_less=pl.len(), amount_less=amount)
    joined = totals.join(less, on="month", how="left").with_columns(pl.col("rows_less", "amount_less").fill_null(0))
    return joined.select(
        "month", rows=pl.col("rows") - pl.col("rows_less"), amount=pl.col("amount") - pl.col("amount_less")
    )


def _far(kind: str, running: date, brought: int) -> pl.Expr:
    rows = pl.col("rows")
    much = (rows > FAR * pl.col("most_rows")) & (rows > pl.col("most_rows") + NOISE)
    little = (rows * FAR < pl.col("least_rows")) & (rows < pl.col("least_rows") - NOISE)
    if kind == "contributions":
        amount = pl.col("amount")
        many = pl.col("least_rows") > NOISE
        much |= many & (amount > FAR * pl.col("most_amount"))
        little |= many & (amount * FAR < pl.col("least_amount"))
    return (pl.col("most_rows") >= NOISE) & (much | (little & (pl.col("month") < running) & pl.lit(brought > NOISE)))


def _span(totals: pl.DataFrame) -> pl.DataFrame:
    ends = [
        getattr(pl.col(name), end)().alias(f"{word}_{name}")
        for name in ("rows", "amount")
        for end, word in (("min", "least"), ("max", "most"))
    ]
    return totals.select(ends)


def _totals(conn: sa.Connection, branch: str, kind: str, months: list[date]) -> pl.DataFrame:
    """month, rows, amount of what the database has of each of these months."""
    days = existing.by_day(conn, branch, kind, min(months), month_end(max(months)))
    by_month = days.group_by(month=month_start(pl.col("day"))).agg(pl.col("rows", "amount").sum())
    return by_month.filter(pl.col("month").is_in(months))
