"""Participants acquired: by month, wilayah, office and sector."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import polars as pl

from dashboard.charts import acquisitions as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.comparison import Comparison, beside, compare, months_before, others, withheld_before
from dashboard.view.view import View
from queries import flows


def ask_by_month(view: View) -> Comparison:
    """The rows of `flows.by_month`, with the month that still runs."""
    answers = compare(view, flows.by_month, "acquired", view.holding.running_month)
    return replace(answers, around=months_before(view, "acquired"))


def by_month(context: Context, answers: Comparison) -> Figure:
    """Acquired by month, with the period before; a single month in a row with those before it."""
    frame = _month_by_month(answers).select("month", "acquired", "previous", "running")
    previous = answers.named(context.words) if answers.around is None else None
    unknown = context.unknown_of("acquired")
    drawing = charts.acquired_by_month(frame, context.words, previous, unknown=unknown, around=answers.around)
    title, beside = month_title(context, answers), withheld_before(answers.around)
    than = answers.named(context.words)
    return caption.figure(context, "acquired_by_month", title, "people", drawing, frame, beside=beside, than=than)


def _month_by_month(answers: Comparison) -> pl.DataFrame:
    """The n-th month of the earlier period beside the n-th of this one."""
    if answers.before is None:
        return answers.now.with_columns(previous=pl.lit(None, dtype=pl.Int64))
    earlier = answers.before.with_row_index("n").select("n", previous="acquired")
    return answers.now.with_row_index("n").join(earlier, on="n", how="left", maintain_order="left")


def month_title(context: Context, answers: Comparison) -> str:
    """How many were acquired, and when most: every such month. A running month does not count."""
    words, period = context.words, context.period
    unknown = context.unknown_of("acquired")
    complete = answers.now.filter(~pl.col("running"), ~pl.col("month").is_in(unknown))
    if complete["acquired"].null_count():
        return caption.partly(context, "acquired", answers.whole)
    if not answers.whole:
        return words("figures.acquired_by_month.none", period=period)
    named = complete.with_columns(label=pl.Series([words.month(one) for one in complete["month"]], dtype=pl.String))
    months, several = caption.leaders(words, named, "acquired")
    key = "single" if complete.height == 1 else "tied" if several else "title"
    return words(
        f"figures.acquired_by_month.{key}",
        people=words.count("participant", answers.whole),
        period=period,
        month=months,
        most=words.number(complete.select(pl.max("acquired")).item()),
    )


def ask_by_wilayah(view: View) -> Comparison:
    """The rows of `flows.by_wilayah`."""
    answers = compare(view, flows.by_wilayah, "acquired")
    return replace(answers, around=others(view, lambda one: one.ask(flows.by_wilayah), "wilayah"))


def ask_by_office(view: View) -> Comparison:
    """The rows of `flows.by_office`."""
    answers = compare(view, flows.by_office, "acquired")
    return replace(answers, around=others(view, lambda one: one.ask(flows.by_office), "offices"))


def ask_by_sector(view: View) -> Comparison:
    """The rows of `flows.by_sector`."""
    answers = compare(view, flows.by_sector, "acquired")
    return replace(answers, around=others(view, lambda one: one.ask(flows.by_sector), "sectors"))


def by_wilayah(context: Context, answers: Comparison) -> Figure:
    """Acquired by kabupaten/kota."""
    return _ranked(context, "acquired_by_wilayah", partial(caption.named_wilayah, context.words), answers)


def by_office(context: Context, answers: Comparison) -> Figure:
    """Acquired by office."""
    return _ranked(context, "acquired_by_office", _as_named, answers)


def by_sector(context: Context, answers: Comparison) -> Figure:
    """Acquired by sector."""
    return _ranked(context, "acquired_by_sector", partial(caption.named_sectors, context.words), answers)


def _as_named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows


def _ranked(context: Context, name: str, named: Callable[[pl.DataFrame], pl.DataFrame], answers: Comparison) -> Figure:
    frame = beside(named(answers.now).select("code", "label", "acquired"), answers.before, "code", "acquired")
    frame = frame.sort(["acquired", "code"], descending=[True, False], nulls_last=True)
    around = None if answers.around is None else named(answers.around).select("code", "label", value="acquired")
    drawing = charts.acquired_by(frame, context.words, answers.named(context.words), around=around)
    title = ranked_title(context, name, frame, answers.whole, around is not None)
    return caption.figure(context, name, title, "people", drawing, frame, than=answers.named(context.words))


def ranked_title(context: Context, name: str, ranked: pl.DataFrame, whole: int | None, chosen: bool = False) -> str:
    """Who has most of the whole, all of equals; the whole alone where a row is withheld. `chosen`: others are drawn."""
    words = context.words
    if ranked["acquired"].null_count():
        return caption.partly(context, "acquired", whole)
    if not whole:
        return words("figures.acquired_by_month.none", period=context.period)
    if chosen:
        return caption.chosen_title(words, ranked, "acquired", whole)
    label, several = caption.leaders(words, ranked, "acquired")
    most: int = ranked.select(pl.max("acquired")).item()
    return words(
        f"figures.{name}.{'tied' if several else 'title'}",
        label=label,
        most=words.number(most),
        people=words.count("participant", whole),
        share=words.percent_short(most / whole),
    )
