"""Contributions received: cumulative against published figures and target, in two parts, and by a dimension."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import bars, parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words


def cumulative_received(
    frame: pl.DataFrame,
    words: Words,
    references: Sequence[Mapping[str, Any]] = (),
    target: int | None = None,
    height: int = 234,
    unknown: Collection[date] = (),
    around: pl.DataFrame | None = None,
) -> Drawing:
    """What was received since the period began, up to each month, against what was published and what was aimed at.

    `frame`: month (Date), received, cumulative (Int64 rupiah, null: withheld), running (Boolean: dashed and hollow).
    `references`: value (rupiah), wording and source of each published figure, a thin labelled rule each; `target`:
    rupiah, a dashed one. The last point carries its amount, unless a month still runs: its sum would be a second total
    beside that of the title, which counts to the month before. `unknown`: the months without data, null too. `around`:
    the months before a single one (month, value, withheld): then bars, of which the others are grey.
    """
    rules = _rules(references, target, frame["cumulative"].drop_nulls().to_list(), words)
    largest = max([parts.largest(frame, "cumulative"), parts.largest_around(around), *(r["value"] for r in rules)])
    whole, running = pl.col("running").not_(), frame["running"].any()
    known = frame.filter(~pl.col("month").is_in(sorted(unknown)))
    last_whole = known.filter(whole)["month"].max()
    rows = frame.select(
        parts.month_key(),
        parts.text("month", words.month),
        "cumulative",
        "running",
        (pl.col("running") | (pl.col("month") == pl.lit(last_whole, pl.Date))).fill_null(True).alias("tail"),
        *(parts.or_withheld(parts.text(name, words.rupiah)) for name in ("received", "cumulative")),
        pl.when("running").then(pl.lit(words("charts.running"))).alias("running_text"),
    )
    ends = _end(frame if known.is_empty() else known, rules, largest, words)
    params = {**parts.top(largest, 0.14), **parts.money_unit(words, largest)}
    rows = parts.without_data(rows, unknown, "received_text", "cumulative_text")
    data = {"rows": rows, "rules": pl.DataFrame(rules, _RULES), **({} if running else {"ends": ends})}
    if around is None:
        return Drawing(_cumulative(words, running), data, height, params=params)
    data["rows"] = _beside(rows, around, ends, running, params["money_unit"], words)
    params |= parts.top(largest, 0.14 + 0.14 * len(rules))
    return Drawing(_one_month(words, running), data, height, params=params)


_RULES = {
    **dict.fromkeys(("kind", "text", "short"), pl.String),
    **{"value": pl.Int64, "above": pl.Boolean, "right": pl.Boolean, "line": pl.Int64, "room": pl.Float64},
}


def _beside(
    rows: pl.DataFrame, around: pl.DataFrame, ends: pl.DataFrame, running: bool, unit: int, words: Words
) -> pl.DataFrame:
    """A single month behind those before it, with its amount in the axis' unit unless it still runs."""
    if not running:
        amount = parts.text("cumulative", lambda sum: words.decimal(sum / unit, 1), "sum_text")
        rows = rows.with_columns(parts.or_withheld(amount))
    return parts.in_a_row(rows.with_columns(ends["label_at"]), around, "cumulative", words.rupiah, words.month)


def _rules(
    references: Sequence[Mapping[str, Any]], target: int | None, sums: list[int], words: Words
) -> list[dict[str, Any]]:
    """Each rule with its text below it, where the curve leaves room; of two close together the upper one's above."""
    rules = [
        {
            "kind": "reference",
            "value": one["value"],
            "text": words("charts.reference", wording=one["wording"], source=one["source"]),
            "short": one["wording"],
        }
        for one in references
    ]
    if target is not None:
        text = words("charts.target", value=words.rupiah_short(target))
        rules.append({"kind": "target", "value": target, "text": text, "short": text})
    rules.sort(key=lambda rule: rule["value"])
    for n, rule in enumerate(rules):
        rule["above"] = n > 0 and rule["value"] - rules[n - 1]["value"] < 0.2 * rules[-1]["value"]
        before = sum(1 for one in sums if one < 0.85 * rule["value"])
        after = sum(1 for one in sums if one > 1.05 * rule["value"])
        rule["right"], rule["line"] = after > before, n
        rule["room"] = max(before, after) / (len(sums) or 1) or 1.0
    return rules


def _end(frame: pl.DataFrame, rules: list[dict[str, Any]], largest: int, words: Words) -> pl.DataFrame:
    """The last point's label, above every rule that it would otherwise stand on."""
    end = frame.tail(1).select(
        parts.month_key(),
        pl.col("cumulative").fill_null(0).alias("label_at"),
        parts.or_withheld(parts.text("cumulative", words.rupiah_short), words("press.not_shown")),
    )
    for rule in rules:
        on = (pl.col("label_at") <= rule["value"]) & (rule["value"] < pl.col("label_at") + 0.14 * largest)
        end = end.with_columns(pl.when(on).then(rule["value"]).otherwise("label_at").alias("label_at"))
    return end


@lru_cache
def _cumulative(words: Words, running: bool) -> Plot:
    base = alt.Chart().encode(x=parts.months(), y=parts.headed("cumulative", parts.money_axis()))
    tips = parts.tooltip(words, "month", "cumulative", "received", "running")
    whole, still, tail = (base.transform_filter(f"datum.{c}") for c in ("running == false", "running", "tail"))
    end = alt.Chart(alt.NamedData("ends")).encode(
        x=alt.XValue(alt.ExprRef("width")), y=parts.headed("label_at", parts.money_axis())
    )
    amount = end.mark_text(style="label", baseline="bottom", align="right", dy=alt.ExprRef("-0.6 * font_px"))
    layers = [
        whole.mark_area(style="accent-area"),
        *(layer for kind in ("reference", "target") for layer in _rule(kind)),
        tail.mark_line(style="accent-dashed"),
        whole.mark_line(style="accent-line"),
        whole.mark_point(style="point").encode(tooltip=tips),
        still.mark_point(style="hollow").encode(tooltip=tips),
        *([] if running else [amount.encode(text=alt.Text(field="cumulative_text", type="nominal"))]),
    ]
    entries = [("circle", "hollow", words("charts.running_month"))] if running else []
    return parts.plot(*layers, *parts.key(*entries))


@lru_cache
def _one_month(words: Words, running: bool) -> Plot:
    base = alt.Chart().encode(x=parts.months())
    y, tips = parts.headed("cumulative", parts.money_axis()), parts.tooltip(words, "month", "cumulative", "running")
    own = base.transform_filter("!datum.around").mark_bar(style="running" if running else "accent")
    amount = base.mark_text(style="label", baseline="bottom", dy=-5)
    # The amounts come first: each month has one, if empty, and the first layer orders the months.
    amounts = amount.encode(y=parts.headed("label_at", parts.money_axis()), text=parts.fitting("sum_text"))
    layers = [amounts, own.encode(y=y, tooltip=tips)]
    layers += [layer for kind in ("reference", "target") for layer in _rule(kind, on_top=True)]
    entries = [("square", "past", words("charts.months_before"))]
    if running:
        entries.append(("square", "running", words("charts.running_month")))
    return parts.plot(*layers, *parts.bars_around(base, y, tips), *parts.key(*entries))


def _rule(kind: str, on_top: bool = False) -> tuple[alt.Chart, alt.Chart]:
    """The rules of a kind with their texts: each at its rule, or `on_top`, where bars leave none of them room."""
    rules = alt.Chart(alt.NamedData("rules")).transform_filter(f"datum.kind == '{kind}'")
    rules = rules.encode(y=parts.headed("value", parts.money_axis()))
    tip = [alt.Tooltip(field="text", type="nominal", title=" ")]
    room = "(datum.above ? width - 10 * font_px : datum.room * width)"
    text = rules.mark_text(
        style=f"{kind}-label",
        align=alt.ExprRef("datum.right ? 'right' : 'left'"),
        baseline=alt.ExprRef("datum.above ? 'bottom' : 'top'"),
        dy=alt.ExprRef("datum.above ? -3 : 5"),
        limit=alt.ExprRef(f"max({room}, 9 * font_px)"),
    )
    wording = alt.TextValue(alt.ExprRef(f"length(datum.text) * 0.53 * font_px < {room} ? datum.text : datum.short"))
    text = text.encode(x=alt.XValue(alt.ExprRef("datum.right ? width : 2")), text=wording)
    if on_top:
        text = rules.mark_text(style=f"{kind}-label", align="left", baseline="top", limit=alt.ExprRef("width"))
        places = {"x": alt.XValue(2), "y": alt.YValue(alt.ExprRef("1.5 * datum.line * font_px"))}
        text = text.encode(**places, text=alt.TextValue(alt.ExprRef("datum.text")))
    return rules.mark_rule(style=kind).encode(tooltip=tip), text


def received_parts(
    frame: pl.DataFrame,
    words: Words,
    height: int = 280,
    unknown: Collection[date] = (),
    around: pl.DataFrame | None = None,
) -> Drawing:
    """One bar a month in two parts: from participants acquired in the period (below), from earlier ones (above).

    `frame`: month (Date), received_from_new, received_from_earlier (Int64 rupiah, null: withheld), running (Boolean).
    Each part and the sum carry their amount in the axis' unit, where there is room. `unknown`: the months without data.
    `around`: the months before a single one (month, value, withheld), whole and grey.
    """
    new, earlier = pl.col("received_from_new"), pl.col("received_from_earlier")
    own: int = frame.select((new.fill_null(0) + earlier.fill_null(0)).max()).item() or 0
    largest = max(own, parts.largest_around(around))
    params = parts.money_unit(words, largest)

    def written(amount: int) -> str:
        return words.decimal(amount / params["money_unit"], 1)

    sums = frame.select(
        parts.month_key(),
        parts.text("month", words.month),
        "running",
        new.alias("new"),
        earlier.alias("earlier"),
        (new + earlier).alias("received"),
    ).with_columns(parts.or_withheld(parts.text(c, words.rupiah)) for c in ("new", "earlier", "received"))
    sums = parts.without_data(sums, unknown, "new_text", "earlier_text", "received_text")
    data = {
        "rows": _stacked(sums).with_columns(parts.text("amount", written)),
        "sums": sums.with_columns(
            parts.or_withheld(parts.text("received", written, "sum_text")),
            pl.coalesce("received", "new", "earlier", 0).alias("label_at"),
        )
        .pipe(parts.without_data, unknown, "sum_text")
        .pipe(parts.in_a_row, around, "received", words.rupiah, words.month),
    }
    plot = _parts(words, frame["running"].any(), around is not None)
    return Drawing(plot, data, height, params={**params, **parts.top(largest, 0.12)})


def _stacked(sums: pl.DataFrame) -> pl.DataFrame:
    """One row a month and part, from where to where it reaches."""
    texts = ["month", "month_text", "new_text", "earlier_text", "received_text"]
    below = sums.select(*texts, pl.lit("new").alias("series"), pl.lit(0).alias("from"), pl.col("new").alias("to"))
    upon = pl.col("new").fill_null(0)
    above = sums.select(
        *texts, pl.lit("earlier").alias("series"), upon.alias("from"), (upon + pl.col("earlier")).alias("to")
    )
    return pl.concat([below, above], how="vertical_relaxed").with_columns(
        ((pl.col("from") + pl.col("to")) / 2).alias("middle"),
        (pl.col("to") - pl.col("from")).alias("amount"),
    )


@lru_cache
def _parts(words: Words, running: bool, around: bool) -> Plot:
    x, axis = parts.months(), parts.money_axis()
    shades = parts.colours({"earlier": "accent_soft", "new": "accent"}, "series")
    entries = [("square", style, words(f"charts.part.{c}")) for c, style in (("new", "accent"), ("earlier", "soft"))]
    if running:
        entries.append(("square", "running-outline", words("charts.running_month")))
    if around:
        entries.append(("square", "past", words("charts.months_before")))
    tips = parts.tooltip(words, "month", "new", "earlier", "received")
    base, sums = alt.Chart().encode(x=x), alt.Chart(alt.NamedData("sums")).encode(x=x, y=parts.headed("received", axis))
    bar = base.mark_bar(style="part").encode(
        y=parts.headed("from", axis), y2=alt.Y2(field="to"), color=shades, tooltip=tips
    )
    high = "abs(scale('y', datum.from) - scale('y', datum.to)) > 1.3 * font_px"
    inside = parts.fitting("amount_text", "0.72 * width / length(domain('x'))", high)
    total = sums.mark_text(style="label", baseline="bottom", dy=-5)
    total = total.encode(y=parts.headed("label_at", axis), text=parts.fitting("sum_text", also="!datum.around"))
    # The sums come first: each month has one, also where its bars are withheld, and the first layer orders the months.
    layers = [total, bar, sums.transform_filter("datum.running").mark_bar(style="running-outline")]
    if around:
        tips = parts.tooltip(words, "month", "received")
        layers += parts.bars_around(sums, parts.headed("received", axis), tips)
    for series, style in (("new", "on-accent"), ("earlier", "on-soft")):
        text = base.transform_filter(f"datum.series == '{series}'").mark_text(style=style, baseline="middle")
        layers.append(text.encode(y=parts.headed("middle", axis), text=inside))
    return parts.plot(*layers, *parts.key(*entries))


def received_by(
    frame: pl.DataFrame,
    words: Words,
    previous: str | None = None,
    height: int | None = None,
    around: pl.DataFrame | None = None,
) -> Drawing:
    """One bar a row, longest first, with its amount; as `acquired_by`, of the column received (Int64 rupiah)."""
    return bars.ranked(frame, words, "received", words.rupiah_short, previous, height, around)
