"""Which cells of a branch's semester may leave: of people acquired, of rupiah received, of agents by status.

Decided over the whole branch, whatever is asked for, so that two answers cannot be subtracted from each other; and by
semester, so that a longer period is a sum of semesters and a shorter one a sum of months. A cell is a tuple; None in it
is the sum over that dimension.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeAlias

import polars as pl
import polars.selectors as cs
import sqlalchemy as sa

from queries import flows, rules
from queries.agents import standings
from queries.completeness import of_branch
from queries.db.memo import part
from queries.frames import payers, standard
from queries.months import month_start
from queries.periods import month_end
from queries.press import disclosure, dominance
from queries.press.precedent import NOTHING, Precedent, precedent
from queries.scope import Scope
from queries.sectors import in_public
from queries.status import LISTED, Status

Cells: TypeAlias = frozenset[tuple[Any, ...]]
"""The cells that may leave."""

_ACQUIRED = {"place": "any", "month": "run", "sector": "one"}
_RECEIVED = {"place": "any", "month": "run", "part": "one"}
"""The dimensions of each table's cells, and what may be chosen of them; see `disclosure.decided`."""

_Measured: TypeAlias = Callable[[pl.DataFrame, Sequence[str]], pl.DataFrame]
"""Rows and a cell's columns to one row a cell with somebody behind it: those columns, people, what it has to spare."""


def places(conn: sa.Connection, scope: Scope) -> list[str]:
    """The codes of the kabupaten/kota of the branch in which an office stands or ever stood, in order."""
    return standard.places(conn, scope.of_whole_branch())


def acquired(conn: sa.Connection, scope: Scope) -> Cells:
    """Cells (place, month, sector) of people acquired in the scope's semester, of no month by sector."""
    return _acquired(conn, scope.of_whole_branch())


@part
def _acquired(conn: sa.Connection, whole: Scope) -> Cells:
    before = precedent(conn, whole, "acquired").reaching(whole.until_month("participants"))
    return _leaving(_cells_of_acquired(conn, whole), _ACQUIRED, before, adds=True)


def _cells_of_acquired(conn: sa.Connection, whole: Scope) -> pl.DataFrame:
    acquired = _flows(conn, whole).rename({"wilayah_code": "place"})
    values: dict[str, list[Any]] = {
        "place": places(conn, whole),
        "month": with_data(conn, whole, "participants", _months(whole, "participants")),
        "sector": sectors(conn, whole),
    }
    groupings = [(), *_each(values), ("place", "month"), ("place", "sector")]
    cells = _counted(acquired, values, groupings, _people(pl.col("acquired").sum()))
    return _since_briefing(cells, acquired, precedent(conn, whole, "acquired"), whole.until_month("participants"))


def _since_briefing(cells: pl.DataFrame, acquired: pl.DataFrame, before: Precedent, reach: date | None) -> pl.DataFrame:
    """The cells, where a sector's sum left to an earlier month than `reach` with the people who came after it alone: no
    cell of a month by sector tells who they are but the sum now less the sum then."""
    known: dict[tuple[Any, Any], date] = {}
    for place, month, sector in before.sums:
        if sector and reach and month < reach:
            known[place, sector] = max(month, known.get((place, sector), month))
    for (place, sector), last in known.items():
        later = pl.col("month") > last
        of_place = pl.lit(True) if place is None else pl.col("place") == place
        people = acquired.filter(later, of_place, pl.col("sector") == sector)["acquired"].sum()
        same = pl.col("place").eq_missing(pl.lit(place)) & (pl.col("sector") == sector) & pl.col("month").is_null()
        cells = cells.with_columns(people=pl.when(same).then(people).otherwise("people"))
    return cells


def sectors(conn: sa.Connection, scope: Scope) -> list[str]:
    """The sectors with an acquisition or a payment in the branch in the period, as far as they count, by the names that
    the press is told."""
    return sorted(set(_flows(conn, scope.of_whole_branch())["sector"]))


def _flows(conn: sa.Connection, whole: Scope) -> pl.DataFrame:
    amounts = ("acquired", "received")
    rows = standard.place_months(conn, whole).with_columns(in_public("sector"), *flows.counted(whole, *amounts))
    return rows.filter(pl.any_horizontal(pl.col(amounts) != 0)).collect()


def received(conn: sa.Connection, scope: Scope) -> Cells:
    """Cells (place, month, part) of rupiah received in that semester; part: new (registered in it) or earlier."""
    return _received(conn, scope.of_whole_branch())


@part
def _received(conn: sa.Connection, whole: Scope) -> Cells:
    before = precedent(conn, whole, "received").reaching(whole.until_month("contributions"))
    return _leaving(_cells_of_received(conn, whole), _RECEIVED, before, adds=False)


def _cells_of_received(conn: sa.Connection, whole: Scope) -> pl.DataFrame:
    percent = rules.dominance(conn, whole.branch, month_end(whole.period.last))
    part_of = pl.when(pl.col("registered_on") >= whole.period.first).then(pl.lit("new")).otherwise(pl.lit("earlier"))
    paid = payers.payers(conn, whole).select(
        *("participant", "amount", "agent"),
        payer=pl.coalesce("fund", pl.col("participant").cast(pl.String)),
        place="wilayah_code",
        month=month_start(pl.col("paid_on")),
        part=part_of,
    )
    months = with_data(conn, whole, "contributions", _months(whole, "contributions"))
    values: dict[str, list[Any]] = {"place": places(conn, whole), "month": months, "part": ["earlier", "new"]}
    groupings = [names for size in range(4) for names in combinations(values, size)]

    def measured(rows: pl.DataFrame, cell: Sequence[str]) -> pl.DataFrame:
        people = rows.group_by(cell).agg(people=pl.col("participant").n_unique())
        for who in ("payer", "agent"):
            people = people.join(dominance.spare(rows, cell, who, percent), on=cell)
        return people

    return _counted(paid.collect(), values, groupings, measured)


def to_issue(conn: sa.Connection, scope: Scope) -> dict[str, Precedent]:
    """By measure what a briefing about the scope's semester withholds, and tells of it while it runs."""
    whole, now = scope.of_whole_branch(), {}
    for measure, kind, counted, leaving in (
        ("acquired", "participants", _cells_of_acquired, _acquired),
        ("received", "contributions", _cells_of_received, _received),
    ):
        if last := whole.until_month(kind):
            cells, leaves = counted(conn, whole), leaving(conn, whole)
            runs = last < whole.period.last
            # While a semester runs, its sums are others each month: what was withheld of one holds for no later one.
            lasting = cells.filter(pl.col("month").is_not_null()) if runs else cells
            few, every = (_keys(frame) for frame in (disclosure.few(lasting), lasting))
            to_date = {key for key in _keys(cells) if not key[1] and runs}
            sums, unsaid = (
                frozenset((place, last, part) for place, _, part in of) for of in (to_date & leaves, to_date - leaves)
            )
            now[measure] = Precedent(few, every - few - leaves, sums, unsaid)
    return now


def _keys(cells: pl.DataFrame) -> Cells:
    return frozenset(cells.drop("people", cs.starts_with("spare")).iter_rows())


def standing(conn: sa.Connection, scope: Scope) -> Cells:
    """Cells (place, status) of agents on the as-of day: the statuses of the listed and their sum, and the removed."""
    return _standing(conn, scope.of_whole_branch())


@part
def _standing(conn: sa.Connection, whole: Scope) -> Cells:
    agents = standings.standings(conn, whole).select("status", place="wilayah_code")
    listed = [status.value for status in LISTED]
    values = {"place": places(conn, whole), "status": listed}
    groupings = [(), *_each(values), ("place", "status")]
    counted = _counted(agents.filter(pl.col("status").is_in(listed)), values, groupings, _people(pl.len()))
    of_listed = _leaving(counted, {"place": "any", "status": "one"}, adds=True)
    gone = agents.filter(pl.col("status") == Status.REMOVED.value)
    counted = _counted(gone, {"place": values["place"]}, [(), ("place",)], _people(pl.len()))
    return of_listed | {(place, Status.REMOVED.value) for (place,) in _leaving(counted, {"place": "any"}, adds=True)}


def with_data(conn: sa.Connection, scope: Scope, kind: str, months: Sequence[date]) -> list[date]:
    """The months of which the branch has data of a kind: in any other nobody can be told apart, whatever leaves."""
    empty = of_branch(conn, scope).empty_months(months)
    return [month for month in months if (kind, month) not in empty]


def _months(whole: Scope, kind: str) -> list[date]:
    last = whole.until_month(kind)
    return [month for month in whole.period.months() if last and month <= last]


def _each(values: Mapping[str, Sequence[Any]]) -> list[tuple[str, ...]]:
    return [(name,) for name in values]


def _people(counted: pl.Expr) -> _Measured:
    return lambda rows, cell: rows.group_by(cell).agg(people=counted)


def _counted(
    rows: pl.DataFrame, values: Mapping[str, Sequence[Any]], groupings: Sequence[tuple[str, ...]], measured: _Measured
) -> pl.DataFrame:
    """One row a cell of each grouping, those with nobody behind them too: a column a dimension, and what is measured.

    Every dimension of `values` stands in a grouping.
    """
    types = {name: rows.schema[name] for name in values}
    groups = []
    for names in groupings:
        grid = pl.DataFrame({"one": [0]})
        for name in names:
            grid = grid.join(pl.DataFrame({name: values[name]}, {name: types[name]}), how="cross")
        counted = measured(rows.with_columns(one=pl.lit(0)), ["one", *names])
        groups.append(grid.with_columns(pl.col("one").cast(pl.Int32)).join(counted, on=["one", *names], how="left"))
    amounts = pl.exclude("one", *values)
    return pl.concat(groups, how="diagonal").select(*values, amounts.fill_null(0).cast(pl.Int64))


def _leaving(counted: pl.DataFrame, choices: dict[str, str], before: Precedent = NOTHING, *, adds: bool) -> Cells:
    return of_counts(tuple(counted.rows()), tuple(counted.schema.items()), tuple(choices.items()), before, adds)


@lru_cache(maxsize=256)
def of_counts(
    rows: tuple[tuple[Any, ...], ...],
    schema: tuple[tuple[str, Any], ...],
    choices: tuple[tuple[str, str], ...],
    before: Precedent,
    adds: bool,
) -> Cells:
    """Decided once for the same counts: a load leaves most periods as they were, and deciding is the press's dearest.

    The counts, what sums have to spare and what was issued before alone are the key, so that whoever asks about others
    is answered anew.
    """
    people = pl.DataFrame(rows, dict(schema), orient="row")
    cells = disclosure.decided(people, dict(choices), before, adds=adds)
    return frozenset(cells.filter("leaves").select(list(dict(choices))).iter_rows())
