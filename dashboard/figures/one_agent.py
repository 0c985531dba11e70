"""One agent's figures: acquired and covered people by month, acquired by sector."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from dashboard.charts import acquisitions as charts
from dashboard.charts.figure import Drawing, Figure
from dashboard.charts.one_agent import covered_people
from dashboard.figures import caption, verdicts
from dashboard.figures.caption import Context
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.view import View
from queries.agents import incentives, one_agent
from queries.agents.standings import standings


@dataclass(frozen=True, eq=False)
class AgentAnswers:
    """`who`: see `one_agent.registered`. `rows`: the agent's months, or their sectors."""

    who: Mapping[str, Any]
    rows: pl.DataFrame


def is_inside(view: View) -> bool:
    """Whether the agent whom the view is about is among those that its filters leave."""
    return view.ask(one_agent.registered, view.choice.agent) is not None


def is_uncertain(view: View) -> bool:
    """Whether the agent's status depends on a month that is missing."""
    return view.choice.agent in view.ask(standings).filter("uncertain")["code"]


def agent(view: View) -> dict[str, Any]:
    """Whom the view is about, an agent who `is_inside`; see `one_agent.registered`."""
    who = view.ask(one_agent.registered, view.choice.agent)
    assert who is not None, "the agent is inside the filters"
    return who


def months(view: View) -> pl.DataFrame:
    """One row a month: month, acquired, received, covered_people, agent_amount, office_amount."""
    rows = view.ask(one_agent.months, view.choice.agent)
    earned = view.ask(incentives.estimate, view.choice.agent).select("month", "agent_amount", "office_amount")
    return rows.join(earned, on="month", how="left", maintain_order="left")


def ask_months(view: View) -> AgentAnswers:
    """The agent and the rows of `months`."""
    return AgentAnswers(agent(view), months(view))


def ask_sectors(view: View) -> AgentAnswers:
    """The agent and the rows of `one_agent.sectors`."""
    return AgentAnswers(agent(view), view.ask(one_agent.sectors, view.choice.agent))


def acquired(context: Context, answers: AgentAnswers) -> Figure:
    """Acquired by month; its table holds everything that is known of the months."""
    words, rows = context.words, answers.rows
    none = {"previous": pl.lit(None, dtype=pl.Int64), "running": pl.lit(False)}
    drawing = charts.acquired_by_month(rows.select("month", "acquired", **none), words, height=190)
    total: int = rows.select(pl.sum("acquired")).item()
    title = words(
        f"agent.acquired.{'title' if total else 'none'}",
        people=words.count("participant", total),
        run=_run(words, rows),
    )
    return _figure(context, "one_agent_acquired", title, drawing, rows, answers.who, _run(words, rows))


def covered(context: Context, answers: AgentAnswers) -> Figure:
    """People covered by month."""
    words, rows = context.words, answers.rows.select("month", "covered_people")
    drawing, title = covered_people(rows, words), covered_title(words, rows)
    return _figure(context, "one_agent_covered", title, drawing, rows, answers.who, _run(words, rows))


def covered_title(words: Words, rows: pl.DataFrame) -> str:
    """How many are covered in the last month, and how many were at most."""
    most: int | None = rows.select(pl.max("covered_people")).item()
    last: date = rows.select(pl.max("month")).item()
    return words(
        "agent.covered.title" if most else "agent.covered.none",
        people=words.count("participant", rows["covered_people"].tail(1).item()),
        month=words.month(last),
        most=words.number(most),
        run=_run(words, rows),
    )


def sectors(context: Context, answers: AgentAnswers) -> Figure:
    """Everybody whom the agent ever registered, by sector."""
    words, rows = context.words, answers.rows
    frame = caption.named_sectors(words, rows).with_columns(previous=pl.lit(None, dtype=pl.Int64))
    drawing, table = charts.acquired_by(frame, words), frame.select("code", "label", "acquired")
    title = sectors_title(words, table)
    return _figure(context, "one_agent_sectors", title, drawing, table, answers.who, words("agent.ever"))


def sectors_title(words: Words, rows: pl.DataFrame) -> str:
    """The sector of which most were registered, all of equals."""
    total: int = rows.select(pl.sum("acquired")).item()
    if not total:
        return words("agent.sectors.none")
    label, several = caption.leaders(words, rows, "acquired")
    return words(
        f"agent.sectors.{'tied' if several else 'title'}",
        label=label,
        most=words.number(rows.select(pl.max("acquired")).item()),
        people=words.count("participant", total),
    )


def _run(words: Words, rows: pl.DataFrame) -> str:
    first, last = rows.select(pl.min("month"), pl.max("month").alias("last")).row(0)
    return verdicts.run(words, first, last)


def _figure(
    context: Context,
    name: str,
    title: str,
    drawing: Drawing,
    table: pl.DataFrame,
    who: Mapping[str, Any],
    run: str,
) -> Figure:
    """A figure of one agent: its words name the agent and the months in place of places and period."""
    words, as_of = context.words, context.scope.as_of
    day = words("figures.stem.as_of", day=as_of.isoformat() if as_of else "-")
    return replace(
        caption.figure(context, name, title, "people", drawing, table),
        as_of=context.as_of_line or context.as_of,
        subtitle=captions.SEPARATOR.join([who["code"], who["name"], run, words("figures.unit.people")]),
        stem="_".join([words(f"figures.{name}.stem"), captions.safe(who["code"]), day]),
    )
