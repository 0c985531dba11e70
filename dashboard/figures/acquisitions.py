"""Participants acquired: by month, wilayah, office and sector."""

import polars as pl

from dashboard.charts import acquisitions as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.view.view import View
from queries import flows


@caption.remembered
def by_month(view: View) -> Figure:
    """Acquired by month, with the period before."""
    words, before = view.words, view.before()
    now = view.ask(flows.by_month, view.holding.running_month)
    then = caption.earlier(before, flows.by_month)
    frame = _month_by_month(now, then).select("month", "acquired", "previous", "running")
    complete = frame.filter(~pl.col("running"))
    drawing = charts.acquired_by_month(frame, words, before and words.period(before.scope.period))
    return caption.figure(view, "acquired_by_month", _month_title(view, complete), "people", drawing, frame)


def _month_by_month(now: pl.DataFrame, then: pl.DataFrame | None) -> pl.DataFrame:
    """The n-th month of the earlier period beside the n-th of this one."""
    if then is None:
        return now.with_columns(previous=pl.lit(None, dtype=pl.Int64))
    return now.with_row_index("n").join(
        then.with_row_index("n").select("n", previous="acquired"), on="n", how="left", maintain_order="left"
    )


def _month_title(view: View, complete: pl.DataFrame) -> str:
    words, period = view.words, view.words.period(view.scope.period)
    if complete["acquired"].null_count():
        return caption.partly(view, "acquired", view.ask(flows.totals)["acquired"])
    acquired = complete["acquired"].sum()
    if not acquired:
        return words("figures.acquired_by_month.none", period=period)
    most = complete.row(complete["acquired"].arg_max(), named=True)
    key = "figures.acquired_by_month.title" if complete.height > 1 else "figures.acquired_by_month.single"
    return words(
        key,
        people=words.count("participant", acquired),
        period=period,
        month=words.month(most["month"]),
        most=words.number(most["acquired"]),
    )


@caption.remembered
def by_wilayah(view: View) -> Figure:
    """Acquired by kabupaten/kota."""
    named = caption.named_wilayah(view, view.ask(flows.by_wilayah))
    return _ranked(view, "acquired_by_wilayah", named, flows.by_wilayah)


@caption.remembered
def by_office(view: View) -> Figure:
    """Acquired by office."""
    return _ranked(view, "acquired_by_office", view.ask(flows.by_office), flows.by_office)


@caption.remembered
def by_sector(view: View) -> Figure:
    """Acquired by sector."""
    told = view.ask(flows.by_sector)
    named = told.with_columns(label=pl.Series([view.words.sector(name) for name in told["code"]], dtype=pl.String))
    return _ranked(view, "acquired_by_sector", named, flows.by_sector)


def _ranked(view: View, name: str, now: pl.DataFrame, question) -> Figure:
    before = view.before()
    then = caption.earlier(before, question)
    frame = caption.beside(now.select("code", "label", "acquired"), then, "code", "acquired")
    frame = frame.sort(["acquired", "code"], descending=[True, False], nulls_last=True)
    previous = before and view.words.period(before.scope.period)
    drawing = charts.acquired_by(frame, view.words, previous)
    return caption.figure(view, name, _ranked_title(view, name, frame), "people", drawing, frame)


def _ranked_title(view: View, name: str, frame: pl.DataFrame) -> str:
    if frame["acquired"].null_count():
        return caption.partly(view, "acquired", view.ask(flows.totals)["acquired"])
    words, total = view.words, frame["acquired"].sum()
    if not total:
        return words("figures.acquired_by_month.none", period=words.period(view.scope.period))
    first = frame.row(0, named=True)
    return words(
        f"figures.{name}.title",
        label=first["label"],
        most=words.number(first["acquired"]),
        people=words.count("participant", total),
        share=words.percent_short(first["acquired"] / total),
    )
