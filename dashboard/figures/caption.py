"""What every figure and every table has beside its numbers: title, scope, source, as-of day, code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dashboard.charts.figure import Drawing, Figure
from dashboard.view import captions, codes, press
from dashboard.view.view import View
from queries.press.protected import NotForPress

METRIC = {
    "acquired_by_month": "acquired",
    "acquired_by_wilayah": "acquired",
    "acquired_by_office": "acquired",
    "acquired_by_sector": "acquired",
    "agent_funnel": "acquired_per_month",
    "pace_acquired": "projected_acquired",
    "pace_received": "projected_received",
    "wilayah_map": "acquired",
    "cumulative_received": "cumulative",
    "received_parts": "received_from_new",
    "received_by_wilayah": "received",
    "agents_by_status": "agents_listed",
    "agent_grid": "zero_months",
    "dormant_timeline": "retained_until",
    "one_agent_acquired": "acquired",
    "one_agent_covered": "covered_people",
    "one_agent_sectors": "acquired",
    **{f"persistency_{by}_people": "persistency_people" for by in ("cohort", "wilayah", "sector", "agent")},
    **{f"persistency_{by}_rupiah": "persistency_rupiah" for by in ("cohort", "wilayah", "sector", "agent")},
}
"""The metric of the catalogue that each figure shows, and whose definition stands beside it."""


remembered = lru_cache(maxsize=256)
"""Composes a figure once for each view: a page runs again at every click, and composing took half of its time.

The view is the key, with its viewer, scope, language and data version; nobody may change what is handed out.
"""


def figure(
    view: View, name: str, title: str, unit: str, drawing: Drawing, table: pl.DataFrame, note: str = ""
) -> Figure:
    """The figure `name` of a view, with scope, source and as-of day; its columns are labelled by `figures.column`.

    For the press its note says how many numbers are withheld; raises NotForPress where all are.
    """
    words = view.words
    made = Figure(
        id=name,
        title=title,
        subtitle=captions.subtitle(view, words(f"figures.unit.{unit}")),
        source=captions.source(view),
        as_of=captions.as_of(view),
        alt=words("figures.alt", kind=words(f"figures.{name}.kind"), title=title),
        drawing=drawing,
        table=table,
        labels={column: words(f"figures.column.{column}") for column in table.columns},
        stem=captions.stem(view, name),
        demo=view.holding.is_demo,
        note=note,
        code=codes.code(view, name),
    )
    return press.with_note(made, words) if view.press else made


def earlier(before: View | None, question: Callable[..., pl.DataFrame]) -> pl.DataFrame | None:
    """The answer for the earlier period; None where there is none, or where it does not leave."""
    try:
        return before.ask(question) if before else None
    except NotForPress:
        return None


def partly(view: View, metric: str, total: int | None) -> str:
    """The title of a figure of which some numbers are withheld: its total, where that is shown."""
    words, period = view.words, view.words.period(view.scope.period)
    if total is None:
        return words(f"press.title.{metric}_withheld", **({} if metric == "agents_listed" else {"period": period}))
    if metric == "agents_listed":
        return words("press.title.agents_listed", total=words.count("agent", total))
    written = words.count("participant", total) if metric == "acquired" else words.rupiah_short(total)
    return words(f"press.title.{metric}", total=written, period=period)


def beside(now: pl.DataFrame, then: pl.DataFrame | None, key: str, measure: str) -> pl.DataFrame:
    """`now` with a column `previous`: the measure of the row of `then` with the same key, null where there is none."""
    if then is None:
        return now.with_columns(previous=pl.lit(None, dtype=pl.Int64))
    earlier = then.select(key, pl.col(measure).alias("previous"))
    return now.join(earlier, on=key, how="left", maintain_order="left")


def named_wilayah(view: View, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with label and kind, its label made the full name: Kota Pekalongan."""
    names = [view.words.wilayah(label, kind) for label, kind in frame.select("label", "kind").iter_rows()]
    return frame.with_columns(label=pl.Series(names, dtype=pl.String))


@dataclass(frozen=True, eq=False)
class Listing:
    """Rows without a chart, in the words of a figure; see `figure.Figure` for the fields."""

    id: str
    title: str
    subtitle: str
    source: str
    as_of: str
    alt: str
    table: pl.DataFrame
    labels: Mapping[str, str]
    stem: str
    demo: bool = False
    note: str = ""
    code: str = ""


def listing(view: View, name: str, title: str, table: pl.DataFrame) -> Listing:
    """The table `name` of a view; its columns are labelled by `tables`, its file is named by `figures.<name>.stem`."""
    words = view.words
    return Listing(
        id=name,
        title=title,
        subtitle=captions.scope(view),
        source=captions.source(view),
        as_of=captions.as_of(view),
        alt=words(f"tables.alt.{name}"),
        table=table,
        labels={column: words(f"tables.{column}") for column in table.columns},
        stem=captions.stem(view, name),
        demo=view.holding.is_demo,
    )
