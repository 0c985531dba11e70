"""Persistency: its numbers, and its grids by cohort, wilayah, sector and agent, by people and by rupiah."""

from typing import Literal

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.charts.persistency import persistency_grid
from dashboard.figures import caption
from dashboard.figures.kpis import Kpi
from dashboard.view import captions, codes
from dashboard.view.view import View
from queries import persistency
from queries.periods import Period

Measure = Literal["people", "rupiah"]

SHOWN_COHORTS = 24
"""Registration months that a grid shows, the newest; the totals know them all."""

_DETAIL = {"people": ("covered_people", "cohort_people"), "rupiah": ("covered_amount", "entry_amount")}


def numbers(view: View) -> list[Kpi]:
    """One number an n: the share still covered, and beside it that of the rupiah, and of how many people."""
    words, found = view.words, []
    for row in view.ask(persistency.overall).to_dicts():
        name = words("persistency.after", months=words.count("month", row["n"]))
        people = words.count("participant", row["cohort_people"])
        beside = words("persistency.beside", rupiah=words.percent_short(row["rupiah"]), people=people)
        share = words.percent_short(row["people"])
        beside, code = beside if row["cohort_people"] else "", codes.code(view, "persistency_people")
        found.append(Kpi("persistency_people", name, share, "", beside, better="off", code=code))
    return found


@caption.remembered
def by_cohort(view: View, measure: Measure) -> Figure:
    """By registration month, the newest last."""
    words, told = view.words, view.ask(persistency.by_cohort)
    months = told["registration_month"].unique().sort().tail(SHOWN_COHORTS)
    shown = told.filter(pl.col("registration_month").is_in(months.to_list()))
    labels = [
        words(
            "persistency.cohort", month=words.month_short(row["registration_month"]), n=words.number(row["registered"])
        )
        for row in shown.to_dicts()
    ]
    frame = shown.with_columns(
        code=pl.col("registration_month").dt.strftime("%Y-%m"), label=pl.Series(labels, dtype=pl.String)
    )
    table = shown.select("registration_month", "n", "complete", "registered", *_DETAIL[measure], measure)
    return _figure(view, "cohort", measure, frame, table, _cohort_title(view, measure))


@caption.remembered
def by_wilayah(view: View, measure: Measure) -> Figure:
    """By kabupaten/kota."""
    return _part(view, "wilayah", measure, caption.named_wilayah(view, view.ask(persistency.by_wilayah)))


@caption.remembered
def by_sector(view: View, measure: Measure) -> Figure:
    """By sector."""
    told = view.ask(persistency.by_sector)
    named = told.with_columns(label=pl.Series([view.words.sector(name) for name in told["code"]], dtype=pl.String))
    return _part(view, "sector", measure, named)


@caption.remembered
def by_agent(view: View, measure: Measure) -> Figure:
    """By agent who registered the participants."""
    told = view.ask(persistency.by_agent).with_columns(label=pl.format("{} · {}", "code", "label"))
    return _part(view, "agent", measure, told)


def _part(view: View, by: str, measure: Measure, told: pl.DataFrame) -> Figure:
    words = view.words
    frame = told.with_columns(complete=pl.col("cohort_people") > 0)
    table = told.select("code", "label", "n", *_DETAIL[measure], measure)
    n = _telling_age(view)
    known = frame.filter(pl.col("n") == n, pl.col(measure).is_not_null()).sort(measure, "code")
    if known.height < 2:
        title = _cohort_title(view, measure)
    else:
        least, most = known.row(0, named=True), known.row(-1, named=True)
        title = words(
            f"persistency.title.{'agents' if by == 'agent' else 'parts'}_{measure}",
            n=words.number(n),
            low=words.percent(least[measure], 0),
            high=words.percent(most[measure], 0),
            **({} if by == "agent" else {"least": least["label"], "most": most["label"]}),
        )
    return _figure(view, by, measure, frame, table, title)


def _figure(view: View, by: str, measure: Measure, frame: pl.DataFrame, table: pl.DataFrame, title: str) -> Figure:
    part, whole = _DETAIL[measure]
    written = view.words.number if measure == "people" else view.words.rupiah
    details = [
        view.words("persistency.detail", part=written(row[part]), whole=written(row[whole]))
        if row["complete"]
        else view.words("persistency.unfinished")
        for row in frame.to_dicts()
    ]
    drawn = frame.with_columns(ratio=pl.col(measure), detail=pl.Series(details, dtype=pl.String))
    unit = f"persistency_{measure}"
    note = _note(view) if measure == "rupiah" else ""
    return caption.figure(
        view, f"persistency_{by}_{measure}", title, unit, persistency_grid(drawn, view.words), table, note
    )


def _note(view: View) -> str:
    """The breaks in rupiah between the first cohort and the as-of month."""
    first = view.ask(persistency.by_cohort)["registration_month"].min()
    return captions.breaks(view, Period(first, view.scope.as_of_month)) if first else ""


def _telling_age(view: View) -> int:
    """The n that a title speaks of: 6 months, or the most that there is an answer for."""
    told = view.ask(persistency.overall).filter(pl.col("cohort_people") > 0, pl.col("n") <= 6)
    return told["n"].max() or 1


def _cohort_title(view: View, measure: Measure) -> str:
    words, n = view.words, _telling_age(view)
    row = view.ask(persistency.overall).row(by_predicate=pl.col("n") == n, named=True)
    if row[measure] is None:
        return words("persistency.title.none")
    return words(f"persistency.title.{measure}", n=words.number(n), share=words.percent_short(row[measure]))
