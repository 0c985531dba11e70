"""Horizontal bars, one a row, longest first."""

from collections.abc import Callable
from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words

MOST = 12
"""Rows that a reader still compares; the rest are summed in the last one, without a bar: it would dwarf the others."""


def ranked(
    frame: pl.DataFrame,
    words: Words,
    measure: str,
    written: Callable[[int], str],
    previous: str | None,
    height: int | None,
    around: pl.DataFrame | None = None,
) -> Drawing:
    """The rows (code, label, `measure`, previous) as bars with their numbers; see `acquired_by`, `received_by`."""
    ordered = frame.select("code", "label", pl.col(measure).alias("value"), "previous").sort(
        pl.col("value"), pl.col("label"), descending=[True, False], nulls_last=True
    )
    ordered = ordered.with_columns(pl.lit(False).alias("rest"))
    if ordered.height > MOST:
        ordered = pl.concat([ordered.head(MOST - 1), _summed(ordered.slice(MOST - 1), words)])
    ordered = _with_others(ordered, around)
    single = ordered.remove("rest")
    largest = parts.largest(single, "value", *(["previous"] if previous else []))
    rows = ordered.with_row_index("position").select(
        pl.col("position").cast(pl.Int64),
        "code",
        "label",
        "rest",
        "around",
        "value",
        "previous",
        pl.when("rest").then(0).otherwise("value").fill_null(0).alias("label_at"),
        parts.or_withheld(parts.text("value", written, f"{measure}_text"), words("press.not_shown")),
        parts.text("previous", written),
    )
    # So wide is the number, in font sizes: the mark of the period before would otherwise strike it through.
    widths = [typeface(600).width(text, 1) for text in rows[f"{measure}_text"]]
    rows = rows.with_columns(number_em=pl.Series(widths, dtype=pl.Float64))
    tall = (
        28 * max(1, rows.height)
        + (28 if previous or around is not None else 6)
        + 18 * bool(previous and around is not None)
    )
    params = {**parts.top(largest, 0), **parts.previous_params(previous)}
    plot = _ranked(words, measure, previous is not None, around is not None)
    return Drawing(plot, {"rows": rows}, height or tall, params=params)


def _with_others(ordered: pl.DataFrame, around: pl.DataFrame | None) -> pl.DataFrame:
    """The rows, and below them those that are not chosen (code, label, value), longest first."""
    ordered = ordered.with_columns(pl.lit(False).alias("around"))
    if around is None:
        return ordered
    beside = around.sort("value", "label", descending=[True, False], nulls_last=True).head(MOST)
    flags = {"previous": pl.lit(None, pl.Int64), "rest": pl.lit(False), "around": pl.lit(True)}
    return pl.concat([ordered, beside.with_columns(**flags).select(ordered.columns)], how="vertical_relaxed")


def _summed(rest: pl.DataFrame, words: Words) -> pl.DataFrame:
    label, whole = words("charts.others", n=words.number(rest.height)), pl.col("value").is_not_null().all()
    return rest.select(
        pl.lit(None, pl.String).alias("code"),
        pl.lit(label).alias("label"),
        pl.when(whole).then(pl.col("value").sum()).alias("value"),
        pl.when(whole & pl.col("previous").is_not_null().any()).then(pl.col("previous").sum()).alias("previous"),
        pl.lit(True).alias("rest"),
    )


_BEFORE = "(scale('x', datum.previous) - scale('x', datum.label_at))"
_MARKED = "isValid(datum.previous) && isValid(datum.value) && !datum.rest && datum.previous >= datum.label_at"
_NUMBER = "(0.7 + datum.number_em) * font_px"
_STRUCK = f"{_MARKED} && {_BEFORE} < {_NUMBER}"
"""Whether the period before stands where a bar's number would: then the number follows it."""

_MAY_BE_STRUCK = f"{_MARKED} && 0.45 * {_BEFORE} < {_NUMBER}"
"""The same while the plot is still as wide as the whole chart, before rows' names take their part of it."""


@lru_cache
def _ranked(words: Words, measure: str, previous: bool, around: bool) -> Plot:
    base = alt.Chart().encode(y=parts.rows_axis())
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *parts.tooltip(words, measure, *(["previous"] if previous else [])),
    ]
    click = parts.picked("row", "code")
    bar = base.properties(name="rows").mark_bar(style="accent", height=parts.BAR, cursor="pointer").add_params(click)
    beside = f"0.4 * font_px + ({_STRUCK} ? {_BEFORE} : 0)" if previous else "0.4 * font_px"
    number = base.mark_text(style="label", align="left", baseline="middle", dx=alt.ExprRef(beside))
    layers = [
        bar.transform_filter("!datum.rest").encode(x=_along("value"), opacity=parts.faded(click), tooltip=tips),
        number.encode(x=_along("label_at"), text=alt.Text(field=f"{measure}_text", type="nominal")),
        parts.row_labels(alt.Chart(), words),
    ]
    if around:
        layers[0] = layers[0].encode(color=parts.NOT_CHOSEN)
    entries = [("square", "past", words("charts.not_chosen"))] if around else []
    if previous:
        ticks = base.transform_filter("isValid(datum.previous) && isValid(datum.value) && !datum.rest").mark_tick(
            style="past", height=parts.BAR
        )
        text = alt.TextValue(alt.ExprRef(f"{_MAY_BE_STRUCK} ? datum.{measure}_text : ''"))
        room = number.mark_text(
            style="label", align="left", baseline="middle", dx=alt.ExprRef("0.4 * font_px"), opacity=0
        )
        layers[1:1] = [ticks.encode(x=_along("previous")), room.encode(x=_along("previous"), text=text)]
        entries.append((parts.UPRIGHT, "past", parts.PREVIOUS))
    return parts.plot(*layers, *parts.key(*entries, right=True))


def _along(field: str) -> alt.X:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    return alt.X(field=field, type="quantitative", axis=None, scale=scale, stack=None)
