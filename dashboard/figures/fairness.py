"""Agents held against each other fairly: the funnel, and each one's place in words."""

import polars as pl

from dashboard.charts.fairness import funnel as drawing
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents import fairness
from queries.agents.fairness import FAR, NEAR, Norm, Standing

_LIMITS = ("low", "high", "low_far", "high_far")

_NUMBERS = ("acquired", "service_months", "expected", "rate", *_LIMITS)


def ask(view: View) -> pl.DataFrame:
    """The rows of `fairness.compared`."""
    return view.ask(fairness.compared)


def funnel(context: Context, answers: pl.DataFrame) -> Figure:
    """Acquired per month in service by months in service, with the limits of ordinary variation."""
    words = context.words
    named = answers.with_columns(label=pl.format("{} · {}", "code", "name"))
    table = named.select("code", "label", *_NUMBERS, standing=_in_words(words, answers))
    against = fairness.norm(fairness.judged(answers))
    served, months = answers.select("service_months"), pl.col("service_months")
    shortest: int = served.select(months.min()).item() or 1
    longest: int = served.select(months.max()).item() or 1
    drawn = drawing(named, limits(against, shortest, longest), words)
    note = _note(words, answers, against)
    return caption.figure(context, "agent_funnel", funnel_title(words, answers), "per_month", drawn, table, note)


def _note(words: Words, rows: pl.DataFrame, against: Norm | None) -> str:
    """How the limits are told and how often they err; why there are none."""
    if against is None:
        return words("fairness.too_few", fewest=words.number(fairness.FEWEST))
    judged = sum(_counted(rows, standing) for standing in fairness.JUDGED)
    parts = [words("fairness.note.negative_binomial" if against.spread else "fairness.note.poisson")]
    if judged:
        by_chance, any_far = words.decimal(judged * NEAR, 1), words.percent(1 - (1 - FAR) ** judged, 0)
        parts.append(words("fairness.note.errors", agents=words.count("agent", judged), near=by_chance, far=any_far))
    parts.append(words("fairness.note.order"))
    return " ".join(parts)


@pure
def places(words: Words, answers: pl.DataFrame) -> pl.DataFrame:
    """A row an agent, those outside first, those who stand apart last.

    code, name, acquired, expected and ordinary (people), service_months, rate, standing in words.
    """
    counts = answers.select((pl.col("low", "high") * pl.col("service_months")).round().cast(pl.Int64)).rows()
    ranges = [
        "–" if low is None else words("fairness.range", low=words.number(low), high=words.number(high))
        for low, high in counts
    ]
    named = answers.with_columns(ordinary=pl.Series(ranges, dtype=pl.String), in_words=_in_words(words, answers))
    ordered = named.sort(pl.col("standing").replace_strict(_ORDER), "code")
    names = ("code", "name", "acquired", "expected", "ordinary", "service_months", "rate")
    return ordered.select(*names, standing="in_words")


_ORDER = {
    Standing.FAR_BELOW.value: 0,
    Standing.FAR_ABOVE.value: 0,
    Standing.BELOW.value: 1,
    Standing.ABOVE.value: 1,
    Standing.ORDINARY.value: 2,
    Standing.TOO_SMALL.value: 3,
    Standing.TOO_FEW.value: 3,
    Standing.DORMANT.value: 4,
}


def _in_words(words: Words, rows: pl.DataFrame) -> pl.Series:
    return pl.Series([words(f"fairness.standing.{code}") for code in rows["standing"]], dtype=pl.String)


def limits(against: Norm | None, shortest: int, longest: int) -> pl.DataFrame:
    """The limits as steps, one a month of service, so that an agent moved aside still stands within their own.

    A limit lies half a person beyond the last ordinary number: whoever stands there is seen to be within.
    """
    names = ("months", *_LIMITS, "middle")
    rows: list[tuple[float, ...]] = []
    for months in range(shortest, longest + 1) if against else ():
        assert against is not None
        (low, high), (low_far, high_far) = against.limits(months, NEAR), against.limits(months, FAR)
        edges = [max(0.0, (low - 0.5) / months), (high + 0.5) / months]
        edges += [max(0.0, (low_far - 0.5) / months), (high_far + 0.5) / months]
        rows += [(months + side, *edges, against.rate) for side in (-0.5, 0.5)]
    return pl.DataFrame(rows, dict.fromkeys(names, pl.Float64), orient="row")


def funnel_title(words: Words, rows: pl.DataFrame) -> str:
    """How many agents are ordinary, how many above and below, and how many are not judged and why."""
    judged = sum(_counted(rows, standing) for standing in fairness.JUDGED)
    if rows.is_empty() or _counted(rows, Standing.TOO_FEW):
        return words("fairness.title.too_few")
    small, dormant = _counted(rows, Standing.TOO_SMALL), _counted(rows, Standing.DORMANT)
    above = _counted(rows, Standing.ABOVE) + _counted(rows, Standing.FAR_ABOVE)
    below = _counted(rows, Standing.BELOW) + _counted(rows, Standing.FAR_BELOW)
    values = {"all": words.count("agent", judged), "above": words.number(above), "below": words.number(below)}
    values["ordinary"] = words.number(_counted(rows, Standing.ORDINARY))
    parts = []
    if judged:
        parts.append(words("fairness.title.some" if above + below else "fairness.title.all", **values))
    if small:
        parts.append(words("fairness.title.too_small", agents=words.count("agent", small)))
    if dormant:
        parts.append(words("fairness.title.dormant", agents=words.count("agent", dormant)))
    title = words("fairness.title.between").join(parts)
    return title[:1].upper() + title[1:]


def _counted(rows: pl.DataFrame, standing: Standing) -> int:
    return rows.filter(pl.col("standing") == standing.value).height
