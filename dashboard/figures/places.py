"""The wilayah where they lie."""

import polars as pl

from dashboard.charts import boundaries
from dashboard.charts import places as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.view.view import View
from queries import flows


@caption.remembered
def wilayah(view: View) -> Figure:
    """Acquired and received by kabupaten/kota, each in its place."""
    words = view.words
    named = caption.named_wilayah(view, view.ask(flows.by_wilayah))
    frame = named.select("code", "label", "kind", "latitude", "longitude", "acquired", "received")
    drawing = charts.wilayah_map(frame, words, _outlines(view, frame))
    return caption.figure(view, "wilayah_map", _title(view, frame), "people", drawing, frame)


def _title(view: View, frame: pl.DataFrame) -> str:
    if frame["acquired"].null_count():
        return caption.partly(view, "acquired", view.ask(flows.totals)["acquired"])
    words, total = view.words, frame["acquired"].sum()
    told = {"period": words.period(view.scope.period)}
    if total:
        first = frame.row(frame["acquired"].arg_max(), named=True)
        told |= {"label": first["label"], "most": words.number(first["acquired"])}
        told |= {"people": words.count("participant", total)}
    return words(f"figures.wilayah_map.{'title' if total else 'none'}", **told)


def _outlines(view: View, frame: pl.DataFrame) -> dict | None:
    """The branch's outlines, where they have every wilayah that is shown; the schematic map stands in for them."""
    found = boundaries.read(view.geojson)
    have = {one.get("properties", {}).get("code") for one in found["features"]} if found else set()
    return found if set(frame["code"]) <= have else None
