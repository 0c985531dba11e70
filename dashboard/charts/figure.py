"""A figure: one chart and its words, for the screen and for every export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
from altair import TopLevelMixin


@dataclass(frozen=True, eq=False)
class Plot:
    """A chart without data, size, colours and fonts. Made once for each kind, language and wording, then kept."""

    chart: TopLevelMixin

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite; do not change it. Its data have names, its marks have styles, both to be filled."""
        spec = self.chart.to_dict(validate=False)
        spec.pop("config", None)
        return spec


@dataclass(frozen=True, eq=False)
class Drawing:
    """A plot with its data.

    `rows`: each named data set of the plot. `height`: on screen, in px, known before the data are, so that nothing
    jumps, except for charts with a row an agent: `row_height`, px a row, is then not None, `rows["rows"]` has the
    column `position` (0 is the first row), and a picture with a fixed height leaves out what does not fit.
    `params`: values of the plot's own parameters.
    """

    plot: Plot
    rows: Mapping[str, pl.DataFrame | list[dict[str, Any]]]
    height: int
    row_height: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        """Number of rows of a chart with a row an agent; 0 for any other."""
        if self.row_height is None:
            return 0
        rows = self.rows["rows"]
        assert isinstance(rows, pl.DataFrame), "outlines are no rows of agents"
        last: int | None = rows.select(pl.max("position")).item()
        return 0 if last is None else last + 1


@dataclass(frozen=True, eq=False)
class Figure:
    """A drawing with everything that must stand beside it wherever it goes.

    `id` names it on its page. `title` is a sentence that says what the chart shows; `subtitle` says scope, period and
    unit; `source` and `as_of` are whole lines. `alt` describes the chart to who cannot see it. `table` holds the
    numbers, columns by their machine names, and `labels` their names in the figure's language. `stem` is the file
    name without its ending: akuisisi_2019-S1_semua-wilayah_per-2019-06-30. `note`: what one must know to read the chart
    right, a whole line above the source; empty where there is nothing. `code`: the trace code by which the figure is
    found again, printed in every picture of it; empty where it is not kept. `licence`: under what terms it may be
    used, of what may leave. `unknown`: the months of the table without data, which are null and not withheld.
    """

    id: str
    title: str
    subtitle: str
    source: str
    as_of: str
    alt: str
    drawing: Drawing
    table: pl.DataFrame
    labels: Mapping[str, str]
    stem: str
    demo: bool = False
    note: str = ""
    code: str = ""
    licence: str = ""
    unknown: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        missing = [name for name in self.table.columns if name not in self.labels]
        if missing:
            raise ValueError(f"figure {self.id!r} has no label for {', '.join(missing)}: add them to labels")

    @property
    def whose(self) -> str:
        """Source and, of what may leave, licence, as one line."""
        return " · ".join(filter(None, (self.source, self.licence)))

    @property
    def chart(self) -> TopLevelMixin:
        """The chart object, without data and without dress."""
        return self.drawing.plot.chart
