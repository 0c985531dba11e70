"""The figures that a reader has seen, over semesters: what a load would change in them is their difference."""

from collections.abc import Sequence

import polars as pl
import sqlalchemy as sa

from queries import flows, insured
from queries.access import Viewer
from queries.agents.standings import standings
from queries.branches import holding
from queries.periods import Period
from queries.published import published
from queries.scope import Scope
from queries.status import Status

FIGURES = {**dict.fromkeys(("period", "metric", "place", "label", "kind"), pl.String), "value": pl.Int64}
"""period (its code), metric (its id; `as_of`: the as-of day as 20190630), place (code of the wilayah; of a
published figure PUBLISHED and its id; empty: all that the viewer may see), label (of the place; wording and
source of what was published), kind (of the place; empty: none), value (in the metric's unit; null: none)."""

PUBLISHED = "published:"
_Figure = tuple[str, str, str, str, str, int | None]

_KEY = ("period", "metric", "place")
_RECENT = 2
"""Semesters of which active participants are compared, which takes longest: who ends is missing from the newest too."""


def figures(conn: sa.Connection, viewer: Viewer, semesters: Sequence[Period]) -> pl.DataFrame:
    """One row a figure of a semester as far as it is counted, and one a published figure: the columns of FIGURES."""
    known = holding(conn, viewer.branch)
    rows: list[_Figure] = []
    for nth, semester in enumerate(semesters):
        scope = viewer.scope(semester, known.complete_in(semester), missing=known.missing, alone=known.alone)
        rows += _semester(conn, scope)
        rows += _active(conn, scope) if nth < _RECENT else []
    if known.data_version:
        rows += [
            (one.period.code, one.metric, f"{PUBLISHED}{one.id}", f"{one.wording} ({one.source})", "", one.now)
            for one in published.known(conn, known)
        ]
    return pl.DataFrame(rows, schema=FIGURES, orient="row")


def _semester(conn: sa.Connection, scope: Scope) -> list[_Figure]:
    """The as-of day, sums by wilayah and in all, and agents by status; none where no month is whole in any kind."""
    if scope.reach_month is None:
        return []
    code, totals = scope.period.code, flows.totals(conn, scope)
    rows: list[_Figure] = [(code, "as_of", "", "", "", int(f"{scope.as_of:%Y%m%d}"))] if scope.as_of else []
    rows += [(code, metric, "", "", "", totals[metric]) for metric in ("acquired", "received")]
    for place in flows.by_wilayah(conn, scope).iter_rows(named=True):
        which = (place["code"], place["label"], place["kind"])
        rows += [(code, metric, *which, place[metric]) for metric in ("acquired", "received")]
    if scope.as_of is None:
        return rows
    counted = dict(standings(conn, scope)["status"].value_counts().iter_rows())
    return rows + [(code, f"agents_{status}", "", "", "", counted.get(status.value, 0)) for status in Status]


def _active(conn: sa.Connection, scope: Scope) -> list[_Figure]:
    """Active participants and those who stopped paying at the as-of day; none without one."""
    return [
        (scope.period.code, metric, "", "", "", people)
        for row in insured.stock(conn, scope).iter_rows(named=True)
        for metric, people in (
            ("participants_active", row[insured.Cover.COVERED]),
            ("participants_stopped", row[insured.Cover.IN_ARREARS] + row[insured.Cover.LAPSED]),
        )
    ]


def differing(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The figures of which the value differs, in the order in which they were asked: FIGURES with before and after in
    place of value; null where there was, or is, none. A figure that was none and is zero does not differ.
    """
    order = pl.concat([before, after]).select(_KEY).unique(maintain_order=True).with_row_index("nth")
    both = before.join(after, on=_KEY, how="full", coalesce=True, suffix="_after")
    then, now = pl.col("value"), pl.col("value_after")
    differ = pl.when(then.is_null()).then(now != 0).otherwise(then.ne_missing(now))
    named = (pl.coalesce(f"{one}_after", one).alias(one) for one in ("label", "kind"))
    return both.filter(differ).join(order, on=_KEY).sort("nth").select(*_KEY, *named, before=then, after=now)
