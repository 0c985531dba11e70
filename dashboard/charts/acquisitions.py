"""Participants acquired: by month, and by place, office, sector or agent."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import bars, parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words


def acquired_by_month(
    frame: pl.DataFrame,
    words: Words,
    previous: str | None = None,
    height: int = 234,
    unknown: Collection[date] = (),
    around: pl.DataFrame | None = None,
) -> Drawing:
    """One bar a month with its number, the same month of another period as a grey tick.

    `frame`: month (Date), acquired (Int64, null: withheld), previous (Int64, null where there is none), running
    (Boolean: the month is not over yet; drawn hollow and said so), in the order to show. `previous`: the other period's
    name, for the legend; None draws no ticks. `unknown`: the months without data, which are null too. `around`: the
    months before a single one (month, value, withheld), in grey and without numbers.
    """
    largest = max(parts.largest(frame, "acquired", "previous"), parts.largest_around(around))
    near = pl.col("previous").is_between("acquired", pl.col("acquired") + 0.2 * largest)
    rows = frame.select(
        parts.month_key(),
        parts.text("month", words.month),
        "acquired",
        "previous",
        "running",
        pl.when(near).then("previous").otherwise("acquired").fill_null(0).alias("label_at"),
        parts.or_withheld(parts.text("acquired", words.number)),
        parts.text("previous", words.number),
        pl.when("running").then(pl.lit(words("charts.running"))).alias("running_text"),
    )
    rows = parts.without_data(rows, unknown, "acquired_text")
    rows = parts.in_a_row(rows, around, "acquired", words.number, words.month)
    plot = _by_month(words, previous is not None, frame["running"].any(), rows.height > 12, around is not None)
    params = {**parts.top(largest, 0.12), **parts.previous_params(previous)}
    return Drawing(plot, {"rows": rows}, height, params=params)


@lru_cache
def _by_month(words: Words, previous: bool, running: bool, many: bool, around: bool) -> Plot:
    base = alt.Chart().encode(x=parts.months())
    tips = parts.tooltip(words, "month", "acquired", *(["previous"] if previous else []), "running")
    axis = parts.counts_axis() if many else None
    y = parts.headed("acquired", axis)
    over = base.transform_filter("!datum.running && !datum.around").mark_bar(style="accent").encode(y=y, tooltip=tips)
    still = base.transform_filter("datum.running").mark_bar(style="running").encode(y=y, tooltip=tips)
    number = base.mark_text(style="label", baseline="bottom", dy=-5)
    # The numbers come first: each month has one, also where its bar is withheld, and the first layer orders the months.
    layers = [
        number.encode(y=parts.headed("label_at", axis), text=parts.fitting("acquired_text", also="!datum.around")),
        over,
        still,
    ]
    entries = [("square", "running", words("charts.running_month"))] if running else []
    if around:
        layers += parts.bars_around(base, y, tips)
        entries.append(("square", "past", words("charts.months_before")))
    if previous:
        ticks = base.transform_filter("isValid(datum.previous)").mark_tick(
            style="past", width=alt.RelativeBandSize(band=0.9)
        )
        layers.append(ticks.encode(y=parts.headed("previous", axis), tooltip=tips))
        entries.append((parts.TICK, "past", parts.PREVIOUS))
    return parts.plot(*layers, *parts.key(*entries))


def acquired_by(
    frame: pl.DataFrame,
    words: Words,
    previous: str | None = None,
    height: int | None = None,
    around: pl.DataFrame | None = None,
) -> Drawing:
    """One bar a row, longest first, with its number; the same row of another period as a grey tick.

    `frame`: code, label (String), acquired (Int64, null: withheld), previous (Int64, null where there is none). More
    than twelve rows: the smallest are summed as "others (n)", whose code is null. A click gives the code under `row`.
    `around`: the rows beside those that are chosen (code, label, value), below them in grey.
    """
    return bars.ranked(frame, words, "acquired", words.number, previous, height, around)
