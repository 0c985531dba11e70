"""The wilayah where they lie."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts import boundaries
from dashboard.charts import places as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.comparison import others, whole
from dashboard.view.view import View
from queries import flows


@dataclass(frozen=True, eq=False)
class MapAnswers:
    """`rows`: of `flows.by_wilayah`. `whole`: acquired in all of them, None where that is withheld.

    `outlines`: the branch's own, a FeatureCollection; None where it has none. `around`: the wilayah beside those that
    are chosen, see `comparison.others`.
    """

    rows: pl.DataFrame
    whole: int | None
    outlines: dict[str, Any] | None = None
    around: pl.DataFrame | None = None


def ask(view: View) -> MapAnswers:
    """The wilayah, and the branch's file of outlines where one is set."""
    rows = view.ask(flows.by_wilayah)
    around = others(view, lambda one: one.ask(flows.by_wilayah), "wilayah")
    return MapAnswers(rows, whole(view, rows, "acquired"), boundaries.read(view.geojson), around)


def wilayah(context: Context, answers: MapAnswers) -> Figure:
    """Acquired and received by kabupaten/kota, each in its place."""
    columns = ("code", "label", "kind", "latitude", "longitude", "acquired", "received")
    frame = caption.named_wilayah(context.words, answers.rows).select(columns)
    around = None if answers.around is None else caption.named_wilayah(context.words, answers.around).select(columns)
    drawing = charts.wilayah_map(frame, context.words, outlines(answers), around=around)
    return caption.figure(
        context, "wilayah_map", title(context, frame, answers.whole, around is not None), "people", drawing, frame
    )


def title(context: Context, rows: pl.DataFrame, whole: int | None, chosen: bool = False) -> str:
    """Where most were acquired, all of equals; the whole alone where a row is withheld. `chosen`: others are drawn."""
    words = context.words
    if rows["acquired"].null_count():
        return caption.partly(context, "acquired", whole)
    if not whole:
        return words("figures.wilayah_map.none", period=context.period)
    if chosen:
        return caption.chosen_title(words, rows, "acquired", whole)
    label, several = caption.leaders(words, rows, "acquired")
    return words(
        f"figures.wilayah_map.{'tied' if several else 'title'}",
        label=label,
        most=words.number(rows.select(pl.max("acquired")).item()),
        people=words.count("participant", whole),
    )


def outlines(answers: MapAnswers) -> dict[str, Any] | None:
    """The branch's outlines, where they have every wilayah that is shown; the schematic map stands in for them."""
    features = answers.outlines["features"] if answers.outlines else []
    codes = {one.get("properties", {}).get("code") for one in features}
    rows = [answers.rows] if answers.around is None else [answers.rows, answers.around]
    return answers.outlines if {code for one in rows for code in one["code"]} <= codes else None
