"""The agents' states: how many of each, month by month, and until when the dormant ones stay listed."""

import polars as pl

from dashboard.charts import agents as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.view.view import View
from queries.agents import standings
from queries.figures import figures
from queries.status import Status


@caption.remembered
def statuses(view: View) -> Figure:
    """Listed agents by status."""
    words = view.words
    told = view.ask(standings.by_status)
    labels = pl.Series([words.status(code) for code in told["status"]], dtype=pl.String)
    frame = told.with_columns(label=labels).select("status", "label", "agents")
    return caption.figure(
        view, "agents_by_status", _title(view, told), "agents", charts.agents_by_status(frame, words), frame
    )


def _title(view: View, told: pl.DataFrame) -> str:
    words, counted = view.words, dict(told.iter_rows())
    if None in counted.values():
        return caption.partly(view, "agents_listed", view.ask(figures)["agents_listed"])
    listed = sum(counted.values())
    return words(
        f"figures.agents_by_status.{'title' if listed else 'none'}",
        active=words.number(counted[Status.ACTIVE.value]),
        listed=words.count("agent", listed),
        dormant=words.count("agent", counted[Status.DORMANT_RETAINED.value]),
    )


@caption.remembered
def in_order(view: View) -> pl.DataFrame:
    """The standings: dormant but retained first, then due for removal, slowing, active, removed."""
    order = [Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL, Status.SLOWING, Status.ACTIVE, Status.REMOVED]
    rank = pl.col("status").replace_strict([one.value for one in order], list(range(len(order))), return_dtype=pl.Int8)
    return view.ask(standings.standings).sort(rank, "retained_until", "code")


@caption.remembered
def grid(view: View) -> Figure:
    """Agent by month: acquired, and a mark where only contributions run."""
    words, ordered = view.words, in_order(view)
    cells = view.ask(standings.grid).join(
        ordered.select("code", "status", label=pl.format("{} · {}", "code", "name")).with_row_index("n"), on="code"
    )
    cells = cells.sort("n", "month").filter("registered")
    frame = cells.select("code", "label", "month", "acquired", "status", "received", "runs")
    idle = ordered.filter((pl.col("acquired") == 0) & (pl.col("status") != Status.REMOVED.value)).height
    title = words(
        f"figures.agent_grid.{'title' if idle else 'none'}",
        idle=words.count("agent", idle),
        period=words.period(view.scope.period),
    )
    return caption.figure(view, "agent_grid", title, "people", charts.agent_grid(frame, words), frame)


@caption.remembered
def dormant(view: View) -> Figure:
    """Since when each dormant but retained agent has acquired nobody, and until when they stay listed."""
    words, told = view.words, view.ask(standings.dormant)
    frame = told.select(
        "code",
        pl.format("{} · {}", "code", "name").alias("label"),
        "last_acquired_month",
        "last_running_month",
        "retained_until",
        as_of=pl.lit(view.scope.as_of, dtype=pl.Date),
    )
    if told.is_empty():
        title = words("figures.dormant_timeline.none")
    else:
        day = words.day(standings.due_day(told["retained_until"].min()))
        title = words("figures.dormant_timeline.title", agents=words.count("agent", told.height), day=day)
    return caption.figure(view, "dormant_timeline", title, "agents", charts.dormant_timeline(frame, words), frame)
