"""Agents held against each other fairly: the funnel, and each one's place in words."""

import polars as pl

from dashboard.charts.fairness import funnel as drawing
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.view.view import View
from queries.agents import fairness
from queries.agents.fairness import FAR, NEAR, Standing

_POINTS = 24
"""Pieces that a limit's curve is drawn in."""


@caption.remembered
def funnel(view: View) -> Figure:
    """Acquired per month in service by months in service, with the limits of ordinary variation."""
    words, told = view.words, view.ask(fairness.compared)
    named = told.with_columns(label=pl.format("{} · {}", "code", "name"))
    table = named.select("code", "label", *_NUMBERS, standing=_in_words(view, told))
    against = fairness.norm(told.select("acquired", "service_months").rows())
    served = told["service_months"]
    drawn = drawing(named, _limits(against, served.min() or 1, served.max() or 1), words)
    note = words("fairness.note" if against else "fairness.too_few", fewest=words.number(fairness.FEWEST))
    return caption.figure(view, "agent_funnel", _title(view, told), "per_month", drawn, table, note)


_NUMBERS = ("acquired", "service_months", "rate", "low", "high", "low_far", "high_far")


@caption.remembered
def places(view: View) -> pl.DataFrame:
    """A row an agent, those outside first: code, name, acquired, service_months, rate, ordinary, standing in words."""
    words, told = view.words, view.ask(fairness.compared)
    ranges = [
        words("fairness.range", low=words.decimal(row["low"], 1), high=words.decimal(row["high"], 1))
        if row["low"] is not None
        else "–"
        for row in told.to_dicts()
    ]
    shown = told.with_columns(ordinary=pl.Series(ranges, dtype=pl.String), told=_in_words(view, told))
    order = pl.col("distance").abs().fill_null(0)
    ordered = shown.sort(pl.col("standing") == Standing.ORDINARY.value, -order, "code")
    return ordered.select("code", "name", "acquired", "service_months", "rate", "ordinary", standing="told")


def _in_words(view: View, told: pl.DataFrame) -> pl.Series:
    return pl.Series([view.words(f"fairness.standing.{code}") for code in told["standing"]], dtype=pl.String)


def _limits(against: fairness.Norm | None, shortest: int, longest: int) -> pl.DataFrame:
    names = ("months", "low", "high", "low_far", "high_far", "middle")
    rows = []
    for n in range(_POINTS + 1) if against else ():
        months = shortest - 0.6 + (longest - shortest + 1.2) * n / _POINTS
        rows.append((months, *against.limits(months, NEAR), *against.limits(months, FAR), against.rate))
    return pl.DataFrame(rows, dict.fromkeys(names, pl.Float64), orient="row")


def _title(view: View, told: pl.DataFrame) -> str:
    words, counted = view.words, dict(told["standing"].value_counts().iter_rows())
    if told.is_empty() or counted.get(Standing.TOO_FEW.value):
        return words("fairness.title.too_few")
    above = counted.get(Standing.ABOVE.value, 0) + counted.get(Standing.FAR_ABOVE.value, 0)
    below = counted.get(Standing.BELOW.value, 0) + counted.get(Standing.FAR_BELOW.value, 0)
    ordinary = words.number(counted.get(Standing.ORDINARY.value, 0))
    all = words.count("agent", told.height)
    if not above + below:
        return words("fairness.title.all", all=all)
    return words(
        "fairness.title.some", ordinary=ordinary, all=all, above=words.number(above), below=words.number(below)
    )
