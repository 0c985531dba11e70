"""Agents: by status, month by month, and how long the dormant ones are still retained."""

from functools import lru_cache

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.language.words import Words
from queries.months import month_number

STATUSES = ("active", "slowing", "dormant_retained", "due_for_removal", "removed")


def agents_by_status(frame: pl.DataFrame, words: Words, height: int = 190) -> Drawing:
    """One bar a status in its colour, with its number.

    `frame`: status (its code), label (String), agents (Int64, null: withheld), in the order to show. A click gives the
    status' code under `status`; those that are not among the parameter `chosen` are dimmed, where it names any.
    """
    rows = frame.select(
        pl.int_range(pl.len()).alias("position"),
        "status",
        "label",
        "agents",
        pl.col("agents").fill_null(0).alias("label_at"),
        parts.or_withheld(parts.text("agents", words.number), words("press.not_shown")),
    )
    params = {**parts.top(parts.largest(rows, "agents"), 0), "chosen": []}
    return Drawing(_by_status(words), {"rows": rows}, height, params=params)


@lru_cache
def _by_status(words: Words) -> Plot:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("top"), nice=False)

    def along(field: str) -> alt.X:
        return alt.X(field=field, type="quantitative", axis=None, scale=scale)

    base = alt.Chart().encode(y=parts.rows_axis())
    click = parts.picked("status", "status")
    bar = base.properties(name="statuses").mark_bar(height=parts.BAR, cursor="pointer").add_params(click)
    number = base.mark_text(style="label", align="left", baseline="middle", dx=alt.ExprRef("0.4 * font_px"))
    tips = [alt.Tooltip(field="label", type="nominal", title=words("charts.column.status"))]
    return parts.plot(
        bar.encode(
            x=along("agents"),
            color=parts.colours({code: code for code in STATUSES}, "status"),
            opacity=parts.strength(click, "length(chosen) && indexof(chosen, datum.status) < 0"),
            tooltip=[*tips, *parts.tooltip(words, "agents")],
        ),
        number.encode(x=along("label_at"), text=alt.Text(field="agents_text", type="nominal")),
        parts.row_labels(alt.Chart(), words),
    )


ROW = 24
"""Height of an agent's row on screen, px."""


def agent_grid(frame: pl.DataFrame, words: Words) -> Drawing:
    """Agents down, months along: the number acquired in each cell, a dot where there is none but contributions run.

    `frame`: code, label (String), month (Date), acquired (Int64, null before the agent was registered), received
    (Int64), runs (Boolean), and where known status (its code) and uncertain (Boolean), in the order to show; around
    (Boolean): a month before a single one, dimmed. Grows with the agents.
    """
    status = pl.lit(None, pl.String).alias("status_text")
    if "status" in frame.columns:
        unsure = parts.text("status", lambda code: words("completeness.uncertain", status=words.status(code)))
        status = pl.when("uncertain").then(unsure).otherwise(parts.text("status", words.status)).alias("status_text")
    order = frame.select("code", "label").unique("code", maintain_order=True).with_row_index("position")
    order = order.with_columns(pl.col("position").cast(pl.Int64))
    rows = frame.join(order.select("code", "position"), on="code", how="left", maintain_order="left").select(
        "position",
        "code",
        "label",
        parts.month_key(),
        parts.text("month", words.month),
        pl.col("acquired").replace(0, None),
        pl.when(pl.col("acquired") > 0).then(parts.text("acquired", words.number)).alias("cell"),
        ((pl.col("acquired") == 0) & pl.col("runs")).fill_null(False).alias("dot"),
        parts.text("acquired", words.number),
        parts.text("received", words.rupiah),
        status,
        pl.col("around") if "around" in frame.columns else pl.lit(False).alias("around"),
    )
    legend_px = 30
    high = ROW * max(1, order.height) + legend_px + 40
    params = parts.top(parts.largest(frame, "acquired"), 0)
    return Drawing(_grid(words), {"rows": rows, "names": order}, high, ROW, params)


_BESIDE = alt.OpacityValue(**alt.when("datum.around").then(alt.value(0.45)).otherwise(alt.value(1)))
"""Fainter for the months before a single one."""


_SMALL = f"min(font_px, max(0.7 * font_px, 0.65 * {parts.STEP}))"
"""The size of a cell's number: smaller where thirteen months share a phone's width."""


@lru_cache
def _grid(words: Words) -> Plot:
    base = alt.Chart().encode(x=parts.months(above=True), y=parts.rows_axis())
    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *parts.tooltip(words, "month", "acquired", "received", "status"),
    ]
    click = parts.picked("row", "code")
    cells = base.properties(name="cells").add_params(click)
    dots = base.transform_filter("datum.dot").mark_point(
        style="dot", shape="circle", size=alt.ExprRef("0.3 * font_px * font_px")
    )
    number = base.mark_text(style="label", baseline="middle", fontSize=alt.ExprRef(_SMALL))
    return parts.plot(
        cells.mark_rect(style="blank", cursor="pointer").encode(tooltip=tips),
        base.transform_filter("isValid(datum.cell)")
        .mark_rect(style="cell", tooltip=None)
        .encode(fill=parts.heat("acquired"), opacity=_BESIDE, tooltip=tips),
        number.encode(text=parts.fitting("cell", f"{parts.STEP} * font_px / {_SMALL} - 0.2 * font_px")),
        dots.encode(tooltip=tips),
        parts.row_labels(alt.Chart(alt.NamedData("names")), words),
        *parts.key(("circle", "dot", words("charts.grid.dot")), right=True, above=3),
    )


def dormant_timeline(frame: pl.DataFrame, words: Words) -> Drawing:
    """An agent a row: a line from the last acquisition to the last month that retains, dashed on to falling due.

    `frame`: code, label (String), last_acquired_month (Date, null: never; the line then comes from the left edge),
    last_running_month, or last_received_month where contributions that came in retain (Date, null: none), due_on (Date,
    null: not retained), as_of (Date, one for all), in the order to show. A rule marks that day.
    """
    last_month = next(name for name in ("last_received_month", "last_running_month") if name in frame.columns)
    month = {c: month_number(pl.col(c)) for c in frame.columns if frame[c].dtype == pl.Date}
    spans = frame.select(
        pl.int_range(pl.len()).alias("position"),
        "code",
        "label",
        month["last_acquired_month"].alias("start"),
        (month[last_month] + 1).alias("runs_to"),
        month["due_on"].alias("until"),
        parts.text("last_acquired_month", words.month),
        parts.text(last_month, words.month),
        parts.text("due_on", words.day),
        parts.text("due_on", words.month_short, "end_text"),
        (month["as_of"] + 1).alias("as_of"),
        parts.text("as_of", lambda day: words("charts.timeline.as_of", day=words.day(day))),
    )
    edges = spans.select(
        pl.min_horizontal(pl.min("start", "runs_to", "as_of")),
        pl.max_horizontal(pl.max("until", "runs_to", "as_of")).alias("last"),
    )
    first, last = edges.row(0) if spans.height else (24228, 24234)
    first = (first or last) - 1
    rows = spans.with_columns(
        pl.col("start").is_null().alias("never"),
        pl.col("start").fill_null(first),
        pl.col("last_acquired_month_text").fill_null(words("charts.timeline.never")),
    ).with_columns(pl.max_horizontal("start", pl.col("runs_to").fill_null(pl.col("start"))).alias("runs_to"))
    params = {"first": first, "last": last, "ticks": _ticks(first, last)}
    line = rows.select("as_of", "as_of_text").head(1)
    high = 28 * max(1, rows.height) + 90
    return Drawing(_timeline(words, last_month), {"rows": rows, "as_of": line}, high, 28, params)


def _ticks(first: int, last: int) -> list[int]:
    """At most seven months to name, evenly spaced, Januaries among them."""
    step = next((s for s in (1, 2, 3, 6, 12, 24) if (last - first) / s <= 7), 60)
    return [n for n in range(first, last + 1) if n % step == 0]


@lru_cache
def _timeline(words: Words, last_month: str) -> Plot:
    name = "timeFormat(datetime(floor(datum.value / 12), datum.value % 12, 1), '%b')"
    label = f"['' + floor(datum.value / 12), {name}]"
    axis = parts.axis_above(values=alt.ExprRef("ticks"), labelExpr=label, grid=True)
    scale = alt.Scale(domain=alt.ExprRef("[first, last]"), nice=False, zero=False)
    base = alt.Chart().encode(y=parts.rows_axis())

    def at(field: str) -> alt.X:
        return alt.X(field=field, type="quantitative", axis=axis, scale=scale)

    tips = [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.label")),
        *parts.tooltip(words, "last_acquired_month", last_month, "due_on"),
    ]
    click = parts.picked("row", "code")
    solid = "runs" if last_month == "last_running_month" else "came_in"
    entries = [("stroke", "runs", words(f"charts.timeline.{solid}"))]
    entries += [("stroke", "retained", words("charts.timeline.retained"))]
    runs = base.properties(name="spans").add_params(click)
    retained = base.transform_filter("isValid(datum.until)")
    as_of = alt.Chart(alt.NamedData("as_of")).encode(x=at("as_of"))
    end = base.transform_filter("isValid(datum.until)").encode(x=at("until"))
    return parts.plot(
        retained.mark_rule(style="retained").encode(x=at("runs_to"), x2=alt.X2(field="until"), tooltip=tips),
        runs.mark_rule(style="runs", cursor="pointer").encode(x=at("start"), x2=alt.X2(field="runs_to"), tooltip=tips),
        base.transform_filter("!datum.never").mark_point(style="point").encode(x=at("start"), tooltip=tips),
        as_of.mark_rule(style="as-of"),
        as_of.mark_text(style="note", baseline="top", align="center", dy=alt.ExprRef("0.4 * font_px")).encode(
            y=alt.YValue(alt.ExprRef("height")), text=alt.Text(field="as_of_text", type="nominal")
        ),
        end.mark_text(style="label", align="left", baseline="middle", dx=alt.ExprRef("0.4 * font_px")).encode(
            text=alt.Text(field="end_text", type="nominal")
        ),
        parts.row_labels(alt.Chart(), words),
        *parts.key(*entries, right=True, above=3),
    )
