"""How a running semester goes beside the earlier ones, and where it would end at their pace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.charts.pace import paces
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.view import View
from queries import pace, targets
from queries.pace import Projection
from queries.periods import Period, shift

DRAWN = 4
"""Earlier semesters that are drawn, the newest; the projection knows them all."""


@dataclass(frozen=True, eq=False)
class PaceAnswers:
    """`courses`: the rows of `pace.courses`. `ahead`: of one measure. `target`: None without one."""

    courses: pl.DataFrame
    ahead: Projection
    target: int | None


def runs(view: View, measure: str) -> bool:
    """Whether the period is a semester that has begun and not ended in the data of a measure."""
    return pace.runs(view.scope, [measure]) and view.holding.completeness.beginning() is not None


def ask(view: View, measure: str) -> PaceAnswers:
    """The semesters and where this one would end, of `acquired` or `received`."""
    first = view.holding.completeness.beginning()
    assert first is not None, "the semester runs"
    ahead = view.ask(pace.projection, first, measure)
    assert ahead is not None, "the semester runs"
    return PaceAnswers(view.ask(pace.courses, first), ahead, view.ask(targets.target, measure))


def figure(context: Context, answers: PaceAnswers) -> Figure:
    """The semester's sum so far, month by month, beside the earlier ones; where `runs`."""
    words, ahead, measure = context.words, answers.ahead, answers.ahead.measure
    frame = _drawn(words, answers.courses, measure)
    drawing = paces(frame, words, _written(words, measure), _end(ahead), answers.target, measure == "received")
    return caption.figure(
        context,
        f"pace_{measure}",
        title(context, ahead),
        "people" if measure == "acquired" else "rupiah",
        drawing,
        _table(context, frame, ahead),
        _note(context, answers),
    )


def _end(ahead: Projection) -> dict[str, int] | None:
    """projected, low and high; None where there is too little history."""
    if ahead.projected is None or ahead.low is None or ahead.high is None:
        return None
    return {"projected": ahead.projected, "low": ahead.low, "high": ahead.high}


def _drawn(words: Words, courses: pl.DataFrame, measure: str) -> pl.DataFrame:
    """label, first (month of the year), n, value, current: of the newest semesters."""
    courses = courses.drop_nulls(measure)
    newest = courses["semester"].unique().sort().tail(DRAWN + 1)
    drawn = courses.filter(pl.col("semester").is_in(newest.to_list()))
    names = [_name(words, Period.semester_of(first)) for first in drawn["semester"]]
    return drawn.select(
        pl.Series("label", names, dtype=pl.String),
        pl.col("semester").dt.month().cast(pl.Int64).alias("first"),
        "n",
        pl.col(measure).alias("value"),
        "current",
    )


def _written(words: Words, measure: str) -> Callable[[int | None], str]:
    return words.number if measure == "acquired" else words.rupiah_short


def _name(words: Words, semester: Period) -> str:
    return words(f"pace.semester_{1 if semester.first.month == 1 else 2}", year=f"{semester.first:%Y}")


def _table(context: Context, frame: pl.DataFrame, ahead: Projection) -> pl.DataFrame:
    """The sums by semester and month, and the projection as the running one's sixth."""
    end = _end(ahead)
    types = {"semester": pl.String, "n": pl.Int64, "projected": pl.Int64, "low": pl.Int64, "high": pl.Int64}
    sums = frame.select("n", pl.col("label").alias("semester"), pl.col("value").alias(f"cumulative_{ahead.measure}"))
    ends = [{"semester": _name(context.words, context.scope.period), "n": pace.MONTHS, **end}] if end else []
    both = pl.concat([sums, pl.DataFrame(ends, types)], how="diagonal").rename({"low": "low_end", "high": "high_end"})
    return both.select("semester", "n", f"cumulative_{ahead.measure}", "projected", "low_end", "high_end")


def title(context: Context, ahead: Projection) -> str:
    """What was reached by the last complete month, and where that would end; that this cannot be said."""
    words, written = context.words, _written(context.words, ahead.measure)
    so_far = words.count("participant", ahead.so_far) if ahead.measure == "acquired" else written(ahead.so_far)
    values = {"so_far": so_far, "month": words.month(shift(context.scope.period.first, ahead.months - 1))}
    end = _end(ahead)
    if end is None:
        return words("pace.title.none", **values)
    numbers = {name: written(number) for name, number in end.items()}
    return words("pace.title.projected", **values, **numbers)


def _note(context: Context, answers: PaceAnswers) -> str:
    words = context.words
    if answers.ahead.measure != "received":
        return method(words, answers.ahead)
    first: date = answers.courses.select(pl.min("semester")).item()
    breaks = captions.breaks(words, context.scope, Period(first, context.scope.period.last))
    return " ".join(filter(None, (method(words, answers.ahead), breaks)))


def method(words: Words, ahead: Projection) -> str:
    """How it was projected and how wrong that was before; or why it was not."""
    if ahead.projected is None:
        return words("pace.too_little", earlier=words.number(ahead.earlier), needed=words.number(pace.EARLIER_NEEDED))
    errors = [
        words(
            "pace.error",
            semester=_name(words, Period.semester_of(one.semester)),
            sign="+" if one.error > 0 else "",
            error=words.percent_short(one.error),
        )
        for one in ahead.tests
    ]
    return words(
        "pace.method",
        earlier=words.number(ahead.earlier),
        width=words.percent_short(ahead.width),
        errors=", ".join(errors),
    )
