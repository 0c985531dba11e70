"""What is another than it was known at an earlier data version: the numbers, the figures, the offices and agents."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.figures import caption, registry
from dashboard.figures.caption import Listing
from dashboard.figures.declaration import Declaration
from dashboard.imports import effects, imports
from dashboard.language.words import Words
from dashboard.view import cache, captions
from dashboard.view.asked import ASKED, Asked
from dashboard.view.view import View
from queries import flows
from queries.figures import with_targets
from queries.metrics import catalogue
from queries.press.protected import NotForPress
from queries.settled import STATES
from queries.versions import versions

NUMBERS = {"metric": pl.String, "before": pl.Int64, "after": pl.Int64}
"""A metric's number then and now, null where there was, or is, none."""

SEPARATOR = captions.SEPARATOR
_KEYS = ("code", "status", "month", "age", "reading")
_NO_NUMBERS = ("previous", "latitude", "longitude", *_KEYS)
_CELLS = {"row": pl.String, "column": pl.String, "before": pl.Float64, "after": pl.Float64}


def before_newest(view: View) -> str:
    """The data version before the newest that the view knows; empty where there is none."""
    known = view.holding.data_version
    numbers = [one.number for one in view.ask(versions)] if not view.press else []
    return str(next((number for number in numbers if number < known), ""))


def since(view: View, asked: str) -> View:
    """The same view as it was known at a data version or on a day. Raises versions.NotOnRecord, and NotForPress: two
    versions side by side tell what both withhold.
    """
    if view.press:
        raise NotForPress("office")
    holding, past = cache.opened(view.url, view.holding.code, asked, imports.today())
    places = {name: getattr(view.scope, name) for name in ("wilayah", "offices", "sectors")}
    period, viewer = view.scope.period, view.viewer.in_the_past()
    scope = viewer.scope(period, holding.complete_in(period), **places, missing=holding.missing, alone=holding.alone)
    return replace(view, viewer=viewer, holding=holding, scope=scope, past=past)


@dataclass(frozen=True, eq=False)
class Changes:
    """What is another at a view than it was: the numbers, the figures, the offices and agents; and of each figure that
    is another, by its id, what it was (None where it was none) and is."""

    numbers: Listing
    figures: Listing
    people: Listing
    pairs: Mapping[str, tuple[Figure | None, Figure]]


def changes(then: View, now: View) -> Changes:
    """All of it, worked out once for the two data versions, and anew where a briefing that is issued changes a figure.

    The two views are the key, with viewer, scope, language and data version: nobody may change what is handed out.
    """
    changing = {
        (one.version, view)
        for one in registry.FIGURES.values()
        for view in (then, now)
        if one.version and catalogue()[one.metric].until(view.scope) is not None
    }
    worked_out, asked = _changes(then, now, frozenset((*one, one[0](one[1])) for one in changing))
    if asked is not None:
        asked.used = ASKED.now()
    return worked_out


@lru_cache(maxsize=16)
def _changes(then: View, now: View, _versions: frozenset[Hashable]) -> tuple[Changes, Asked | None]:
    others = {one.id: (was, it) for one, was, it in pairs(then, now) if differing(was, it).height}
    every = Changes(_numbers_of(then, now), _figures(now, others), _people(then, now), others)
    return every, None if now.past else ASKED.note(now, _ahead)


def _ahead(view: View) -> None:
    if asked := view.choice.since or before_newest(view):
        changes(since(view, asked), view)


def steps(then: View, now: View) -> pl.DataFrame:
    """One row a number of the catalogue that is another, in the catalogue's order: the columns of NUMBERS."""
    known = [_numbers(one) for one in (then, now)]
    rows = [(metric, *pair) for metric in catalogue() if len(set(pair := [one.get(metric) for one in known])) > 1]
    return pl.DataFrame(rows, schema=NUMBERS, orient="row")


def _numbers(view: View) -> dict[str, int | None]:
    """The numbers of a view; None where no month is whole that one would be counted to."""
    asked = view.ask(with_targets)
    until_of = {name: catalogue()[name].until(view.scope) for name in asked if name in catalogue()}
    without = STATES if view.scope.as_of is None else frozenset()
    return {name: asked[name] for name, until in until_of.items() if until is not None and name not in without}


def _numbers_of(then: View, now: View) -> Listing:
    """The numbers that are others, written out, with what they were and are."""
    words, rows = now.words, steps(then, now)
    sides = {
        side: [effects.value(metric, number, words) for metric, number in rows.select("metric", side).rows()]
        for side in ("before", "after")
    }
    named = [catalogue()[name].label[words.language] for name in rows["metric"]]
    table = pl.DataFrame({"figure": named, **sides}, schema=dict.fromkeys(("figure", *sides), pl.String))
    return _listing(now, "changed_numbers", sentence(then, now), table)


def sentence(then: View, now: View) -> str:
    """How many numbers are others than then, or that none is."""
    words, n = now.words, steps(then, now).height
    names = {"then": versioned(then), "n": words.number(n)}
    return words("changed.some" if n else "changed.none", **names)


def versioned(view: View) -> str:
    """Which data a view shows: the version, and the day on which it was known."""
    version = view.words.number(view.holding.data_version)
    return captions.known_at(view.words, view.past) if view.past else view.words("changed.now", version=version)


def _figures(now: View, others: Mapping[str, tuple[Figure | None, Figure]]) -> Listing:
    """Each figure of the page's scope that is another: how many of its numbers, and what its title said and says."""
    words = now.words
    rows = [
        (label(words, registry.FIGURES[name]), differing(was, it).height, was.title if was else "–", it.title)
        for name, (was, it) in others.items()
    ]
    schema = {"figure": pl.String, "changed_cells": pl.Int64, "title_before": pl.String, "title_after": pl.String}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    title = words("changed.figures", n=words.number(table.height))
    return _listing(now, "changed_figures", title, table)


def label(words: Words, one: Declaration) -> str:
    """A figure's name in a list; that of its metric and its kind, where no briefing has it."""
    if one.briefing:
        return one.label(words)
    return f"{catalogue()[one.metric].label[words.language]}{SEPARATOR}{words(f'figures.{one.id}.kind')}"


def pairs(then: View, now: View) -> Iterator[tuple[Declaration, Figure | None, Figure]]:
    """Every figure of a view that is about no single agent, as it was, None where it was none, and as it is."""
    for name in registry.of_branch(now):
        one = registry.FIGURES[name]
        has = now.scope.reach_month is not None and catalogue()[one.metric].until(now.scope) is not None
        had = catalogue()[one.metric].until(then.scope) is not None and one.runs(then)
        if has:
            yield one, registry.figure(then, name) if had else None, registry.figure(now, name)


@lru_cache(maxsize=256)
def differing(then: Figure | None, now: Figure) -> pl.DataFrame:
    """One row a number of a figure that is another: row (its name), column, before, after (null: it has none)."""
    after, before = _cells(now), _cells(then) if then else pl.DataFrame(schema=_CELLS)
    both = before.join(after.rename({"after": "now"}).drop("before"), on=["row", "column"], how="full", coalesce=True)
    was, is_now = pl.col("before"), pl.col("now")
    apart = was.is_null() != is_now.is_null()
    return both.filter(apart | ((was - is_now).abs() > _NEAR)).select("row", "column", before=was, after=is_now)


_NEAR = 1e-9


def named(figure: Figure, cells: pl.DataFrame) -> pl.DataFrame:
    """The rows of `differing` with the names of the figure's columns and rows in its language."""
    table, texts = figure.table, dict(figure.labels)
    named = {}
    if {"code", "label"} <= set(table.columns):
        named = dict(table.select("code", "label").unique("code").iter_rows())
    rows = [_named_row(named, one) for one in cells["row"]]
    return cells.select(
        pl.Series("changed_row", rows, dtype=pl.String),
        pl.Series("changed_column", [texts.get(one, one) for one in cells["column"]], dtype=pl.String),
        "before",
        "after",
    )


def _named_row(names: dict[str, str], row: str) -> str:
    code, dot, rest = row.partition(SEPARATOR)
    return f"{names.get(code) or code}{dot}{rest}"


def _cells(figure: Figure) -> pl.DataFrame:
    """One row a number of a figure: row, column, before and after (both the number)."""
    table = figure.table
    others = [name for name, kind in table.schema.items() if kind in (pl.String, pl.Date)]
    keys = [name for name in _KEYS if name in table.columns] or others
    counted = [n for n, kind in table.schema.items() if kind.is_numeric() and n not in _NO_NUMBERS]
    texts = [pl.col(name).cast(pl.String).fill_null("-") for name in keys]
    named = pl.concat_str(texts or [pl.lit("-")], separator=SEPARATOR)
    cells = table.select(named.alias("row"), pl.col(counted).cast(pl.Float64))
    nth = pl.int_range(pl.len()).over("row")
    cells = cells.with_columns(row=pl.when(nth > 0).then(pl.format("{} ({})", "row", nth + 1)).otherwise("row"))
    long = cells.unpivot(counted, index="row", variable_name="column", value_name="before").drop_nulls("before")
    number = pl.col("before").cast(pl.Float64)
    return long.select(pl.col("row", "column").cast(pl.String), number, number.alias("after"))


def _people(then: View, now: View) -> Listing:
    """The offices and agents to whom more, or fewer, acquisitions or payments of the period are counted than then."""
    words = now.words
    parts = [
        moved_between(then.ask(question), now.ask(question)).select(
            pl.lit(words(f"moved.level.{level}")).alias("moved_level"),
            "code",
            *((pl.col("label") if one == level else pl.lit(None, pl.String)).alias(_NAMES[one]) for one in _NAMES),
            *_MEASURED,
        )
        for level, question in (("office", flows.by_office), ("agent", flows.by_agent))
    ]
    table = pl.concat(parts)
    return _listing(now, "changed_people", words("changed.people", n=words.number(table.height)), table)


_MEASURED = ("acquired_before", "acquired_after", "received_before", "received_after")
_NAMES = {"agent": "name", "office": "office"}
"""The column that names each: an agent's name is a way to their page, an office's is none."""


def moved_between(then: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """One row an office or agent of two answers whose acquired or received is another: code, label, and of each measure
    `_before` and `_after`; the largest difference in rupiah first, then in people, then by code.
    """
    measures = ("acquired", "received")
    sides = [
        one.select("code", "label", *(pl.col(name).alias(f"{name}_{side}") for name in measures))
        for one, side in ((then, "before"), (now, "after"))
    ]
    both = sides[0].join(sides[1], on="code", how="full", coalesce=True)
    both = both.with_columns(pl.col(f"{name}_{side}").fill_null(0) for name in measures for side in ("before", "after"))
    apart = {name: pl.col(f"{name}_after") - pl.col(f"{name}_before") for name in measures}
    named = both.with_columns(label=pl.coalesce("label_right", "label")).drop("label_right")
    order = (apart["received"].abs(), apart["acquired"].abs(), pl.col("code"))
    return named.filter(pl.any_horizontal(*(one != 0 for one in apart.values()))).sort(
        *order, descending=[True, True, False]
    )


def _listing(now: View, name: str, title: str, table: pl.DataFrame) -> Listing:
    return caption.listing(caption.context(now), name, title, table)
