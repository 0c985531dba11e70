"""One agent's figures: acquired and covered people by month, acquired by sector."""

from dataclasses import replace

import polars as pl

from dashboard.charts import acquisitions as charts
from dashboard.charts.figure import Drawing, Figure
from dashboard.charts.one_agent import covered_people
from dashboard.figures import caption, verdicts
from dashboard.view import captions
from dashboard.view.view import View
from queries.agents import incentives, one_agent


def agent(view: View) -> dict:
    """Whom the view is about; see `one_agent.registered`."""
    return view.ask(one_agent.registered, view.choice.agent)


def months(view: View) -> pl.DataFrame:
    """One row a month: month, acquired, received, covered_people, agent_amount, office_amount."""
    told = view.ask(one_agent.months, view.choice.agent)
    earned = view.ask(incentives.estimate, view.choice.agent).select("month", "agent_amount", "office_amount")
    return told.join(earned, on="month", how="left", maintain_order="left")


@caption.remembered
def acquired(view: View) -> Figure:
    """Acquired by month; its table holds everything that is known of the months."""
    words, told = view.words, months(view)
    none = {"previous": pl.lit(None, dtype=pl.Int64), "running": pl.lit(False)}
    drawing = charts.acquired_by_month(told.select("month", "acquired", **none), words, height=190)
    total = told["acquired"].sum()
    title = words(
        f"agent.acquired.{'title' if total else 'none'}",
        people=words.count("participant", total),
        run=_run(view, told),
    )
    return _figure(view, "one_agent_acquired", title, drawing, told)


@caption.remembered
def covered(view: View) -> Figure:
    """People covered by month."""
    words, told = view.words, months(view).select("month", "covered_people")
    most = told["covered_people"].max()
    now = told["covered_people"].tail(1).item()
    key = "agent.covered.title" if most else "agent.covered.none"
    title = words(
        key,
        people=words.count("participant", now),
        month=words.month(told["month"].max()),
        most=words.number(most),
        run=_run(view, told),
    )
    return _figure(view, "one_agent_covered", title, covered_people(told, words), told)


@caption.remembered
def sectors(view: View) -> Figure:
    """Everybody whom the agent ever registered, by sector."""
    words, told = view.words, view.ask(one_agent.sectors, view.choice.agent)
    labels = pl.Series([words.sector(name) for name in told["code"]], dtype=pl.String)
    frame = told.with_columns(label=labels, previous=pl.lit(None, dtype=pl.Int64))
    total = told["acquired"].sum()
    if total:
        first = frame.row(0, named=True)
        title = words(
            "agent.sectors.title",
            label=first["label"],
            most=words.number(first["acquired"]),
            people=words.count("participant", total),
        )
    else:
        title = words("agent.sectors.none")
    table = frame.select("code", "label", "acquired")
    return _figure(view, "one_agent_sectors", title, charts.acquired_by(frame, words), table, ever=True)


def _run(view: View, told: pl.DataFrame) -> str:
    return verdicts.run(view.words, told["month"].min(), told["month"].max())


def _figure(view: View, name: str, title: str, drawing: Drawing, table: pl.DataFrame, ever: bool = False) -> Figure:
    """A figure of one agent: its words name the agent and the months in place of places and period."""
    words, who = view.words, agent(view)
    run = words("agent.ever") if ever else _run(view, table)
    made = caption.figure(view, name, title, "people", drawing, table)
    stem = [words(f"figures.{name}.stem"), captions.safe(who["code"]), _day(view)]
    return replace(
        made,
        subtitle=captions.SEPARATOR.join([who["code"], who["name"], run, words("figures.unit.people")]),
        stem="_".join(stem),
    )


def _day(view: View) -> str:
    return view.words("figures.stem.as_of", day=view.scope.as_of.isoformat())
