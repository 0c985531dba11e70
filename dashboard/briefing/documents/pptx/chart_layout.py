"""Where a native chart's parts stand and how large its letters are, worked out before it is drawn."""

from dataclasses import dataclass
from datetime import date

from dashboard.briefing.documents import fit_text, number_formats
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.prose import printable
from dashboard.figures.table import Cell, Column, ColumnKind, Native, Table, numeric
from dashboard.language.words import Words

SIZES = (14.0, 13.0, 12.0, 11.5)
"""Letters in a chart, in points; none is smaller."""

_GAP, _GAP_OF_STACKS = 0.5, 0.2
"""The room between two groups of bars, as a share of one bar; stacks have their numbers inside, and so are wide."""

_NAMES, _BROKEN = 0.42, 0.7
"""The most of a chart's width that names take, and the share of it after which an office program breaks a name."""


@dataclass(frozen=True)
class Plan:
    """A chart worked out before it is drawn: `plot` inside `box`; `label`: the labels' size, 0 where there is no room;
    `first`: only the first series is labelled, the others are too narrow; `turned`: the names under it stand upright;
    `bare`: the labels have no unit, which an axis says.
    """

    native: Native
    box: Box
    plot: Box
    names: tuple[str, ...]
    series: tuple[Column, ...]
    values: tuple[tuple[int | float | None, ...], ...]
    size: float
    label: float
    first: bool
    turned: bool
    bare: bool = False

    @property
    def axis(self) -> bool:
        """Whether amounts stand along an axis: where none, or none with its unit, has room at its mark."""
        return self.bare or not self.label

    @property
    def kind(self) -> ColumnKind:
        """Of all series: they share one axis."""
        return self.series[0].kind

    @property
    def all(self) -> list[int | float]:
        """Every value that there is."""
        return [value for column in self.values for value in column if value is not None]


UPRIGHT = 1.35
"""The room between names that stand upright, in their letters' size."""


def gap(kind: str) -> float:
    """The room between two groups of bars of a chart of this kind, as a share of one bar."""
    return _GAP_OF_STACKS if kind.startswith("stacked") else _GAP


def planned(table: Table, native: Native, box: Box, words: Words) -> Plan:
    """Where everything is, and how large."""
    at = {column.name: number for number, column in enumerate(table.columns)}
    category = table.columns[at[native.category]]
    names = tuple(_name(category, row[at[native.category]], words) for row in table.rows)
    series = tuple(table.columns[at[name]] for name in native.series)
    values = tuple(tuple(numeric(row[at[column.name]]) for row in table.rows) for column in series)
    texts = [
        number_formats.short(series[0].kind, value, words) for column in values for value in column if value is not None
    ]
    top, size = 34 if len(series) > 1 else 8, SIZES[1]
    widest = max((fit_text.width(text, size, bold=True) for text in texts), default=0)
    if native.kind.endswith("bar"):
        room = box.height - top - 6
        names, size, left = _beside(names, room / max(len(names), 1), box.width)
        right = 8 if native.kind == "stacked_bar" else widest + 16
        plot, turned = Box(left, top, box.width - left - right, room), False
    else:
        longest = max((fit_text.width(name, size) for name in names), default=0)
        turned = longest + 6 > (box.width - 16) / max(len(names), 1)
        below = longest + 14 if turned else 30
        plot = Box(8, top + 22, box.width - 16, box.height - top - 22 - below)
    label, first = _label(native.kind, plot, len(names), len(series), widest / SIZES[1])
    bare = False
    if not label:  # an axis instead
        plot = _with_axis(native.kind, plot, widest, len(names))
        if native.kind == "stacked_column" and series[0].kind == "rupiah":
            label = _label(native.kind, plot, len(names), len(series), _alone(values, words))[0]
            bare = label > 0
    if turned:  # names that stand upright need their height beside each other, in another font's lines too
        size = next((one for one in SIZES[1:] if one * UPRIGHT * len(names) <= plot.width), size)
    return Plan(native, box, plot, names, series, values, size, label, first, turned, bare)


def _alone(values: tuple[tuple[int | float | None, ...], ...], words: Words) -> float:
    """The width of the widest amount without its unit, in its letters' size."""
    every = [value for column in values for value in column if value is not None]
    return max((fit_text.width(number_formats.bare(one, every, words), 1, bold=True) for one in every), default=0)


def _with_axis(kind: str, plot: Box, widest: float, count: int) -> Box:
    """The plot with room for the amounts along it, and behind a line's last point for half of its number."""
    if kind.endswith("bar"):
        return Box(plot.left, plot.top, plot.width, plot.height - 26)
    beyond = max(0, (widest - plot.width / max(count, 1)) / 2) if kind == "line" else 0
    return Box(widest + 20, plot.top, plot.width - widest - 12 - beyond, plot.height)


def _beside(names: tuple[str, ...], slot: float, across: float) -> tuple[tuple[str, ...], float, float]:
    """Names that stand beside bars, their size and the room for them: no higher than a bar's place, else cut."""
    for size in SIZES[1:]:
        left = min(max((fit_text.width(name, size) for name in names), default=0) + 16, across * _NAMES)
        if all(fit_text.height(name, size, left * _BROKEN) <= max(slot, size * fit_text.LEADING) for name in names):
            return names, size, left
    place = Box(0, 0, left * _BROKEN, max(slot, size * fit_text.LEADING))
    return tuple(fit_text.fitted(name, (size,), place)[0] for name in names), size, left


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
    bar = slot / (side_by_side + gap(kind))
    stacked, smallest = kind.startswith("stacked"), SIZES[-1]
    for size in SIZES:
        if lying and not stacked and size * 1.15 <= bar:
            return size, False
        if not lying and em * size <= (bar * 0.94 if stacked else slot * 0.96 if series == 1 else bar * 1.06):
            return size, False
    if lying:
        return (smallest, True) if not stacked and smallest * 0.75 <= bar else (0, False)
    return (smallest, True) if not stacked and series > 1 and em * smallest <= bar * 1.4 else (0, False)
