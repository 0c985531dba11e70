"""The funnel: each agent's rate against their months in service, between the limits of ordinary variation."""

from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words

_SIDES = {"too_few": "ordinary", "too_small": "ordinary"}
"""Standings that are drawn as another one."""

_COLUMN = 0.1
"""Months between two agents of about the same rate and months, so that neither hides the other."""


def funnel(frame: pl.DataFrame, limits: pl.DataFrame, words: Words, height: int = 340) -> Drawing:
    """A point an agent; those outside the limits filled and named, an arrow up or down; the limits as two bands.

    `frame`: code, label (String), acquired, service_months (Int64), rate (Float64), standing (String: see
    fairness.Standing). `limits`: months, low, high, low_far, high_far, middle (Float64), from step to step by months;
    empty where there are none. A click gives the code under `row`.
    """
    side = pl.col("standing").str.replace("far_", "")
    highest: float = frame.select(pl.max("rate")).item() or 0
    limit: float = limits.select(pl.max("high_far")).item() or 0
    largest = max(highest, min(limit, 1.5 * highest))
    least: int = frame.select(pl.min("service_months")).item() or 1
    widest = parts.largest(frame, "service_months") or 1
    rows = (
        frame.sort("service_months", "rate", "code")
        .with_columns(beside=_beside(frame))
        .select(
            "code",
            "label",
            "rate",
            (pl.col("service_months") + pl.col("beside")).alias("at"),
            side.replace(_SIDES).alias("side"),
            pl.when(side.is_in(["above", "below"])).then("code").alias("named"),
            parts.text("acquired", words.number),
            parts.text("service_months", lambda n: words.count("month", n)),
            parts.text("rate", lambda rate: words.decimal(rate, 1)),
            parts.text("standing", lambda code: words(f"fairness.standing.{code}")),
        )
    )
    rows = rows.with_columns(room=_room(rows, 0.05 * largest, widest + 0.6))
    bands = limits.with_columns(pl.col("high", "high_far").clip(upper_bound=largest * 1.08))
    edge = limits.tail(1).select("months", "middle", parts.text("middle", lambda rate: words.decimal(rate, 1)))
    domain = {"least": least - 0.6, "widest": widest + 0.6, "ticks": list(range(least, widest + 1))}
    data = {"rows": rows, "limits": bands, "edge": edge}
    return Drawing(_funnel(words), data, height, params={**parts.top(largest, 0.08), **domain})


def _beside(frame: pl.DataFrame) -> pl.Series:
    """How far left or right of their months each agent stands: neighbours in rate are in different columns."""
    seen: dict[int, int] = {}
    shifts = []
    for months in frame.sort("service_months", "rate", "code")["service_months"]:
        n = seen[months] = seen.get(months, -1) + 1
        shifts.append(((n % 9 + 1) // 2) * (1 if n % 2 else -1) * _COLUMN)
    return pl.Series(shifts, dtype=pl.Float64)


def _room(rows: pl.DataFrame, near: float, edge: float) -> pl.Series:
    """Months to the right of each agent in which no other stands at about the same rate: room for a name."""
    spots = rows.select("at", "rate").rows()
    rooms = [min([edge, *(x for x, y in spots if x > at and abs(y - rate) < near)]) - at for at, rate in spots]
    return pl.Series(rooms, dtype=pl.Float64)


@lru_cache
def _funnel(words: Words) -> Plot:
    entries = [
        ("circle", "hollow", words("fairness.key.ordinary")),
        ("triangle-up", "point", words("fairness.key.above")),
        ("triangle-down", "point", words("fairness.key.below")),
        ("cross", "hollow", words("fairness.key.dormant")),
    ]
    return parts.plot(*_limits(words), *_points(words), *parts.key(*entries))


def _at(words: Words, field: str) -> alt.X:
    axis = alt.Axis(
        title=words("fairness.axis.months"), values=alt.ExprRef("ticks"), format=",.0f", grid=False, titlePadding=8
    )
    scale = alt.Scale(domain=alt.ExprRef("[least, widest]"), nice=False, zero=False)
    return alt.X(field=field, type="quantitative", axis=axis, scale=scale)


def _up(field: str) -> alt.Y:
    return parts.headed(field, alt.Axis(title=None, tickCount=5, grid=True, format=",.3~r"))


def _limits(words: Words) -> list[alt.Chart]:
    """The two bands of ordinary variation, and the rate in their middle with its number."""
    limits = alt.Chart(alt.NamedData("limits")).encode(x=_at(words, "months"))
    edge = alt.Chart(alt.NamedData("edge")).encode(x=alt.XValue(2), y=_up("middle"))
    return [
        limits.mark_area(style="accent-area").encode(y=_up("low_far"), y2=alt.Y2(field="high_far")),
        limits.mark_area(style="accent-area").encode(y=_up("low"), y2=alt.Y2(field="high")),
        limits.mark_line(style="as-of").encode(y=_up("middle")),
        edge.mark_text(style="name", align="left", baseline="bottom", dy=-3).encode(
            text=alt.Text(field="middle_text", type="nominal")
        ),
    ]


def _points(words: Words) -> list[alt.Chart]:
    """The agents; those outside the limits with an arrow and their code, where there is room for it."""
    base = alt.Chart().encode(x=_at(words, "at"), y=_up("rate"))
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *(
            alt.Tooltip(field=f"{name}_text", type="nominal", title=words(f"fairness.column.{name}"))
            for name in ("acquired", "service_months", "rate", "standing")
        ),
    ]
    click = parts.picked("row", "code")
    size = alt.ExprRef("0.9 * font_px * font_px")
    ordinary = base.properties(name="agents").add_params(click).transform_filter("datum.side == 'ordinary'")
    dormant = base.transform_filter("datum.side == 'dormant'")
    outside = [
        base.transform_filter(f"datum.side == '{side}'")
        .mark_point(style="point", shape=shape, size=size)
        .encode(tooltip=tips)
        for side, shape in (("above", "triangle-up"), ("below", "triangle-down"))
    ]
    name = base.transform_filter("isValid(datum.named)").mark_text(
        style="name", align="left", baseline="middle", dx=alt.ExprRef("0.6 * font_px")
    )
    room = "(datum.room * width / (widest - least) - 1.2 * font_px)"
    return [
        ordinary.mark_point(style="hollow", shape="circle", cursor="pointer").encode(
            tooltip=tips, opacity=parts.faded(click)
        ),
        dormant.mark_point(style="hollow", shape="cross").encode(tooltip=tips),
        *outside,
        name.encode(text=parts.fitting("named", room)),
    ]
