"""What the charts share: the months' and the money axis, text in columns, rows' labels, tooltips, legends."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.figure import Plot
from dashboard.fonts.typeface import typeface
from dashboard.language.formats import SCALES
from dashboard.language.words import Words

STEP = "width / length(domain('x'))"
_MONTH = "+slice(datum.value, 5, 7)"
_EVERY = f"{STEP} >= 2.05 * font_px"
_QUARTERLY = f"3 * {STEP} >= 2.05 * font_px"
_NAMED = f"({_EVERY} || ({_QUARTERLY} ? {_MONTH} % 3 == 1 : {_MONTH} == 1))"
_FIRST = f"datum.index * (length(domain('x')) - 1) < ({_EVERY} ? 1 : {_QUARTERLY} ? 3 : 12)"
_NAME = f"timeFormat(datetime(+slice(datum.value, 0, 4), {_MONTH} - 1, 1), '%b')"
MONTH_LABEL = f"!{_NAMED} ? '' : {_FIRST} || {_MONTH} == 1 ? [{_NAME}, slice(datum.value, 0, 4)] : {_NAME}"
MONTH_LABEL_ABOVE = f"!{_NAMED} ? '' : [{_FIRST} || {_MONTH} == 1 ? slice(datum.value, 0, 4) : '', {_NAME}]"
"""A month "2019-05" as Mei, with its year below where the year changes; where months are too narrow for that, every
third or only January. Built from the text, never from a timestamp: a browser's time zone cannot shift it. Above a plot
the year stands on top."""

TICK = "M-1.4,-0.3h2.8v0.6h-2.8z"
"""The symbol of a level tick or line in a key."""

UPRIGHT = "M-0.3,-0.9h0.6v1.8h-0.6z"
"""The symbol of an upright tick in a key."""

BAR = alt.ExprRef("min(0.72 * bandwidth('y'), bar_em * font_px)")
"""Thickness of a horizontal bar: few rows do not make it a block."""


def months(above: bool = False) -> alt.X:
    """The months of column `month` ("2019-01") along x, as steps in their order; named below the plot or above."""
    if above:
        axis = axis_above(labelExpr=MONTH_LABEL_ABOVE, labelOverlap=False, labelAngle=0)
    else:
        axis = alt.Axis(title=None, labelExpr=MONTH_LABEL, labelOverlap=False, labelAngle=0)
    return alt.X(field="month", type="ordinal", sort="ascending", axis=axis)


def axis_above(**options: Any) -> alt.Axis:
    """An axis above the plot whose labels have two lines: Vega would draw the second one into the plot."""
    padding = alt.ExprRef("1.6 * font_px")
    return alt.Axis(title=None, orient="top", labelPadding=padding, labelBaseline="bottom", **options)


def month_key(column: str = "month") -> pl.Expr:
    """A month as the axis takes it: "2019-01"."""
    return pl.col(column).dt.strftime("%Y-%m").alias("month")


def counts_axis() -> alt.Axis:
    """People along y: whole numbers, few lines."""
    return alt.Axis(title=None, format=",.0f", tickCount=4, tickMinStep=1, grid=True)


def money_axis() -> alt.Axis:
    """Rupiah along y in the unit of the parameter `money_unit`, its word beside the highest number."""
    number = "format(datum.value / money_unit, ',~r')"
    label = f"datum.index == 1 ? {number} + ' ' + money_word : {number}"
    return alt.Axis(title=None, labelExpr=label, tickCount=4, grid=True, labelLimit=0)


def money_unit(words: Words, largest: int | None) -> dict[str, Any]:
    """The unit in which amounts up to the largest are written: its size in rupiah and its word."""
    for scale in reversed(SCALES):
        if (largest or 0) >= 2 * scale.size:
            return {"money_unit": scale.size, "money_word": words(f"charts.unit.{scale.name}")}
    return {"money_unit": 1, "money_word": words("charts.unit.one")}


def headed(field: str, axis: alt.Axis | None = None) -> alt.Y:
    """A quantity along y from zero to the parameter `top`, which leaves room for the labels above the marks."""
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)
    return alt.Y(field=field, type="quantitative", axis=axis, scale=scale, stack=None)


def largest(frame: pl.DataFrame, *columns: str) -> int:
    """The largest of whole numbers in columns; 0 where there is none."""
    number: int | None = frame.select(pl.max_horizontal(pl.max(*columns))).item()
    return number or 0


def top(largest: float | None, room: float) -> dict[str, float]:
    """The parameter `top`: the largest value and so much of it as room; 1 where there is nothing."""
    return {"top": (largest or 0) * (1 + room) or 1}


def text(column: str, written: Callable[[Any], str], name: str | None = None) -> pl.Expr:
    """The column as text `<column>_text` by a format of the words, each different value once; null stays null."""
    wanted = name or f"{column}_text"
    return pl.col(column).map_batches(lambda all: _written(all, written), return_dtype=pl.String).alias(wanted)


WITHHELD = "…"
"""Where a number stands that is withheld from the press, and there is no room for words."""


NO_DATA = "–"
"""Where a number stands of which there are no data."""


def or_withheld(written: pl.Expr, sign: str = WITHHELD) -> pl.Expr:
    """A column of text, with a sign where the number is withheld."""
    return written.fill_null(sign)


def without_data(rows: pl.DataFrame, unknown: Iterable[date], *texts: str) -> pl.DataFrame:
    """Rows with `month` as the axis takes it, whose texts are a dash where there are no data, instead of withheld."""
    keys = [f"{month:%Y-%m}" for month in unknown]
    nothing = [pl.col("month").is_in(keys) & (pl.col(text) == WITHHELD) for text in texts]
    return rows.with_columns(
        pl.when(where).then(pl.lit(NO_DATA)).otherwise(text).alias(text)
        for where, text in zip(nothing, texts, strict=True)
    )


def _written(values: pl.Series, written: Callable[[Any], str]) -> pl.Series:
    known = {value: None if value is None else written(value) for value in values.unique().to_list()}
    return pl.Series(values.name, [known[value] for value in values.to_list()], dtype=pl.String)


def largest_around(around: pl.DataFrame | None) -> int:
    """The largest value of the months that a single one stands in a row with; 0 without any."""
    return 0 if around is None else largest(around, "value")


def in_a_row(
    rows: pl.DataFrame,
    around: pl.DataFrame | None,
    measure: str,
    written: Callable[[Any], str],
    named: Callable[[date], str],
) -> pl.DataFrame:
    """A single month's row behind those of the months around it (month, value, withheld); `around` tells them apart,
    and `gap_text` says where there is no value why."""
    rows = rows.with_columns(around=pl.lit(False))
    if around is None:
        return rows
    gap = pl.when(pl.col("value").is_null()).then(pl.when("withheld").then(pl.lit(WITHHELD)).otherwise(pl.lit(NO_DATA)))
    others = around.select(
        month_key(),
        text("month", named),
        pl.col("value").alias(measure),
        pl.lit(False).alias("running"),
        pl.lit(0).alias("label_at"),
        text("value", written, f"{measure}_text").fill_null(gap),
        gap.alias("gap_text"),
        pl.lit(True).alias("around"),
    )
    return pl.concat([others, rows], how="diagonal_relaxed")


def bars_around(base: alt.Chart, y: alt.Y, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    """The bars of the months around a single one, grey as what is past is, and a sign where there is none."""
    bars, signs = (base.transform_filter(f"datum.around && {one}") for one in ("!datum.gap_text", "datum.gap_text"))
    sign = signs.mark_text(style="label", baseline="bottom", dy=-5)
    text = alt.Text(field="gap_text", type="nominal")
    return [
        bars.mark_bar(style="past").encode(y=y, tooltip=tips),
        sign.encode(y=alt.YValue(alt.ExprRef("height")), text=text, tooltip=tips),
    ]


def tooltip(words: Words, *columns: str) -> list[alt.Tooltip]:
    """Lines of a tooltip: columns of text `<name>_text` under the charts' word for <name>."""
    return [alt.Tooltip(field=f"{c}_text", type="nominal", title=words(f"charts.column.{c}")) for c in columns]


def fitting(column: str, room: str = STEP, also: str = "true") -> Any:
    """The text of a column where the room is wide enough for it, else nothing: a number never runs into the next."""
    fits = f"isValid(datum.{column}) && {also} && length(datum.{column}) * 0.56 * font_px < {room}"
    return alt.TextValue(alt.ExprRef(f"{fits} ? datum.{column} : ''"))


def colours(keys: Mapping[str, str], field: str) -> alt.Color:
    """A field's keys in colours by meaning: names of `colour_<name>` parameters, which the dress fills."""
    shades = [alt.ExprRef(f"colour_{name}") for name in keys.values()]
    return alt.Color(field=field, type="nominal", scale=alt.Scale(domain=list(keys), range=shades), legend=None)


NOT_CHOSEN = alt.ColorValue(alt.ExprRef("datum.around ? colour_past : colour_accent"))
"""Grey for the rows beside those that are chosen."""


def heat(field: str) -> alt.Color:
    """From a faint to a middling tone, so that the text upon it can be read everywhere; the numbers stand there."""
    shades = [alt.ExprRef("colour_heat_low"), alt.ExprRef("colour_heat_high")]
    scale = alt.Scale(domain=alt.ExprRef("[0, top]"), range=shades)
    return alt.Color(field=field, type="quantitative", scale=scale, legend=None)


PREVIOUS = "previous"
"""In a key, instead of a text: the compared period's name. A parameter, so that another period needs no new plot."""


def previous_params(previous: str | None) -> dict[str, Any]:
    """The parameters behind PREVIOUS: the text and its width in font sizes."""
    return {"previous_text": previous or "", "previous_em": round(typeface().width(previous or "", 1), 2)}


def key(*entries: tuple[str, str, str], right: bool = False, above: float = 0) -> list[alt.Chart]:
    """What the marks mean: a symbol's shape, its style and a text each, over the plot.

    Side by side or one below the other, as the dress says; not by the plot's width, which is still sought when the
    key is measured. Marks rather than a Vega legend, which does not align with the rows' names.
    `right`: at the right edge, so that it may reach over the rows' names. `above`: what it must clear, in font sizes.
    """
    widths = [
        "(1.5 + previous_em)" if text == PREVIOUS else f"{1.5 + typeface().width(text, 1):.2f}"
        for _, _, text in entries
    ]
    layers = []
    for n, (shape, style, text) in enumerate(entries):
        beside = "".join(f" - {w}" for w in widths[n:]) if right else "".join(f" + {w}" for w in widths[:n])
        gaps = n - len(entries) + 1 if right else n
        below = f"-{widths[n]}" if right else "0"
        x = f"{'width' if right else '0'} + (key_beside ? {1.5 * gaps}{beside} : {below}) * font_px"
        y = f"-({above + 1} + (key_beside ? 0 : {1.4 * (len(entries) - 1 - n):.2f})) * font_px"
        spot = alt.Chart(alt.NamedData("once"))
        symbol = spot.mark_point(style=style, shape=shape, size=alt.ExprRef("0.8 * font_px * font_px"))
        label = alt.TextValue(alt.ExprRef("previous_text") if text == PREVIOUS else text)
        name = spot.mark_text(style="name", align="left", baseline="middle").encode(text=label)
        for mark, shift in ((symbol, 0.5), (name, 1.5)):
            at = alt.ExprRef(f"{x} + {shift} * font_px")
            layers.append(mark.encode(x=alt.XValue(at), y=alt.YValue(alt.ExprRef(y))))
    return layers


NARROW = 104
"""How wide a row's name may be on a phone beside months, px."""


def rows_axis() -> alt.Y:
    """Rows from top to bottom by `position`; their names are drawn by `row_labels`."""
    return alt.Y(field="position", type="ordinal", axis=None)


def row_labels(chart: alt.Chart, words: Words) -> alt.Chart:
    """The rows' names left of the plot, cut with an ellipsis; the whole name is in the tooltip.

    Marks, not an axis: two rows may have the same name. `label_short` and `label_narrow`, which the dress adds, are the
    names with what tells two apart that would be cut to the same text, the second one for a phone.
    """
    mark = chart.mark_text(
        style="name", align="right", baseline="middle", limit=alt.ExprRef("label_px"), dx=alt.ExprRef("-0.5 * font_px")
    )
    tip = [alt.Tooltip(field="label", type="nominal", title=words("charts.column.label"))]
    text = alt.TextValue(alt.ExprRef(f"label_px > {NARROW} ? datum.label_short : datum.label_narrow"))
    return mark.encode(x=alt.XValue(0), y=rows_axis(), text=text, tooltip=tip)


def picked(name: str, field: str) -> alt.Parameter:
    """A click selection on a field; the screen hands the clicked value back under this name."""
    return alt.selection_point(name=name, fields=[field], on="click", clear="dblclick")


def faded(selection: alt.Parameter) -> Any:
    """Full strength for what is picked, or for everything while nothing is."""
    return alt.OpacityValue(**alt.when(selection).then(alt.value(1)).otherwise(alt.value(0.45)))


def strength(selection: alt.Parameter, beside: str) -> Any:
    """Dimmed where the row stands `beside` what is chosen; else as what a click picks."""
    dim = alt.when(beside).then(alt.value(0.3))
    return alt.OpacityValue(**dim.when(selection).then(alt.value(1)).otherwise(alt.value(0.45)))


def plot(*layers: alt.Chart) -> Plot:
    """The layers as one plot over the data set `rows`. Fills of different layers have scales of their own."""
    return Plot(alt.layer(*layers, data=alt.NamedData("rows")))
