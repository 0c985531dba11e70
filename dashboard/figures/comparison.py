"""A period's rows and those of the period before it."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from dashboard.language.words import Words
from dashboard.view.view import View
from queries import flows
from queries.metrics import catalogue
from queries.periods import Period
from queries.press.protected import NotForPress
from queries.scope import Scope


@dataclass(frozen=True, eq=False)
class Comparison:
    """`now`: the period's rows. `before`: the earlier period's, None where there is none, or where it does not leave.

    `period`: the earlier period, None without one. `whole`: the sum of all rows, None where it is withheld.
    """

    now: pl.DataFrame
    before: pl.DataFrame | None = None
    period: Period | None = None
    whole: int | None = None

    def named(self, words: Words) -> str | None:
        """The earlier period in words, None without one."""
        return words.period(self.period) if self.period else None


def compare(view: View, question: Callable[..., pl.DataFrame], measure: str, *more: object) -> Comparison:
    """The answers to a question of the view's period and of the one before."""
    now, before = view.ask(question, *more), view.before()
    if "running" in now.columns:
        now = now.with_columns(running=flows.still_runs(view.scope, measure))
    return Comparison(
        now,
        _earlier(before, question),
        counted_in(before.scope, measure) if before else None,
        whole(view, now, measure),
    )


def counted_in(scope: Scope, measure: str) -> Period:
    """The months of an earlier period that are set beside those of a measure."""
    last = catalogue()[measure].until_month(scope)
    return Period(scope.period.first, last) if last else scope.period


def whole(view: View, rows: pl.DataFrame, measure: str) -> int | None:
    """The sum of all rows that have ended; asked for itself where a row is withheld, and None where it is too."""
    if rows[measure].null_count():
        return view.ask(flows.totals)[measure]
    return int((rows.filter(~pl.col("running")) if "running" in rows.columns else rows)[measure].sum())


def beside(now: pl.DataFrame, before: pl.DataFrame | None, key: str, measure: str) -> pl.DataFrame:
    """`now` with a column `previous`: the measure of the earlier row with the same key, null where there is none."""
    if before is None:
        return now.with_columns(previous=pl.lit(None, dtype=pl.Int64))
    earlier = before.select(key, pl.col(measure).alias("previous"))
    return now.join(earlier, on=key, how="left", maintain_order="left")


def _earlier(before: View | None, question: Callable[..., pl.DataFrame]) -> pl.DataFrame | None:
    try:
        return before.ask(question) if before else None
    except NotForPress:
        return None
