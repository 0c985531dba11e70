"""Agents held against each other fairly: the funnel, and each one's place in words."""

import polars as pl

from dashboard.charts.fairness import funnel as drawing
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.language.words import Words
from dashboard.view.view import View
from queries.agents import fairness
from queries.agents.fairness import FAR, NEAR, Standing

_POINTS = 24
"""Pieces that a limit's curve is drawn in."""

_NUMBERS = ("acquired", "service_months", "rate", "low", "high", "low_far", "high_far")


def ask(view: View) -> pl.DataFrame:
    """The rows of `fairness.compared`."""
    return view.ask(fairness.compared)


def funnel(context: Context, answers: pl.DataFrame) -> Figure:
    """Acquired per month in service by months in service, with the limits of ordinary variation."""
    words = context.words
    named = answers.with_columns(label=pl.format("{} · {}", "code", "name"))
    table = named.select("code", "label", *_NUMBERS, standing=_in_words(words, answers))
    against = fairness.norm(answers.select("acquired", "service_months").rows())
    served, months = answers.select("service_months"), pl.col("service_months")
    shortest: int = served.select(months.min()).item() or 1
    longest: int = served.select(months.max()).item() or 1
    drawn = drawing(named, _limits(against, shortest, longest), words)
    note = words("fairness.note" if against else "fairness.too_few", fewest=words.number(fairness.FEWEST))
    return caption.figure(context, "agent_funnel", funnel_title(words, answers), "per_month", drawn, table, note)


def places(words: Words, answers: pl.DataFrame) -> pl.DataFrame:
    """A row an agent, those outside first: code, name, acquired, service_months, rate, ordinary, standing in words."""
    ranges = [
        words("fairness.range", low=words.decimal(row["low"], 1), high=words.decimal(row["high"], 1))
        if row["low"] is not None
        else "–"
        for row in answers.to_dicts()
    ]
    named = answers.with_columns(ordinary=pl.Series(ranges, dtype=pl.String), in_words=_in_words(words, answers))
    order = pl.col("distance").abs().fill_null(0)
    ordered = named.sort(pl.col("standing") == Standing.ORDINARY.value, -order, "code")
    return ordered.select("code", "name", "acquired", "service_months", "rate", "ordinary", standing="in_words")


def _in_words(words: Words, rows: pl.DataFrame) -> pl.Series:
    return pl.Series([words(f"fairness.standing.{code}") for code in rows["standing"]], dtype=pl.String)


def _limits(against: fairness.Norm | None, shortest: int, longest: int) -> pl.DataFrame:
    names = ("months", "low", "high", "low_far", "high_far", "middle")
    rows = []
    for n in range(_POINTS + 1):
        if against is None:
            break
        months = shortest - 0.6 + (longest - shortest + 1.2) * n / _POINTS
        rows.append((months, *against.limits(months, NEAR), *against.limits(months, FAR), against.rate))
    return pl.DataFrame(rows, dict.fromkeys(names, pl.Float64), orient="row")


def funnel_title(words: Words, rows: pl.DataFrame) -> str:
    """How many agents are ordinary, and how many above and below; that there are too few to say."""
    counted = dict(rows["standing"].value_counts().iter_rows())
    if rows.is_empty() or counted.get(Standing.TOO_FEW.value):
        return words("fairness.title.too_few")
    above = counted.get(Standing.ABOVE.value, 0) + counted.get(Standing.FAR_ABOVE.value, 0)
    below = counted.get(Standing.BELOW.value, 0) + counted.get(Standing.FAR_BELOW.value, 0)
    every = words.count("agent", rows.height)
    if not above + below:
        return words("fairness.title.all", all=every)
    return words(
        "fairness.title.some",
        ordinary=words.number(counted.get(Standing.ORDINARY.value, 0)),
        all=every,
        above=words.number(above),
        below=words.number(below),
    )
