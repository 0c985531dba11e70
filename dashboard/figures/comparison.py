"""A period's rows and those of the period before it."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from dashboard.language.words import Words
from dashboard.view.view import View
from queries import branches, flows
from queries.metrics import catalogue
from queries.periods import Period, shift
from queries.press.protected import NotForPress
from queries.scope import Scope
from queries.settled import KINDS


@dataclass(frozen=True, eq=False)
class Comparison:
    """`now`: the period's rows. `before`: the earlier period's, None where there is none, or where it does not leave.

    `period`: the earlier period, None without one. `whole`: the sum of all rows, None where it is withheld. `around`:
    what a single month stands in a row with, see `months_before`; or beside what is chosen the others, see `others`.
    """

    now: pl.DataFrame
    before: pl.DataFrame | None = None
    period: Period | None = None
    whole: int | None = None
    around: pl.DataFrame | None = None

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


def months_before(view: View, measure: str) -> pl.DataFrame | None:
    """The twelve months before a single one, a lone bar without them: month, value (null where there are no data, or
    where it is withheld), withheld (which of the two). None for any other period.

    They are drawn beside the period's own rows, and are no part of its table, whose columns add up to the period's
    total. Of what leaves each month is decided on alone, as anywhere.
    """
    month = view.scope.period.first
    if month != view.scope.period.last:
        return None
    earlier = view.during(view.scope.during(Period(shift(month, -12), shift(month, -1))))
    nothing = view.holding.completeness.uncounted(earlier.scope, view.holding.running_month)
    unknown = [month for kind, month in nothing if kind in KINDS[measure]]
    withheld = pl.col(measure).is_null() & ~pl.col("month").is_in(unknown)
    rows = earlier.ask(flows.by_month).select("month", value=measure, withheld=withheld)
    known = rows.filter(pl.col("value").is_not_null() | pl.col("withheld"))
    return None if known.is_empty() else rows.filter(pl.col("month") >= known["month"].min())


def withheld_before(around: pl.DataFrame | None) -> int:
    """How many of the months before a single one are withheld."""
    return 0 if around is None else int(around["withheld"].sum())


def others(view: View, rows: Callable[[View], pl.DataFrame], part: str) -> pl.DataFrame | None:
    """The rows of a view beside those that a filter leaves, so that a choice keeps them in sight; None without any.

    `part`: the filter, `wilayah`, `offices` or `sectors`. Of the wilayah no more than the viewer may see; none for the
    press. They are drawn, and are no part of the figure's table or total.
    """
    if getattr(view.scope, part) is None or view.press:
        return None
    everywhere = view.during(view.viewer.without(part, view.scope))
    beside = rows(everywhere).join(rows(view), on="code", how="anti")
    return None if beside.is_empty() else beside


def several(view: View, part: str) -> bool:
    """Whether a figure by `wilayah` or `offices` has more than one of them to draw, chosen or beside those that are.

    One alone would be a bar of 100% and a map of one tile, which say nothing.
    """
    drawn = view
    if getattr(view.scope, part) is not None and not view.press:
        drawn = view.during(view.viewer.without(part, view.scope))
    name = "wilayah_code" if part == "wilayah" else "office"
    try:
        return len({row[name] for row in drawn.ask(branches.offices)}) > 1
    except NotForPress:
        return True  # the figure says why it does not leave


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
