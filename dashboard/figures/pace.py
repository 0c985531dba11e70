"""How a running semester goes beside the earlier ones, and where it would end at their pace."""

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.charts.pace import paces
from dashboard.figures import caption
from dashboard.view import captions
from dashboard.view.view import View
from queries import pace, targets
from queries.pace import Projection
from queries.periods import Period, shift

SHOWN = 4
"""Earlier semesters that are drawn, the newest; the projection knows them all."""


def runs(view: View) -> bool:
    """Whether the period is a semester that has begun and not ended in the data."""
    return pace.runs(view.scope) and view.holding.first_month is not None


@caption.remembered
def figure(view: View, measure: str) -> Figure:
    """The semester's sum of `acquired` or `received` so far, month by month, where `runs`."""
    words = view.words
    told = view.ask(pace.courses, view.holding.first_month)
    ahead = view.ask(pace.projection, view.holding.first_month, measure)
    newest = told["semester"].unique().sort().tail(SHOWN + 1)
    shown = told.filter(pl.col("semester").is_in(newest.to_list()))
    names = [_name(view, Period.semester_of(first)) for first in shown["semester"]]
    frame = shown.select(
        pl.Series("label", names, dtype=pl.String),
        pl.col("semester").dt.month().cast(pl.Int64).alias("first"),
        "n",
        pl.col(measure).alias("value"),
        "current",
    )
    end = {"projected": ahead.projected, "low": ahead.low, "high": ahead.high} if ahead.projected is not None else None
    written = words.number if measure == "acquired" else words.rupiah_short
    drawing = paces(frame, words, written, end, view.ask(targets.target, measure), measure == "received")
    months = Period(told["semester"].min(), view.scope.period.last)
    note = [_method(view, ahead), captions.breaks(view, months) if measure == "received" else ""]
    unit = "people" if measure == "acquired" else "rupiah"
    table = _table(view, frame, ahead, measure)
    name = f"pace_{measure}"
    return caption.figure(view, name, _title(view, ahead), unit, drawing, table, " ".join(filter(None, note)))


def _name(view: View, semester: Period) -> str:
    return view.words(f"pace.semester_{1 if semester.first.month == 1 else 2}", year=f"{semester.first:%Y}")


def _table(view: View, frame: pl.DataFrame, ahead: Projection, measure: str) -> pl.DataFrame:
    """The sums by semester and month, and the projection as the running one's sixth."""
    end = {"semester": _name(view, view.scope.period), "n": pace.MONTHS}
    end |= {name: getattr(ahead, name) for name in ("projected", "low", "high")}
    types = {"semester": pl.String, "n": pl.Int64, "projected": pl.Int64, "low": pl.Int64, "high": pl.Int64}
    sums = frame.select("n", pl.col("label").alias("semester"), pl.col("value").alias(f"cumulative_{measure}"))
    known = [end] if ahead.projected is not None else []
    both = pl.concat([sums, pl.DataFrame(known, types)], how="diagonal").rename({"low": "low_end", "high": "high_end"})
    return both.select("semester", "n", f"cumulative_{measure}", "projected", "low_end", "high_end")


def _title(view: View, ahead: Projection) -> str:
    words = view.words
    written = words.number if ahead.measure == "acquired" else words.rupiah_short
    so_far = words.count("participant", ahead.so_far) if ahead.measure == "acquired" else written(ahead.so_far)
    told = {"so_far": so_far, "month": words.month(shift(view.scope.period.first, ahead.months - 1))}
    if ahead.projected is None:
        return words("pace.title.none", **told)
    numbers = {name: written(getattr(ahead, name)) for name in ("projected", "low", "high")}
    return words("pace.title.projected", **told, **numbers)


def _method(view: View, ahead: Projection) -> str:
    """How it was projected and how wrong that was before; or why it was not."""
    words = view.words
    if ahead.projected is None:
        return words("pace.too_little", earlier=words.number(ahead.earlier), needed=words.number(pace.EARLIER_NEEDED))
    errors = [
        words(
            "pace.error",
            semester=_name(view, Period.semester_of(one.semester)),
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
