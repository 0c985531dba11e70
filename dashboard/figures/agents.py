"""The agents' states: how many of each, month by month, and until when the dormant ones stay listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard.charts import agents as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption, certainty
from dashboard.figures.caption import Context
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents import standings
from queries.figures import figures
from queries.periods import Period, shift
from queries.rules import Reading
from queries.status import Status


@dataclass(frozen=True, eq=False)
class Statuses:
    """`counted`: the rows of `standings.by_status`. `listed`: agents listed, None where that is withheld."""

    counted: pl.DataFrame
    listed: int | None


@dataclass(frozen=True, eq=False)
class AgentGrid:
    """`ordered`: the standings `in_order`. `cells`: the rows of `standings.grid`; of a single month, a lone column
    without them, also those of the twelve months before it, as far as there are data."""

    ordered: pl.DataFrame
    cells: pl.DataFrame


def ask_statuses(view: View) -> Statuses:
    """The listed are asked for themselves where a status is withheld."""
    counted = view.ask(standings.by_status)
    if counted["agents"].null_count():
        return Statuses(counted, view.ask(figures)["agents_listed"])
    return Statuses(counted, int(counted["agents"].sum()))


def statuses(context: Context, answers: Statuses) -> Figure:
    """Listed agents by status."""
    words = context.words
    labels = pl.Series([words.status(code) for code in answers.counted["status"]], dtype=pl.String)
    frame = answers.counted.with_columns(label=labels).select("status", "label", "agents")
    drawing = charts.agents_by_status(frame, words)
    return caption.figure(context, "agents_by_status", status_title(context, answers), "agents", drawing, frame)


def of_chosen(figure: Figure, chosen: Sequence[str]) -> Figure:
    """The statuses with those dimmed that are not chosen; the numbers are of all."""
    drawing = replace(figure.drawing, params={**figure.drawing.params, "chosen": list(chosen)})
    return replace(figure, drawing=drawing)


def status_title(context: Context, answers: Statuses) -> str:
    """How many of the listed are active, and how many dormant; the listed alone where a status is withheld, or depends
    on a month that is missing."""
    words, counted = context.words, dict(answers.counted.select("status", "agents").iter_rows())
    if None in counted.values():
        return caption.partly(context, "agents_listed", answers.listed)
    if context.doubtful and answers.listed:
        return words("figures.agents_by_status.doubt", listed=words.count("agent", answers.listed))
    return words(
        f"figures.agents_by_status.{'title' if answers.listed else 'none'}",
        active=words.number(counted[Status.ACTIVE.value]),
        listed=words.count("agent", answers.listed),
        dormant=words.count("agent", counted[Status.DORMANT_RETAINED.value]),
    )


@pure
def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The standings: dormant but retained first, then due for removal, slowing, active, removed."""
    order = [Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL, Status.SLOWING, Status.ACTIVE, Status.REMOVED]
    rank = pl.col("status").replace_strict([one.value for one in order], list(range(len(order))), return_dtype=pl.Int8)
    return rows.sort(rank, "due_on", "code")


def ask_grid(view: View) -> AgentGrid:
    """Every agent's standing and months."""
    period, begins = view.scope.period, view.holding.completeness.beginning()
    first = max(begins, shift(period.last, -12)) if begins and period.first == period.last else period.first
    wide = Period(min(first, period.first), period.last)
    cells = view.during(view.scope.during(wide)).ask(standings.grid)
    return AgentGrid(in_order(view.ask(standings.standings)), cells)


def grid(context: Context, answers: AgentGrid) -> Figure:
    """Agent by month: acquired, and a mark where only contributions run."""
    names = answers.ordered.select(
        "code", "status", "uncertain", label=pl.format("{} · {}", "code", "name")
    ).with_row_index("n")
    cells = answers.cells.join(names, on="code").sort("n", "month").filter("registered")
    columns = ("code", "label", "month", "acquired", "status", "uncertain", "received", "runs")
    beside = pl.col("month") < context.scope.period.first
    drawing = charts.agent_grid(cells.select(*columns, around=beside), context.words)
    frame = cells.remove(beside).select(columns)
    return caption.figure(context, "agent_grid", grid_title(context, answers.ordered), "people", drawing, frame)


def grid_title(context: Context, rows: pl.DataFrame) -> str:
    """How many agents who are not removed acquired nobody."""
    idle = rows.filter((pl.col("acquired") == 0) & (pl.col("status") != Status.REMOVED.value)).height
    return context.words(
        f"figures.agent_grid.{'title' if idle else 'none'}",
        idle=context.words.count("agent", idle),
        period=context.period,
    )


def ask_dormant(view: View) -> pl.DataFrame:
    """The rows of `standings.dormant`."""
    return view.ask(standings.dormant)


def dormant(context: Context, answers: pl.DataFrame) -> Figure:
    """Since when each dormant but retained agent has acquired nobody, and until when they stay listed."""
    came_in, words = answers["reading"].eq(Reading.CAME_IN.code).any(), context.words
    names = [
        certainty.marked(words, " · ".join(who), unsure)
        for *who, unsure in answers.select("code", "name", "uncertain").iter_rows()
    ]
    frame = answers.select(
        "code",
        pl.Series("label", names, dtype=pl.String),
        "last_acquired_month",
        "last_received_month" if came_in else "last_running_month",
        "due_on",
        as_of=pl.lit(context.scope.as_of, dtype=pl.Date),
    )
    drawing = charts.dormant_timeline(frame, words)
    return caption.figure(context, "dormant_timeline", dormant_title(context, answers), "agents", drawing, frame)


def dormant_title(context: Context, rows: pl.DataFrame) -> str:
    """How many are dormant but retained, and when the first of them falls due."""
    words = context.words
    if rows.is_empty():
        return certainty.marked(words, words("figures.dormant_timeline.none"), context.doubtful)
    first: date = rows.select(pl.min("due_on")).item()
    day = words.day(first)
    title = words("figures.dormant_timeline.title", agents=words.count("agent", rows.height), day=day)
    return certainty.marked(words, title, context.doubtful)
