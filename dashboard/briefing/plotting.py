"""Where a native chart's parts stand and how large its letters are, worked out before it is drawn."""

from dataclasses import dataclass
from datetime import date

from dashboard.briefing import fitting, numbers
from dashboard.briefing.fitting import Box
from dashboard.briefing.pack import Cell, Column, ColumnKind, Exhibit
from dashboard.briefing.prose import printable
from dashboard.i18n import Words

SIZES = (14.0, 13.0, 12.0, 11.5)
"""Letters in a chart, in points; none is smaller."""

GAP = 0.5
"""The room between two groups of bars, as a share of one bar."""


@dataclass(frozen=True)
class Plan:
    """A chart worked out before it is drawn: `plot` inside `box`; `label`: the labels' size, 0 where there is no room;
    `first`: only the first series is labelled, the others are too narrow.
    """

    box: Box
    plot: Box
    names: tuple[str, ...]
    series: tuple[Column, ...]
    values: tuple[tuple[Cell, ...], ...]
    size: float
    label: float
    first: bool

    @property
    def kind(self) -> ColumnKind:
        """Of all series: they share one axis."""
        return self.series[0].kind

    @property
    def all(self) -> list[int | float]:
        """Every value that there is."""
        return [value for column in self.values for value in column if value is not None]


def planned(shown: Exhibit, box: Box, words: Words) -> Plan:
    """Where everything is, and how large."""
    table, native = shown.table, shown.native
    at = {column.name: number for number, column in enumerate(table.columns)}
    category = table.columns[at[native.category]]
    names = tuple(_name(category, row[at[native.category]], words) for row in table.rows)
    series = tuple(table.columns[at[name]] for name in native.series)
    values = tuple(tuple(row[at[column.name]] for row in table.rows) for column in series)
    texts = [numbers.short(series[0].kind, value, words) for column in values for value in column if value is not None]
    size = 13.0
    top, lying = 34 if len(series) > 1 else 8, native.kind.endswith("bar")
    widest = max((fitting.width(text, size) for text in texts), default=0)
    if lying:
        left = min(max((fitting.width(name, size) for name in names), default=0) + 14, box.width * 0.32)
        right = 8 if native.kind == "stacked_bar" else widest + 16
        plot = Box(left, top, box.width - left - right, box.height - top - 6)
    else:
        plot = Box(8, top + 22, box.width - 16, box.height - top - 22 - 30)
    label, first = _label(native.kind, plot, len(names), len(series), widest / size)
    beyond = max(0, (widest - plot.width / max(len(names), 1)) / 2) if native.kind == "line" else 0
    if not label:  # an axis instead
        plot = (
            Box(plot.left, plot.top, plot.width, plot.height - 26)
            if lying
            else Box(widest + 20, plot.top, plot.width - widest - 12 - beyond, plot.height)
        )
    return Plan(box, plot, names, series, values, size, label, first)


def _name(column: Column, cell: Cell, words: Words) -> str:
    if column.kind == "month":
        return words.month_short(date.fromisoformat(f"{cell}-01"))
    return printable("" if cell is None else str(cell))


def _label(kind: str, plot: Box, count: int, series: int, em: float) -> tuple[float, bool]:
    """The size of the labels and whether only the first series gets them; 0 where no size has room.

    A line's labels would lie on the line: its last point alone has one, and there is an axis.
    """
    if kind == "line":
        return 0, False
    side_by_side = 1 if kind.startswith("stacked") else series
    lying = kind.endswith("bar")
    slot = (plot.height if lying else plot.width) / max(count, 1)
    bar = slot / (side_by_side + GAP)
    for size in SIZES:
        if lying and kind == "bar" and size * 1.15 <= bar:
            return size, False
        if not lying and em * size <= (slot * 0.96 if side_by_side == 1 else bar * 1.06):
            return size, False
    smallest = SIZES[-1]
    if lying:
        return (smallest, True) if kind == "bar" and smallest * 1.15 <= slot else (0, False)
    return (smallest, True) if kind == "column" and series > 1 and em * smallest <= slot * 0.8 else (0, False)
