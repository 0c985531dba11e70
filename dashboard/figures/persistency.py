"""Persistency: its numbers, and its grids by cohort, wilayah, sector and agent, by people and by rupiah."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl
import sqlalchemy as sa

from dashboard.charts.figure import Figure
from dashboard.charts.persistency import persistency_grid
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.view import View
from queries import persistency
from queries.periods import Period
from queries.persistency import Paying
from queries.scope import Scope

Measure = Literal["people", "rupiah"]

COHORTS_DRAWN = 24
"""Registration months that a grid shows, the newest; the totals know them all."""

_DETAIL = {"people": ("covered_people", "cohort_people"), "rupiah": ("covered_amount", "entry_amount")}


@dataclass(frozen=True, eq=False)
class PersistencyGrid:
    """`measure`: whose share. `rows`: of one question of `queries.persistency`. `overall`: the rows of that question.

    `first`: the first registration month, None where nobody ever registered.
    """

    measure: Measure
    rows: pl.DataFrame
    overall: pl.DataFrame
    first: date | None


def numbers(view: View) -> list[Kpi]:
    """One number an n: the share still covered, and beside it that of the rupiah, and of how many people."""
    return kpis_of(caption.context(view), view.ask(persistency.overall))


def kpis_of(context: Context, overall: pl.DataFrame) -> list[Kpi]:
    """The numbers of `numbers`, from the rows of `persistency.overall`."""
    words, code = context.words, context.code("persistency_people")
    kpis = []
    for row in overall.to_dicts():
        label = words("persistency.after", months=words.count("month", row["n"]))
        people = words.count("participant", row["cohort_people"])
        beside = words("persistency.beside", rupiah=words.percent_short(row["rupiah"]), people=people)
        beside = beside if row["cohort_people"] else ""
        share = words.percent_short(row["people"])
        kpis.append(Kpi("persistency_people", label, share, "", beside, better="off", code=code, raw=row["people"]))
    return kpis


def _ask(view: View, question: Callable[[sa.Connection, Scope], pl.DataFrame], measure: Measure) -> PersistencyGrid:
    cohorts = view.ask(persistency.by_cohort)
    first: date | None = cohorts.select(pl.min("registration_month")).item()
    return PersistencyGrid(measure, view.ask(question), view.ask(persistency.overall), first)


def ask_by_cohort(view: View, measure: Measure) -> PersistencyGrid:
    """The rows of `persistency.by_cohort`."""
    return _ask(view, persistency.by_cohort, measure)


def ask_by_wilayah(view: View, measure: Measure) -> PersistencyGrid:
    """The rows of `persistency.by_wilayah`."""
    return _ask(view, persistency.by_wilayah, measure)


def ask_by_sector(view: View, measure: Measure) -> PersistencyGrid:
    """The rows of `persistency.by_sector`."""
    return _ask(view, persistency.by_sector, measure)


def ask_by_agent(view: View, measure: Measure) -> PersistencyGrid:
    """The rows of `persistency.by_agent`."""
    return _ask(view, persistency.by_agent, measure)


def ask_by_payer(view: View, measure: Measure) -> PersistencyGrid:
    """The rows of `persistency.by_payer`."""
    return _ask(view, persistency.by_payer, measure)


def payers_said(view: View) -> bool:
    """Whether the branch says who pays."""
    return not view.press and view.ask(persistency.payers)


def by_cohort(context: Context, answers: PersistencyGrid) -> Figure:
    """By registration month, the newest last."""
    words, measure = context.words, answers.measure
    newest = answers.rows["registration_month"].unique().sort().tail(COHORTS_DRAWN)
    rows = answers.rows.filter(pl.col("registration_month").is_in(newest.to_list()))
    labels = [
        words(
            "persistency.cohort", month=words.month_short(row["registration_month"]), n=words.number(row["registered"])
        )
        for row in rows.to_dicts()
    ]
    frame = rows.with_columns(
        code=pl.col("registration_month").dt.strftime("%Y-%m"), label=pl.Series(labels, dtype=pl.String)
    )
    table = rows.select("registration_month", "n", "complete", "registered", *_DETAIL[measure], measure)
    return _figure(context, "cohort", answers, frame, table, cohort_title(words, answers.overall, measure))


def by_wilayah(context: Context, answers: PersistencyGrid) -> Figure:
    """By kabupaten/kota."""
    return _part(context, "wilayah", answers, caption.named_wilayah(context.words, answers.rows))


def by_sector(context: Context, answers: PersistencyGrid) -> Figure:
    """By sector."""
    return _part(context, "sector", answers, caption.named_sectors(context.words, answers.rows))


def by_agent(context: Context, answers: PersistencyGrid) -> Figure:
    """By agent who registered the participants."""
    return _part(context, "agent", answers, answers.rows.with_columns(label=pl.format("{} · {}", "code", "label")))


def by_payer(context: Context, answers: PersistencyGrid) -> Figure:
    """By who paid the first contribution."""
    labels = [context.words(f"persistency.paying.{code}") for code in answers.rows["code"]]
    named = answers.rows.with_columns(label=pl.Series(labels, dtype=pl.String))
    return _part(context, "payer", answers, named)


def _part(context: Context, by: str, answers: PersistencyGrid, named: pl.DataFrame) -> Figure:
    measure = answers.measure
    frame = named.with_columns(complete=pl.col("cohort_people") > 0)
    table = named.select("code", "label", "n", *_DETAIL[measure], measure)
    compared = frame.filter(pl.col("code") != Paying.NEVER) if by == "payer" else frame  # of them nobody is covered
    title = part_title(context.words, by, compared, answers.overall, measure)
    return _figure(context, by, answers, frame, table, title)


def part_title(words: Words, by: str, parts: pl.DataFrame, overall: pl.DataFrame, measure: Measure) -> str:
    """The part with the least and the one with the most still covered; the whole where fewer than two are known."""
    n = telling_age(overall)
    known = parts.filter(pl.col("n") == n, pl.col(measure).is_not_null()).sort(measure, "code")
    if known.height < 2:
        return cohort_title(words, overall, measure)
    least, most = known.row(0, named=True), known.row(-1, named=True)
    return words(
        f"persistency.title.{'agents' if by == 'agent' else 'parts'}_{measure}",
        n=words.number(n),
        low=words.percent(least[measure], 0),
        high=words.percent(most[measure], 0),
        **({} if by == "agent" else {"lowest": least["label"], "highest": most["label"]}),
    )


def _figure(
    context: Context, by: str, answers: PersistencyGrid, frame: pl.DataFrame, table: pl.DataFrame, title: str
) -> Figure:
    words, measure = context.words, answers.measure
    part, whole = _DETAIL[measure]
    written = words.number if measure == "people" else words.rupiah
    details = [
        words("persistency.detail", part=written(row[part]), whole=written(row[whole]))
        if row["complete"]
        else words("persistency.unfinished")
        for row in frame.to_dicts()
    ]
    drawn = frame.with_columns(ratio=pl.col(measure), detail=pl.Series(details, dtype=pl.String))
    name, unit = f"persistency_{by}_{measure}", f"persistency_{measure}"
    drawing = persistency_grid(drawn, words)
    notes = (words("persistency.paying.about") if by == "payer" else "", _note(context, answers))
    return caption.figure(context, name, title, unit, drawing, table, " ".join(note for note in notes if note))


def _note(context: Context, answers: PersistencyGrid) -> str:
    """Of rupiah, the breaks between the first cohort and the as-of month."""
    as_of = context.scope.as_of_month
    if answers.measure == "people" or answers.first is None or as_of is None:
        return ""
    return captions.breaks(context.words, context.scope, Period(answers.first, as_of))


def telling_age(overall: pl.DataFrame) -> int:
    """The n that a title speaks of: 6 months, or the most that there is an answer for."""
    answered = overall.filter(pl.col("cohort_people") > 0, pl.col("n") <= 6)
    age: int | None = answered.select(pl.max("n")).item()
    return age or 1


def cohort_title(words: Words, overall: pl.DataFrame, measure: Measure) -> str:
    """The share of all that is still covered after `telling_age`; that nobody can say."""
    n = telling_age(overall)
    row = overall.row(by_predicate=pl.col("n") == n, named=True)
    if row[measure] is None:
        return words("persistency.title.none")
    return words(f"persistency.title.{measure}", n=words.number(n), share=words.percent_short(row[measure]))
