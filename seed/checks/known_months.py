"""The months of a load that the database has already, and what the load would change in them."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from queries.months import month_start
from seed.checks.decisions import Decision, Decisions, KnownMonth, Sums
from seed.checks.standing import PROGRAMS
from seed.checks.validator import CHANGED, MOVED, NEW


def sums_by_month(rows: pl.DataFrame, day: str, amount: str) -> dict[date, Sums]:
    """Rows and rupiah by the month of a day; None for rupiah where there is no such column."""
    money = pl.col(amount).sum() if amount in rows.columns else pl.lit(None, pl.Int64)
    counted = rows.group_by(month=month_start(pl.col(day))).agg(rows=pl.len(), amount=money)
    return {month: Sums(n, amount) for month, n, amount in counted.select("month", "rows", "amount").iter_rows()}


def in_months(day: str, kind: str, decisions: Decisions, decision: Decision) -> pl.Expr:
    """Whether a day lies in a month of which that was decided."""
    months = [month for (of, month), one in decisions.items() if of == kind and one is decision]
    return month_start(pl.col(day)).is_in(months)


def offered(months: Sequence[KnownMonth]) -> Decisions:
    """Of what was decided on a kind's months, what can be decided: elsewhere a decision changes nothing."""
    return {(one.kind, one.month): one.decided for one in months if one.decided in one.options}


def known_months(
    kind: str,
    day: str,
    rows: pl.DataFrame,
    there: pl.DataFrame,
    decisions: Decisions,
    refused: bool,
    cancelled: pl.DataFrame,
) -> tuple[KnownMonth, ...]:
    """The months of a kind that the load and the database both have, in order.

    `rows`: settled rows of the load, with `disputed`; `there`: the database's rows of their months, with `matched`
    (whether a row of the load is this one, corrected or not) and `same`; `refused`: whether rows of the kind were;
    `cancelled`: rows of the database that the load says were cancelled.
    """
    none = Sums(0, 0 if "amount" in rows.columns else None)
    changed = rows.filter(pl.col("state").is_in([CHANGED, MOVED]))
    parts = {
        "same": sums_by_month(there.filter("same"), day, "amount"),
        "gone": sums_by_month(there.filter(~pl.col("matched")), day, "amount"),
        "cancelled": sums_by_month(cancelled, day, "amount"),
        "new": sums_by_month(rows.filter(pl.col("state") == NEW), day, "amount"),
        "before": sums_by_month(changed, day, "amount_old"),
        "after": sums_by_month(changed, day, "amount"),
    }
    disputed = sums_by_month(rows.filter("disputed"), day, "amount")
    parts_of, again = _other_programs(rows, day) if "amount" in rows.columns else (frozenset(), frozenset())
    counted = there.group_by(month=month_start(pl.col(day))).agg(pl.len(), pl.col("matched").sum())
    sizes = {month: (n, of) for month, n, of in counted.iter_rows()}
    named = pl.concat(some.select(month_start(pl.col(day))) for some in (rows, cancelled)).to_series().unique()
    known = (
        KnownMonth(
            kind=kind,
            month=month,
            **{name: part.get(month, none) for name, part in parts.items()},
            mostly=2 * sizes.get(month, (0, 0))[1] > sizes.get(month, (0, 0))[0],
            disputed=disputed.get(month, none).rows,
            hindered="refused" if refused else None,
            decided=decisions.get((kind, month)),
            parts=month in parts_of,
            again=month in again,
        )
        for month in sorted({*named} & (sizes.keys() | disputed.keys()))
    )
    return tuple(one for one in known if one.mostly or one.asks)


def _other_programs(rows: pl.DataFrame, day: str) -> tuple[frozenset[date], frozenset[date]]:
    """The months whose disputed rows all name one programme alone, and differ in nothing but rupiah; none of them
    stands in a file that was loaded before (`again`), whose rupiah are counted. And the months of which some do.
    """
    part = (pl.col("state") == CHANGED) & pl.col("program").is_in(PROGRAMS) & (pl.col("months") == pl.col("months_old"))
    part &= ~pl.col("again") & (pl.col("amount") != pl.col("amount_old"))
    part &= pl.col("payer_old").is_null() | (pl.col("payer") == pl.col("payer_old"))
    disputed = rows.filter("disputed").group_by(month=month_start(pl.col(day)))
    months = disputed.agg(parts=part.fill_null(False).all(), again=pl.col("again").any())
    return frozenset(months.filter("parts")["month"]), frozenset(months.filter("again")["month"])
