"""The wilayah where they lie."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts import boundaries
from dashboard.charts import places as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.comparison import whole
from dashboard.view.view import View
from queries import flows


@dataclass(frozen=True, eq=False)
class MapAnswers:
    """`rows`: of `flows.by_wilayah`. `whole`: acquired in all of them, None where that is withheld.

    `outlines`: the branch's own, a FeatureCollection; None where it has none.
    """

    rows: pl.DataFrame
    whole: int | None
    outlines: dict[str, Any] | None = None


def ask(view: View) -> MapAnswers:
    """The wilayah, and the branch's file of outlines where one is set."""
    rows = view.ask(flows.by_wilayah)
    return MapAnswers(rows, whole(view, rows, "acquired"), boundaries.read(view.geojson))


def wilayah(context: Context, answers: MapAnswers) -> Figure:
    """Acquired and received by kabupaten/kota, each in its place."""
    named = caption.named_wilayah(context.words, answers.rows)
    frame = named.select("code", "label", "kind", "latitude", "longitude", "acquired", "received")
    drawing = charts.wilayah_map(frame, context.words, outlines(answers))
    return caption.figure(context, "wilayah_map", title(context, frame, answers.whole), "people", drawing, frame)


def title(context: Context, rows: pl.DataFrame, whole: int | None) -> str:
    """Where most were acquired, all of equals; the whole alone where a row is withheld."""
    words = context.words
    if rows["acquired"].null_count():
        return caption.partly(context, "acquired", whole)
    if not whole:
        return words("figures.wilayah_map.none", period=context.period)
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
    return answers.outlines if set(answers.rows["code"]) <= codes else None
