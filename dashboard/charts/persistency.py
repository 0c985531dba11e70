"""Persistency as a grid: cohorts or parts down, months after registration along."""

from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words

ROW = 24
"""Height of a row on screen, px."""


def persistency_grid(frame: pl.DataFrame, words: Words) -> Drawing:
    """The share still covered in each cell, darker where it is more; empty and said so where the month has not ended.

    `frame`: code, label (String), n (Int64, months), ratio (Float64, null: nothing to divide by), complete (Boolean:
    False where the n-th month has not ended), detail (String, for the tooltip), in the order to show.
    """
    order = frame.select("code", "label").unique("code", maintain_order=True).with_row_index("position")
    order = order.with_columns(pl.col("position").cast(pl.Int64))
    rows = frame.join(order.select("code", "position"), on="code", how="left", maintain_order="left").select(
        "position",
        "code",
        "label",
        "complete",
        parts.text("n", lambda n: words("persistency.axis", n=words.number(n))),
        pl.col("ratio").clip(0, 1),
        pl.when("complete")
        .then(parts.text("ratio", lambda ratio: words.percent(ratio, 0)).fill_null("–"))
        .otherwise(pl.lit(words("persistency.open")))
        .alias("ratio_text"),
        pl.col("detail").alias("detail_text"),
    )
    high = ROW * max(1, order.height) + 70
    data = {"rows": rows, "names": order}
    return Drawing(_grid(words, not frame["complete"].all()), data, high, ROW, {"top": 1})


@lru_cache
def _grid(words: Words, unfinished: bool) -> Plot:
    axis = alt.Axis(title=None, labelAngle=0, orient="top", labelOverlap=False)
    base = alt.Chart().encode(
        x=alt.X(field="n_text", type="ordinal", sort=None, axis=axis, scale=alt.Scale(padding=0)), y=parts.rows_axis()
    )
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *(
            alt.Tooltip(field=f"{name}_text", type="nominal", title=words(f"persistency.column.{name}"))
            for name in ("n", "ratio", "detail")
        ),
    ]
    click = parts.picked("row", "code")
    cells = base.properties(name="cells").add_params(click)
    done, still = base.transform_filter("datum.complete"), base.transform_filter("!datum.complete")
    layers = [
        cells.mark_rect(style="blank").encode(tooltip=tips),
        done.transform_filter("isValid(datum.ratio)")
        .mark_rect(style="cell")
        .encode(fill=parts.heat("ratio"), tooltip=tips),
        done.mark_text(style="label", baseline="middle").encode(text=parts.fitting("ratio_text")),
        still.mark_text(style="note", baseline="middle").encode(text=parts.fitting("ratio_text")),
        parts.row_labels(alt.Chart(alt.NamedData("names")), words),
    ]
    entries = [("square", "blank", words("persistency.key"))] if unfinished else []
    return parts.plot(*layers, *parts.key(*entries, right=True, above=1.8))
