"""What every figure and every table has beside its numbers: title, scope, source, as-of day, code.

A figure is a pure function of its answers and of this context: neither knows a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import polars as pl

from dashboard.charts.figure import Drawing, Figure
from dashboard.language.words import Words
from dashboard.view import captions, codes, completeness, press
from dashboard.view.view import View
from queries.db.schema import MONTHLY
from queries.metrics import catalogue
from queries.periods import month_end
from queries.scope import Scope
from queries.settled import KINDS, doubtful, without_data


@dataclass(frozen=True)
class Context:
    """What a view's figures have in common.

    `about`: places, sectors and period, a line; `source`, `as_of`: whole lines; `file_tail`: what the name of each file
    ends in; `as_of_line`, `until_lines` and `tails`: where a kind of rows is not counted to the as-of day, that day's
    own line, and by kind the line and the file's ending of what is counted of it alone, else empty; `code_start`: what
    the trace code of each number begins with, empty for no codes. `press`: what is shown may leave. `missing`:
    sentences on months that are not whole, empty where all are; `no_data`: the metrics of which there are no data in
    the period; `unknown`: kind and month of those of the period without data; `doubtful`: whether a status depends on a
    month that is missing; `metric`: of the one figure that is composed.
    """

    words: Words
    scope: Scope
    about: str = ""
    source: str = ""
    as_of: str = ""
    file_tail: str = ""
    code_start: str = ""
    demo: bool = False
    press: bool = False
    missing: str = ""
    no_data: frozenset[str] = frozenset()
    unknown: frozenset[tuple[str, date]] = frozenset()
    doubtful: bool = False
    metric: str = ""
    as_of_line: str = ""
    until_lines: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tails: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def unknown_of(self, metric: str) -> frozenset[date]:
        """The months of the period of which there are no data for a metric that adds up months; none for any other."""
        return frozenset(month for kind, month in self.unknown if kind in KINDS.get(metric, ()))

    @property
    def lacking(self) -> str:
        """Of what there are no data in the period, where the figure's metric has none; empty where it has."""
        if self.metric not in self.no_data:
            return ""
        kinds, months = KINDS.get(self.metric, MONTHLY), self.scope.period.months()
        none = [kind for kind in kinds if all((kind, month) in self.unknown for month in months)]
        return self.words.join(self.words(f"completeness.kind.{kind}") for kind in none or kinds)

    @property
    def period(self) -> str:
        """The period inside a sentence; where it is not counted to its end, until which day.

        Without a metric that of what is acquired and received, and none where the two are not counted to one day.
        """
        period, metrics = self.scope.period, [self.metric] if self.metric in catalogue() else ["acquired", "received"]
        until, *other = {catalogue()[metric].until(self.scope) for metric in metrics}
        name = self.words.period(period)
        if other or until is None or until >= month_end(period.last):
            return name
        return f"{name} {self.words('kpis.until', day=self.words.day(until))}"

    def code(self, name: str) -> str:
        """The trace code of a metric or figure, by its id; empty without codes."""
        return codes.of_start(self.code_start, name) if self.code_start else ""

    def stem(self, name: str) -> str:
        """The name of a figure's or table's file, without its ending."""
        return f"{self.words(f'figures.{name}.stem')}_{self.tails.get(_flow(name), self.file_tail)}"

    def until(self, name: str) -> str:
        """The line that says until when a figure or table counts."""
        return self.until_lines.get(_flow(name), self.as_of)


def _measure(name: str) -> str:
    """What a figure shows alone, by its id; empty for anything else."""
    return next((one for one in ("acquired", "received") if one in name), "")


def _flow(name: str) -> str:
    return catalogue()[measure].flow or "" if (measure := _measure(name)) else ""


@lru_cache(maxsize=256)
def context(view: View, one_agent: bool = False) -> Context:
    """The context of a view, asked once. `one_agent`: its codes lead back to the agent whom the view is about.

    Raises NotForPress for a choice that does not leave.
    """
    apart = captions.apart(view.scope)
    return Context(
        words=view.words,
        scope=view.scope,
        about=captions.scope(view),
        source=captions.source(view),
        as_of=captions.as_of(view),
        file_tail=captions.file_tail(view),
        code_start=codes.start(view, one_agent),
        demo=view.holding.is_demo,
        press=view.press,
        missing=completeness.sentence(view),
        no_data=without_data(view.holding.completeness, view.scope),
        unknown=view.holding.completeness.uncounted(view.scope, view.holding.running_month),
        doubtful=view.scope.as_of is not None and view.ask(doubtful),
        as_of_line=captions.day(view, view.scope.as_of) if apart else "",
        until_lines={kind: captions.day(view, view.scope.until(kind)) for kind in apart},
        tails={kind: captions.file_tail(view, kind) for kind in apart},
    )


def figure(
    context: Context,
    name: str,
    title: str,
    unit: str,
    drawing: Drawing,
    table: pl.DataFrame,
    note: str = "",
    beside: int = 0,
    than: str | None = None,
) -> Figure:
    """The figure `name`, with scope, source and as-of day; its columns are labelled by `figures.column`, that of the
    period before by `than`, its name.

    Of a metric without data in the period its title says so. For the press its note says how many numbers are
    withheld, `beside` the table in the drawing too; raises NotForPress where all of the table are.
    """
    words = context.words
    if context.lacking:
        title = words("completeness.no_data_title", what=context.lacking, period=context.period)
    whole = Figure(
        id=name,
        title=title,
        subtitle=captions.SEPARATOR.join([context.about, words(f"figures.unit.{unit}")]),
        source=context.source,
        as_of=context.until(name),
        alt=words("figures.alt", kind=words(f"figures.{name}.kind"), title=title),
        drawing=drawing,
        table=table,
        labels=_labels(words, table, than),
        stem=context.stem(name),
        demo=context.demo,
        note=" ".join(filter(None, (note, context.missing))),
        code=context.code(name),
        licence=words("figures.licence") if context.press else "",
        unknown=context.unknown_of(context.metric),
    )
    return press.with_note(whole, words, beside) if context.press else whole


def _labels(words: Words, table: pl.DataFrame, than: str | None) -> dict[str, str]:
    """The columns' names; that of what is set beside is the name of its period."""
    named = {"previous": words.capital(than)} if than else {}
    return {column: named.get(column) or words(f"figures.column.{column}") for column in table.columns}


def partly(context: Context, metric: str, total: int | None) -> str:
    """The title of a figure of which some numbers are withheld: its total; None where that is withheld too."""
    words, period = context.words, context.period
    if total is None:
        return words(f"press.title.{metric}_withheld", **({} if metric == "agents_listed" else {"period": period}))
    if metric == "agents_listed":
        return words("press.title.agents_listed", total=words.count("agent", total))
    written = words.count("participant", total) if metric == "acquired" else words.rupiah_short(total)
    return words(f"press.title.{metric}", total=written, period=period)


def leaders(words: Words, rows: pl.DataFrame, column: str) -> tuple[str, bool]:
    """The names of all rows that have most, in the rows' order, joined; and whether they are several."""
    most: list[str] = rows.filter(pl.col(column) == pl.col(column).max())["label"].to_list()
    return words.join(most), len(most) > 1


def chosen_title(words: Words, rows: pl.DataFrame, column: str, whole: int) -> str:
    """The title of what a filter leaves, beside which the others are drawn too: "most" would be said of these alone."""
    written = words.rupiah_short if column == "received" else words.number
    if rows.height == 1:
        amount = words.rupiah_short(whole) if column == "received" else words.count("participant", whole)
        return words(f"figures.chosen.{column}", label=rows["label"][0], amount=amount)
    label, most = leaders(words, rows, column)[0], written(rows.select(pl.max(column)).item())
    return words("figures.chosen.most", label=label, n=words.number(rows.height), most=most, whole=written(whole))


def joined(said: str, more: str | None) -> str:
    """Two parts of a cell, or the first alone."""
    return captions.SEPARATOR.join(filter(None, (said, more)))


def named_wilayah(words: Words, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with label and kind, its label made the full name: Kota Pekalongan."""
    names = [words.wilayah(label, kind) for label, kind in frame.select("label", "kind").iter_rows()]
    return frame.with_columns(label=pl.Series(names, dtype=pl.String))


def named_sectors(words: Words, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose code is a sector, with its name as label."""
    return frame.with_columns(label=pl.Series([words.sector(name) for name in frame["code"]], dtype=pl.String))


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

    @property
    def whose(self) -> str:
        """Its source, as `figure.Figure` has it: rows are for inside, under no licence."""
        return self.source


def listing(context: Context, name: str, title: str, table: pl.DataFrame) -> Listing:
    """The table `name`; its columns are labelled by `tables`, its file is named by `figures.<name>.stem`."""
    words = context.words
    return Listing(
        id=name,
        title=title,
        subtitle=context.about,
        source=context.source,
        as_of=context.as_of,
        alt=words(f"tables.alt.{name}"),
        table=table,
        labels={column: words(f"tables.{column}") for column in table.columns},
        stem=context.stem(name),
        demo=context.demo,
        note=context.missing,
    )
