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


def _along(field: str) -> alt.X:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    return alt.X(field=field, type="quantitative", axis=None, scale=scale, stack=None)
