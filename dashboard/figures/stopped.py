"""Who stopped paying: how many, by office and agent, and the list to call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from dashboard.charts import bars
from dashboard.charts.figure import Figure
from dashboard.figures import caption, funds, kpis
from dashboard.figures.caption import Context, Listing
from dashboard.figures.comparison import others
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view.view import View
from queries import insured
from queries import stopped as question
from queries.access import Permission

METRIC = "participants_stopped"

By = Literal["office", "agent"]


def numbers(view: View) -> list[Kpi]:
    """Who stopped, and of them who is one month past, who paid once only, who stopped before."""
    return numbers_of(caption.context(view), view.ask(question.stopped))


def numbers_of(context: Context, answers: pl.DataFrame) -> list[Kpi]:
    """`numbers` from the row of `stopped.stopped`."""
    words, row = context.words, answers.row(0, named=True)
    row_of_numbers = []
    for name in ("people", "past_1", "once", "again"):
        label = kpis.label(words, METRIC) if name == "people" else words(f"stopped.{name}")
        code, value = context.code(METRIC), row[name]
        row_of_numbers.append(Kpi(METRIC, label, words.number(value), "", "", better="inverse", code=code, raw=value))
    return row_of_numbers


def sentence_of(words: Words, answers: pl.DataFrame) -> str:
    """All who stopped, by the months that have passed."""
    row = answers.row(0, named=True)
    if not row["people"]:
        return words("stopped.none")
    past = {name: words.number(row[name]) for name in question.PAST}
    return words("stopped.sentence", people=words.count("participant", row["people"]), **past)


def sentence(view: View) -> str:
    """`sentence_of` of a view."""
    return sentence_of(view.words, view.ask(question.stopped))


@dataclass(frozen=True, eq=False)
class Stopped:
    """`rows`: those of `stopped.stopped` by office or agent, with the name of each under label. `around`: the same of
    the offices beside those that are chosen."""

    rows: pl.DataFrame
    around: pl.DataFrame | None = None


def ask(view: View, by: By) -> Stopped:
    """The rows by office or agent."""
    around = others(view, lambda one: _named(one, by), "offices") if by == "office" else None
    return Stopped(_named(view, by), around)


def _named(view: View, by: By) -> pl.DataFrame:
    rows = view.ask(question.stopped, by)
    names = view.ask(insured.labels, by).select("code", "label")
    return rows.join(names, on="code", how="left", maintain_order="left")


def by_office(context: Context, answers: Stopped) -> Figure:
    """By the office of who looks after them."""
    return _ranked(context, "office", answers)


def by_agent(context: Context, answers: Stopped) -> Figure:
    """By who looks after them."""
    named = answers.rows.with_columns(label=pl.format("{} · {}", "code", "label"))
    return _ranked(context, "agent", replace(answers, rows=named))


def _ranked(context: Context, by: By, answers: Stopped) -> Figure:
    words = context.words
    table = answers.rows.select(
        "code", "label", pl.col("people").alias("stopped"), *question.PAST, "first_time", "again", "once"
    )
    table = table.sort(["stopped", "code"], descending=[True, False])
    alone = table.with_columns(previous=pl.lit(None, dtype=pl.Int64))
    around = None if answers.around is None else answers.around.select("code", "label", value="people")
    drawing = bars.ranked(alone, words, "stopped", words.number, None, None, around)
    said = title(words, by, table, around is not None)
    return caption.figure(context, f"stopped_by_{by}", said, "people", drawing, table)


def title(words: Words, by: By, rows: pl.DataFrame, chosen: bool = False) -> str:
    """Where most stopped, all of equals. `chosen`: others are drawn."""
    if rows.is_empty():
        return words("stopped.none")
    label, several = caption.leaders(words, rows, "stopped")
    total, most = rows.select(pl.col("stopped").sum(), most=pl.col("stopped").max()).row(0)
    if chosen:
        return caption.chosen_title(words, rows, "stopped", total)
    key = f"figures.stopped_by_{by}.{'tied' if several else 'title'}"
    return words(key, label=label, most=words.number(most), people=words.count("participant", total))


def people(view: View) -> Listing:
    """Every one of them, who may still be won back first: the last four of the KPJ, or the whole where the branch
    keeps it; no name. For who may see rows."""
    view.viewer.require(Permission.SEE_ROWS)
    return people_of(caption.context(view), view.ask(question.listed), sentence(view), funds.reasons(view))


def people_of(context: Context, listed: pl.DataFrame, title: str, why: Mapping[int, str]) -> Listing:
    """`people` from the rows of `stopped.listed`. `why`: see `funds.reasons`."""
    words = context.words
    times = [
        caption.joined(words(f"stopped.{'again' if again else 'first_time'}"), why.get(n))
        for n, again in listed.select("participant_id", "again").iter_rows()
    ]
    rows = listed.select(
        "months_past",
        "office",
        code="agent_code",
        name="agent",
        participant=pl.coalesce("kpj", pl.format("…{}", "last4")),
        sector=pl.Series([words.sector(name) for name in listed["sector"]], dtype=pl.String),
        registered_on="registered_on",
        last_covered_month="last_covered_month",
        times=pl.Series(times, dtype=pl.String),
        once=pl.Series([words("stopped.once") if one else "" for one in listed["once"]], dtype=pl.String),
    )
    return caption.listing(context, "stopped", title, rows)
