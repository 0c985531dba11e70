"""The figures that a briefing may hold: who composes each, and how an office program draws its table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.figures import acquisitions, agents, caption, contributions, fairness, pace, persistency, places
from dashboard.figures.table import Cell, Column, ColumnKind, Native, Table
from dashboard.view.view import View
from queries.access import Permission
from queries.metrics import Unit, catalogue


@dataclass(frozen=True)
class Offer:
    """One figure on offer. `names_agents`: only for who may see agents by name; `runs`: whether the view has it."""

    compose: Callable[[View], Figure]
    native: Native | None = None
    names_agents: bool = False
    runs: Callable[[View], bool] = lambda view: True


def _grid(by: Callable, measure: str) -> Callable[[View], Figure]:
    return lambda view: by(view, measure)


def _ranked(measure: str) -> Native:
    return Native("bar", "label", (measure, "previous"))


OFFERS: Mapping[str, Offer] = MappingProxyType(
    {
        "acquired_by_month": Offer(acquisitions.by_month, Native("column", "month", ("acquired", "previous"))),
        "cumulative_received": Offer(contributions.cumulative, Native("line", "month", ("cumulative",))),
        "received_parts": Offer(
            contributions.parts,
            Native("stacked_column", "month", ("received_from_new", "received_from_earlier")),
        ),
        "acquired_by_wilayah": Offer(acquisitions.by_wilayah, _ranked("acquired")),
        "received_by_wilayah": Offer(contributions.by_wilayah, _ranked("received")),
        "acquired_by_sector": Offer(acquisitions.by_sector, _ranked("acquired")),
        "agents_by_status": Offer(agents.statuses, Native("bar", "label", ("agents",))),
        "wilayah_map": Offer(places.wilayah),
        "pace_acquired": Offer(_grid(pace.figure, "acquired"), runs=pace.runs),
        "pace_received": Offer(_grid(pace.figure, "received"), runs=pace.runs),
        "persistency_cohort_people": Offer(_grid(persistency.by_cohort, "people")),
        "persistency_cohort_rupiah": Offer(_grid(persistency.by_cohort, "rupiah")),
        "persistency_wilayah_people": Offer(_grid(persistency.by_wilayah, "people")),
        "persistency_wilayah_rupiah": Offer(_grid(persistency.by_wilayah, "rupiah")),
        "persistency_sector_people": Offer(_grid(persistency.by_sector, "people")),
        "persistency_sector_rupiah": Offer(_grid(persistency.by_sector, "rupiah")),
        "acquired_by_office": Offer(acquisitions.by_office, _ranked("acquired")),
        "agent_funnel": Offer(fairness.funnel, names_agents=True),
        "agent_grid": Offer(agents.grid, names_agents=True),
        "dormant_timeline": Offer(agents.dormant, names_agents=True),
    }
)
"""Every figure by its id, in the order in which it is offered."""

USUAL = tuple(OFFERS)[:8]
"""What a briefing holds unless told otherwise."""

_LEFT_OUT = {"code", "kind", "latitude", "longitude", "running", "as_of", "complete"}
"""Columns for the drawing alone. The running month is no part of a briefing."""

_RUPIAH = {"received", "cumulative", "received_from_new", "received_from_earlier", "entry_amount", "covered_amount"}
_RUPIAH |= {"cumulative_received"}
_WHOLE = {"n", "service_months"}
_PEOPLE = {"acquired", "agents", "registered", "cohort_people", "covered_people", "cumulative_acquired"}
_ADDS = {"acquired", "previous", "received", "received_from_new", "received_from_earlier", "agents"}
"""Columns whose rows, of one figure, are parts of one whole."""


def offered(view: View) -> tuple[str, ...]:
    """The figures that this viewer may choose from in this view, in order."""
    named = view.viewer.may(Permission.NAME_AGENTS)
    return tuple(name for name, one in OFFERS.items() if (named or not one.names_agents) and one.runs(view))


def table(shown: Figure, withheld: tuple[tuple[int, int], ...] = ()) -> Table:
    """A figure's numbers for a document: without what only the drawing needs.

    `withheld`: row and column of the cells of `shown.table` that press mode withholds.
    """
    kept = shown.table.filter(~pl.col("running")) if "running" in shown.table.columns else shown.table
    names = [name for name in kept.columns if name not in _LEFT_OUT and not _empty(kept, name, withheld, shown)]
    names = [name for name in names if kept.schema[name] != pl.Boolean]
    names = [name for name in names if name != "status" or "label" not in names]
    columns = tuple(
        Column(name, shown.labels[name], _kind(shown, name), name in _ADDS and _adds(shown)) for name in names
    )
    place = {shown.table.columns.index(name): number for number, name in enumerate(names)}
    cells = tuple((row, place[column]) for row, column in withheld if column in place and row < kept.height)
    kinds = [column.kind for column in columns]
    rows = (tuple(map(_cell, row, kinds)) for row in kept.select(names).iter_rows())
    return Table(columns, tuple(rows), cells)


def native(shown: Figure, table: Table) -> Native | None:
    """How an office program draws the figure, with the series that its table has."""
    given = OFFERS[shown.id].native
    if given is None:
        return None
    names = {column.name for column in table.columns}
    return Native(given.kind, given.category, tuple(name for name in given.series if name in names))


def _empty(kept: pl.DataFrame, name: str, withheld: tuple[tuple[int, int], ...], shown: Figure) -> bool:
    """A column without any value, unless that is because it is withheld: there was nothing to compare with."""
    column = shown.table.columns.index(name)
    return kept[name].null_count() == kept.height > 0 and not any(one == column for _, one in withheld)


def _adds(shown: Figure) -> bool:
    """Whether a row is a part of the figure's whole; a grid has a row an agent and month, which is no table to sum."""
    return OFFERS[shown.id].native is not None or shown.id == "wilayah_map"


def _kind(shown: Figure, name: str) -> ColumnKind:
    dtype = shown.table.schema[name]
    if dtype == pl.Date:
        return "month" if name == "month" or name.endswith("_month") else "day"
    if name in _RUPIAH:
        return "rupiah"
    if name in _WHOLE:
        return "whole"
    if name in _PEOPLE:
        return "people"
    if dtype.is_integer():
        return "rupiah" if catalogue()[caption.METRIC[shown.id]].unit is Unit.RUPIAH else "people"
    if dtype.is_float():
        return "percent" if name in ("people", "rupiah") else "decimal"
    return "text"


def _cell(value: Any, kind: ColumnKind) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
