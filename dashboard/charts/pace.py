"""A running semester beside the earlier ones, with the target's straight line and where it would end."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words

_END = 6


def paces(
    frame: pl.DataFrame,
    words: Words,
    written: Callable[[int], str],
    ahead: Mapping[str, int] | None,
    target: int | None,
    money: bool,
    height: int = 280,
) -> Drawing:
    """Lines from zero: the running semester in the accent, earlier ones in grey, all named at their ends.

    `frame`: label (String, the semester), first (Int64, its first month, 1 or 7), n (Int64, 1 to 6), value (Int64,
    since it began), current (Boolean), in the order of n. `written`: how a value is said. `ahead`: projected, low, high
    at the end of the sixth month, drawn dashed with an upright for the interval; None draws none. `target`: drawn as a
    straight line from nothing to it. `money`: rupiah, not people.
    """
    largest = max(parts.largest(frame, "value"), target or 0, ahead["high"] if ahead else 0)
    ends = _ends(frame, words, written, ahead, target, largest)
    data = {"rows": _courses(frame, written), **_rules(frame, ahead, target), "ends": ends}
    highest: float = ends.select(pl.max("value")).item() or 0
    widest = max((typeface().width(text, 1) for text in ends["text"]), default=0)
    params = {
        "label_em": round(widest, 2) + 1,
        **parts.top(max(largest, highest), 0.08),
        "first": (parts.largest(frame.filter("current"), "first") or 1) - 1,
        **parts.money_unit(words, largest),
    }
    return Drawing(_paces(words, ahead is not None, money), data, height, params=params)


def _courses(frame: pl.DataFrame, written: Callable[[int], str]) -> pl.DataFrame:
    """The lines, each from nothing before its first month."""
    zero = frame.select("label", "first", "current").unique(maintain_order=True)
    zero = zero.with_columns(n=pl.lit(0, pl.Int64), value=pl.lit(0, pl.Int64))
    return (
        pl.concat([zero, frame.select(zero.columns)])
        .sort("label", "n")
        .select("label", "n", "value", "current", pl.col("label").alias("semester_text"), parts.text("value", written))
    )


def _rules(frame: pl.DataFrame, ahead: Mapping[str, int] | None, target: int | None) -> dict[str, pl.DataFrame]:
    """The target's line, the way from the last month to where it would end, and the interval there; empty without."""
    now = frame.filter("current")
    n, value = now.select(pl.max("n")).item(), parts.largest(now, "value")
    line = {"n": [0, _END], "value": [0, target]} if target is not None else {"n": [], "value": []}
    dashed = {"n": [n, _END], "value": [value, ahead["projected"]]} if ahead else {"n": [], "value": []}
    span = [{"n": _END, "low": ahead["low"], "high": ahead["high"]}] if ahead else []
    numbers = {"n": pl.Int64, "value": pl.Int64}
    return {
        "target": pl.DataFrame(line, numbers),
        "ahead": pl.DataFrame(dashed, numbers),
        "interval": pl.DataFrame(span, {"n": pl.Int64, "low": pl.Int64, "high": pl.Int64}),
    }


def _ends(
    frame: pl.DataFrame,
    words: Words,
    written: Callable[[int], str],
    ahead: Mapping[str, int] | None,
    target: int | None,
    largest: int,
) -> pl.DataFrame:
    """What stands right of the plot: one label a line, none upon another."""
    past = frame.filter(~pl.col("current"), pl.col("n") == _END)
    ends = [("name", label, value) for label, value in past.select("label", "value").iter_rows()]
    if target is not None:
        ends.append(("target-label", words("pace.target"), target))
    if ahead:
        ends.append(("label", written(ahead["projected"]), ahead["projected"]))
    spread = _apart(sorted(ends, key=lambda one: one[2]), 0.075 * (largest or 1))
    return pl.DataFrame(spread, {"kind": pl.String, "text": pl.String, "value": pl.Float64}, orient="row")


def _apart(ends: Sequence[tuple[str, str, int]], gap: float) -> list[tuple[str, str, float]]:
    """The labels from below, each at least a gap above the one before."""
    spread: list[tuple[str, str, float]] = []
    for kind, text, value in ends:
        lowest = spread[-1][2] + gap if spread else 0.0
        spread.append((kind, text, max(float(value), lowest)))
    return spread


@lru_cache
def _paces(words: Words, ahead: bool, money: bool) -> Plot:
    label = "timeFormat(datetime(2001, first + datum.value - 1, 1), '%b')"
    axis = alt.Axis(title=None, values=[1, 2, 3, 4, 5, 6], labelExpr=label, labelAngle=0)

    def at(field: str) -> alt.X:
        scale = alt.Scale(domain=alt.ExprRef("[0, 6 * width / (width - label_em * font_px)]"), nice=False)
        return alt.X(field=field, type="quantitative", axis=axis, scale=scale)

    def up(field: str) -> Any:
        return parts.headed(field, parts.money_axis() if money else parts.counts_axis())

    base = alt.Chart().encode(x=at("n"), y=up("value"))
    each = alt.Detail(field="label", type="nominal")
    tips = [
        alt.Tooltip(field=f"{name}_text", type="nominal", title=words(f"pace.column.{name}"))
        for name in ("semester", "value")
    ]
    now, past = base.transform_filter("datum.current"), base.transform_filter("!datum.current")
    ends = alt.Chart(alt.NamedData("ends")).encode(x=alt.XDatum(6), y=up("value"))
    interval = alt.Chart(alt.NamedData("interval")).encode(x=at("n"), y=up("low"), y2=alt.Y2(field="high"))
    target = alt.Chart(alt.NamedData("target")).encode(x=at("n"), y=up("value"))
    dashed = alt.Chart(alt.NamedData("ahead")).encode(x=at("n"), y=up("value"))
    layers = [
        past.mark_line(style="retained").encode(detail=each),
        past.transform_filter("datum.n > 0").mark_point(style="past", size=18).encode(tooltip=tips),
        target.mark_line(style="target"),
        interval.mark_rule(style="runs"),
        dashed.mark_line(style="accent-dashed"),
        now.mark_line(style="accent-line"),
        now.transform_filter("datum.n > 0").mark_point(style="point").encode(tooltip=tips),
    ]
    for kind in ("name", "target-label", "label"):
        mark = ends.transform_filter(f"datum.kind == '{kind}'").mark_text(
            style=kind, align="left", baseline="middle", dx=alt.ExprRef("0.5 * font_px")
        )
        layers.append(mark.encode(text=alt.Text(field="text", type="nominal")))
    entries = [("stroke", "runs", words("pace.key.now")), ("stroke", "retained", words("pace.key.past"))]
    if ahead:
        entries.append((parts.UPRIGHT, "accent", words("pace.key.interval")))
    return parts.plot(*layers, *parts.key(*entries))
