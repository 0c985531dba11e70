"""Contributions received: added up against the published figure, in their two parts, by wilayah."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from dashboard.charts import contributions as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.comparison import Comparison, beside, compare, months_before, others, withheld_before
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import flows, targets
from queries.periods import Period
from queries.press.protected import require_clear_parts
from queries.published import references
from queries.published.references import Agreement

APART = 0.2
"""Share of a published figure's value by which another must differ to be drawn too: nearer ones hide each other."""


@dataclass(frozen=True, eq=False)
class Cumulative:
    """`months`: the rows of `flows.by_month`. `published`: those of `references.compared` for what was received, what
    others published before what the branch issued, each the newest first. `received`: rupiah, None where it is
    withheld; `target`: rupiah, None without one. `around`: what a single month stands in a row with, see
    `comparison.months_before`.
    """

    months: pl.DataFrame
    published: pl.DataFrame
    received: int | None
    target: int | None
    around: pl.DataFrame | None = None


@dataclass(frozen=True, eq=False)
class Parts:
    """`months`: the rows of `flows.by_month`. `totals`: of the period, None where one is withheld. `around`: as in
    `Cumulative`."""

    months: pl.DataFrame
    totals: Mapping[str, int | None]
    around: pl.DataFrame | None = None


def ask_cumulative(view: View) -> Cumulative:
    """The months with the one that still runs, and what they are held against."""
    return Cumulative(
        view.ask(flows.by_month, view.holding.running_month),
        _published(view),
        view.ask(flows.totals)["received"],
        view.ask(targets.target, "received"),
        months_before(view, "received"),
    )


def published(view: View) -> Hashable:
    """What was published of the scope's contributions: it changes without a load, once a briefing is issued."""
    return _hashable(_published(view))


@pure
def _hashable(rows: pl.DataFrame) -> Hashable:
    return tuple(rows.rows())


def _published(view: View) -> pl.DataFrame:
    return _of_contributions(view.ask(references.compared))


@pure
def _of_contributions(compared: pl.DataFrame) -> pl.DataFrame:
    rows = compared.filter(pl.col("metric") == "received")
    return rows.reverse().sort("own", "published_on", descending=[False, True], maintain_order=True)


def cumulative(context: Context, answers: Cumulative) -> Figure:
    """Received since the period began, month by month, with the published figure and the target as rules; of a single
    month what came in, in a row with those before it."""
    words = context.words
    frame = _months(context, answers.months, "received", "cumulative")
    published, unknown = rules(words, answers.published), context.unknown_of("received")
    drawing = charts.cumulative_received(
        frame, words, published, answers.target, unknown=unknown, around=answers.around
    )
    note = " ".join(filter(None, (issued(words, answers.published), captions.breaks(words, context.scope))))
    title, beside = cumulative_title(context, answers), withheld_before(answers.around)
    return caption.figure(context, "cumulative_received", title, "rupiah", drawing, frame, note, beside)


def _months(context: Context, months: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """These columns by month; `running`: of a month that is no part of what was received."""
    return months.select("month", *columns, running=flows.still_runs(context.scope, "received"))


def rules(words: Words, published: pl.DataFrame) -> list[dict[str, Any]]:
    """The newest figure that others published, and those that lie apart from every one before it."""
    drawn: list[dict[str, Any]] = []
    for row in published.select("value", "rounding", "wording", "source", "own").to_dicts():
        if all(abs(row["value"] - one["value"]) > APART * one["value"] for one in drawn):
            drawn.append({**row, "wording": wording(words, row), "source": source(words, row)})
    return drawn


def source(words: Words, row: Mapping[str, Any]) -> str:
    """Whose figure it is: a paper's, or the branch's own to it."""
    published: str = row["source"]
    return words("figures.issued.source", source=published) if row["own"] else published


def issued(words: Words, published: pl.DataFrame) -> str:
    """What the branch itself issued last, as a sentence; empty where it issued nothing."""
    own = published.filter("own")
    if own.is_empty():
        return ""
    row = own.row(0, named=True)
    return words("figures.issued.note", wording=wording(words, row), source=row["source"])


def cumulative_title(context: Context, answers: Cumulative) -> str:
    """What was received, and whether it is what was published: of several, first one that no longer holds.

    What the branch issued is said where it no longer holds; that a figure is in line with itself is no news.
    """
    words, received = context.words, answers.received
    if received is None:
        return caption.partly(context, "received", None)
    values = {"amount": words.rupiah_short(received), "period": context.period}
    if not received:
        return words("figures.cumulative_received.none", **values)
    own_holds = pl.col("own") & (pl.col("agreement") != Agreement.DIFFERS.value)
    compared = answers.published.filter(pl.col("agreement").is_not_null(), ~own_holds)
    if compared.is_empty():
        return words("figures.cumulative_received.title", **values)
    broken_first = compared.sort(pl.col("agreement") == Agreement.DIFFERS.value, descending=True, maintain_order=True)
    row = broken_first.row(0, named=True)
    agrees = Agreement(row["agreement"]) is not Agreement.DIFFERS
    key = "agrees" if agrees else "differs_own" if row["own"] else "differs"
    difference = words.rupiah_short(abs(row["difference"]))
    return words(f"figures.cumulative_received.{key}", wording=wording(words, row), difference=difference, **values)


def wording(words: Words, row: Mapping[str, Any]) -> str:
    """The published wording; in English the value in words, since the wording is Indonesian."""
    if words.language == "id":
        published: str = row["wording"]
        return published
    key = "figures.about" if row["rounding"] > 1 else "figures.exactly"
    return words(key, amount=words.rupiah_short(row["value"]))


def ask_parts(view: View) -> Parts:
    """The months with the one that still runs; raises NotForPress for a period whose parts do not leave."""
    if view.press:
        require_clear_parts(view.scope)
    months = view.ask(flows.by_month, view.holding.running_month)
    return Parts(months, view.ask(flows.totals), months_before(view, "received"))


def parts(context: Context, answers: Parts) -> Figure:
    """Received from participants registered in the period, and from earlier ones, by month; a single month in a row
    with the whole of those before it, of which "in the period" would mean something else."""
    frame = _months(context, answers.months, "received_from_new", "received_from_earlier")
    unknown = context.unknown_of("received")
    drawing = charts.received_parts(frame, context.words, unknown=unknown, around=answers.around)
    note = captions.breaks(context.words, context.scope)
    title, beside = parts_title(context, answers.totals), withheld_before(answers.around)
    return caption.figure(context, "received_parts", title, "rupiah", drawing, frame, note, beside)


def parts_title(context: Context, totals: Mapping[str, int | None]) -> str:
    """Who paid how much; the whole alone where a part is withheld."""
    words = context.words
    if None in totals.values():
        return caption.partly(context, "received", totals["received"])
    return words(
        f"figures.received_parts.{'title' if totals['received'] else 'none'}",
        new=words.rupiah_short(totals["received_from_new"]),
        earlier=words.rupiah_short(totals["received_from_earlier"]),
        period=context.period,
    )


def ask_by_wilayah(view: View) -> Comparison:
    """The rows of `flows.by_wilayah`."""
    answers = compare(view, flows.by_wilayah, "received")
    return replace(answers, around=others(view, lambda one: one.ask(flows.by_wilayah), "wilayah"))


def by_wilayah(context: Context, answers: Comparison) -> Figure:
    """Received by kabupaten/kota."""
    words, scope = context.words, context.scope
    named = caption.named_wilayah(words, answers.now).select("code", "label", "received")
    frame = beside(named, answers.before, "code", "received")
    frame = frame.sort(["received", "code"], descending=[True, False], nulls_last=True)
    around = None
    if answers.around is not None:
        around = caption.named_wilayah(words, answers.around).select("code", "label", value="received")
    drawing = charts.received_by(frame, words, answers.named(words), around=around)
    months = Period((answers.period or scope.period).first, scope.period.last)
    note = captions.breaks(words, scope, months)
    title = wilayah_title(context, frame, answers.whole, around is not None)
    than = answers.named(words)
    return caption.figure(context, "received_by_wilayah", title, "rupiah", drawing, frame, note, than=than)


def wilayah_title(context: Context, ranked: pl.DataFrame, whole: int | None, chosen: bool = False) -> str:
    """Where most was received, all of equals; the whole alone where a row is withheld. `chosen`: others are drawn."""
    words = context.words
    if ranked["received"].null_count():
        return caption.partly(context, "received", whole)
    if not whole:
        return words("figures.received_by_wilayah.none", period=context.period)
    if chosen:
        return caption.chosen_title(words, ranked, "received", whole)
    label, several = caption.leaders(words, ranked, "received")
    most: int = ranked.select(pl.max("received")).item()
    return words(
        f"figures.received_by_wilayah.{'tied' if several else 'title'}",
        label=label,
        amount=words.rupiah_short(most),
        share=words.percent_short(most / whole),
        total=words.rupiah_short(whole),
    )
