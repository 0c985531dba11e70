"""A bridge from one number to another: what was there, what came, what went, what is there."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words


def bridge(frame: pl.DataFrame, words: Words, written: Callable[[Any], str], height: int) -> Drawing:
    """One bar a part from the top down, each beginning where the one before ends; a whole, and what was aimed at, an
    outline, from zero. Several bridges may stand one below the other: each whole begins anew.

    `frame`: label (String), kind (whole, comes, goes, target), value (a number: what it adds or takes away, of a whole
    and a target its size).
    Each bar has its number, with its sign where it is a change, and beside it `beside` (String), where there is one.
    """
    whole = pl.col("kind").is_in(["whole", "target"])
    step = pl.col("value") * pl.when(pl.col("kind") == "goes").then(-1).otherwise(1)
    ends = frame.with_row_index("position").with_columns(step=step, end=step.cum_sum().over(whole.cum_sum()))
    begin = pl.when(whole).then(0).otherwise(pl.col("end") - pl.col("step"))
    beside = frame["beside"].to_list() if "beside" in frame.columns else [None] * frame.height
    numbers = [_signed(row, written) for row in ends.select("kind", "step").iter_rows()]
    texts = [f"{number} · {more}" if more else number for number, more in zip(numbers, beside, strict=True)]
    rows = ends.select(
        pl.col("position").cast(pl.Int64),
        "label",
        "kind",
        pl.min_horizontal(begin, "end").alias("from"),
        pl.max_horizontal(begin, "end").alias("to"),
        pl.Series("step_text", texts, dtype=pl.String),
    )
    return Drawing(_bridge(words), {"rows": rows}, height, params=parts.top(parts.largest(rows, "to"), 0))


def _signed(row: tuple[str, Any], written: Callable[[Any], str]) -> str:
    kind, step = row
    if kind in ("whole", "target") or not step:
        return written(step)
    return f"{'+' if step > 0 else '−'}{written(abs(step))}"


@lru_cache
def _bridge(words: Words) -> Plot:
    base = alt.Chart().encode(y=parts.rows_axis())
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *parts.tooltip(words, "step"),
    ]
    layers = []
    for kind, style in (("whole", "accent"), ("comes", "soft"), ("goes", "past"), ("target", "running-outline")):
        bar = base.transform_filter(f"datum.kind == '{kind}'").mark_bar(style=style, height=parts.BAR)
        layers.append(bar.encode(x=_along("from"), x2=alt.X2(field="to"), tooltip=tips))
    number = base.mark_text(style="label", align="left", baseline="middle", dx=alt.ExprRef("0.4 * font_px"))
    layers.append(number.encode(x=_along("to"), text=alt.Text(field="step_text", type="nominal")))
    return parts.plot(*layers, parts.row_labels(alt.Chart(), words))


MOST = 12
"""Parts whose bars a reader still compares."""


def by_part(
    frame: pl.DataFrame, words: Words, written: Callable[[Any], str], around: pl.DataFrame | None = None
) -> Drawing:
    """One bar a part, as long as its closing, a mark at its opening, and below it, or beside it where rows are low, the
    sum that leads from one to the other: more may come and go within a period than were there, which no bar could hold.

    `frame`: code, label (String), opening, closing (Int64), moves, brief (String: what lies between them, and the same
    where there is little room); the first MOST are drawn. `around`: the parts beside those that are chosen, of the same
    columns, below them in grey.
    """
    rows = frame.head(MOST).with_columns(around=pl.lit(False))
    if around is not None:
        rows = pl.concat([rows, around.head(MOST).with_columns(around=pl.lit(True))])
    rows = rows.with_row_index("position")
    reach, position = pl.max_horizontal("opening", "closing").alias("reach"), pl.col("position").cast(pl.Int64)
    ends = {"sum": ("opening", "moves", "closing"), "brief": ("opening", "brief", "closing")}
    sums = [
        pl.Series(
            f"{name}_text", [f"{written(a)} {moves} = {written(b)}" for a, moves, b in rows.select(of).iter_rows()]
        )
        for name, of in ends.items()
    ]
    rows = rows.with_columns(position, reach, *(one.cast(pl.String) for one in sums)).drop("moves", "brief")
    params = parts.top(parts.largest(rows, "opening", "closing"), 0.02)
    plot = _by_part(words, around is not None)
    return Drawing(plot, {"rows": rows}, 44 * max(1, rows.height) + 40 + 18 * (around is not None), params=params)


_HIGH = "bandwidth('y') > 2.6 * font_px"
"""Whether a row has room for a second line."""

_SUM = "(0.56 * font_px * length(datum.sum_text) < 0.55 * width ? datum.sum_text : datum.brief_text)"
"""The sum, brief on a phone: while the plot is still as wide as the whole chart, it takes a good half of it."""


@lru_cache
def _by_part(words: Words, around: bool) -> Plot:
    base = alt.Chart().encode(y=parts.rows_axis())
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *parts.tooltip(words, "sum"),
    ]
    click = parts.picked("row", "code")
    thick, above = (alt.ExprRef(f"({_HIGH} ? {two} : {one}) * bandwidth('y')") for two, one in ((0.36, 0.6), (-0.2, 0)))
    bar = base.properties(name="rows").mark_bar(style="accent", height=thick, yOffset=above, cursor="pointer")
    mark = base.mark_tick(style="past", height=alt.ExprRef(f"({_HIGH} ? 0.46 : 0.8) * bandwidth('y')"), yOffset=above)
    below = base.mark_text(style="name", align="left", baseline="middle", dy=alt.ExprRef("0.24 * bandwidth('y')"))
    beside = base.mark_text(style="name", align="left", baseline="middle", dx=alt.ExprRef("0.6 * font_px"))
    entries = [("square", "accent", words("charts.part.closing"))]
    bar = bar.add_params(click).encode(x=_along("closing"), opacity=parts.faded(click), tooltip=tips)
    if around:
        bar = bar.encode(color=parts.NOT_CHOSEN)
        entries.append(("square", "past", words("charts.not_chosen")))
    entries.append((parts.UPRIGHT, "past", words("charts.part.opening")))
    return parts.plot(
        bar,
        mark.encode(x=_along("opening")),
        below.encode(x=alt.XValue(0), text=alt.TextValue(alt.ExprRef(f"{_HIGH} ? {_SUM} : ''"))),
        beside.encode(x=_along("reach"), text=alt.TextValue(alt.ExprRef(f"{_HIGH} ? '' : {_SUM}"))),
        parts.row_labels(alt.Chart(), words),
        *parts.key(*entries, right=True),
    )


def _along(field: str) -> alt.X:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    return alt.X(field=field, type="quantitative", axis=None, scale=scale, stack=None)
