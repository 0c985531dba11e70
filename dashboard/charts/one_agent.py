"""One agent: the people covered, month by month."""

from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words


def covered_people(frame: pl.DataFrame, words: Words, height: int = 190) -> Drawing:
    """A line over the months with a point each; the last point carries its number, above the points that it reaches.

    `frame`: month (Date), covered_people (Int64), in the order to show.
    """
    rows = frame.select(
        parts.month_key(),
        parts.text("month", words.month),
        "covered_people",
        parts.text("covered_people", words.number),
    )
    under = parts.largest(rows.tail(1 + rows.height // 8), "covered_people")
    rows = rows.with_columns(last=pl.int_range(pl.len()) == pl.len() - 1, label_at=pl.lit(under, pl.Int64))
    return Drawing(_line(words), {"rows": rows}, height, params=parts.top(parts.largest(frame, "covered_people"), 0.2))


@lru_cache
def _line(words: Words) -> Plot:
    base = alt.Chart().encode(x=parts.months(), y=parts.headed("covered_people", parts.counts_axis()))
    tips = parts.tooltip(words, "month", "covered_people")
    last = base.transform_filter("datum.last").encode(y=parts.headed("label_at", parts.counts_axis()))
    number = last.mark_text(
        style="label",
        baseline="bottom",
        align="right",
        dy=alt.ExprRef("-0.6 * font_px"),
        dx=alt.ExprRef("0.5 * font_px"),
    )
    return parts.plot(
        base.mark_area(style="accent-area"),
        base.mark_line(style="accent-line"),
        base.mark_point(style="point").encode(tooltip=tips),
        number.encode(text=alt.Text(field="covered_people_text", type="nominal")),
    )
