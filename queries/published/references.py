"""Published figures beside the same figure computed now."""

from enum import StrEnum
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries import settled
from queries.db import schema as s
from queries.db.memo import changes_on_issue
from queries.db.rows import fetch
from queries.figures import with_targets
from queries.metrics import Unit, catalogue
from queries.published.register import taken_back
from queries.scope import Scope


class Agreement(StrEnum):
    """How a computed figure stands to the published one."""

    MATCHES = "matches"
    AFTER_ROUNDING = "matches_after_rounding"
    DIFFERS = "differs"


def agreement(published: int, computed: int, rounding: int, unit: Unit | None = None) -> Agreement:
    """Whether the two are equal, equal once the computed one is rounded (half up) as the published one was, or not.

    A computed percentage has been rounded to hundredths itself: what stands on the half may have stood below it.
    """
    if computed == published:
        return Agreement.MATCHES
    if computed < 0:  # a fall is rounded as a rise of as much
        published, computed = -published, -computed
    rounded = (2 * computed + rounding) // (2 * rounding) * rounding
    below = unit is Unit.PERCENT and 2 * (computed - published) == rounding
    return Agreement.AFTER_ROUNDING if rounded == published or below else Agreement.DIFFERS


def published(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a figure published of exactly this scope's period and places; by metric, others' first, and id.

    metric, value and rounding (the metric's unit, hundredths of a percent), wording, source, published_on, own (whether
    the branch issued it, so that agreeing with it proves nothing). No row where a sector or an office narrows the
    scope: nothing was published of that; nor of a figure that was corrected or withdrawn since, or that is
    said of figures of the catalogue (see derived.py).
    """
    r = s.reference_figures.c
    own = r.briefing_id.is_not(None).label("own")
    query = sa.select(r.metric, r.value, r.rounding, r.wording, r.source, r.published_on, own).where(
        r.metric.in_(catalogue()),
        r.branch_code == scope.branch,
        r.first_month == scope.period.first,
        r.last_month == scope.period.last,
    )
    if scope.offices is not None or scope.sectors is not None:
        query = query.where(sa.false())
    if gone := taken_back(conn, scope.branch):
        query = query.where(r.id.not_in(gone))
    return fetch(conn, query.where(r.places == scope.places).order_by(r.metric, own, r.id))


@changes_on_issue
def compared(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `published`, with computed, difference (computed less published) and agreement.

    computed, difference and agreement are null while the period is not complete in the metric's kinds or a month of it
    is missing, and for a metric not computed here.
    """
    known = with_targets(conn, scope) if scope.reach_month == scope.period.last else {}
    said = published(conn, scope).to_dicts()
    metrics = {row["metric"] for row in said} & known.keys()
    whole = [metric for metric in metrics if catalogue()[metric].until_month(scope) == scope.period.last]
    now = {metric: known[metric] for metric in whole if not settled.unsettled(conn, scope, metric)}
    rows = [
        {
            **row,
            "computed": now.get(row["metric"]),
            "difference": now[row["metric"]] - row["value"] if row["metric"] in now else None,
            "agreement": _agreement(row, now.get(row["metric"])),
        }
        for row in said
    ]
    return pl.DataFrame(rows, schema=_COMPARED)


def _agreement(row: dict[str, Any], computed: int | None) -> str | None:
    if computed is None:
        return None
    return str(agreement(row["value"], computed, row["rounding"], catalogue()[row["metric"]].unit))


_COMPARED = {
    "metric": pl.String,
    "value": pl.Int64,
    "rounding": pl.Int64,
    "wording": pl.String,
    "source": pl.String,
    "published_on": pl.Date,
    "own": pl.Boolean,
    "computed": pl.Int64,
    "difference": pl.Int64,
    "agreement": pl.String,
}


def newest(conn: sa.Connection, branch: str) -> tuple[int, int]:
    """The ids of the branch's last published figure and of its last notice on a briefing, 0 before the first: with the
    data version they tell one state of them from another."""
    figure, notice = conn.execute(_NEWEST, {"branch": branch}).one()
    return figure or 0, notice or 0


_NEWEST = sa.select(
    *(
        sa.select(sa.func.max(table.c.id)).where(table.c.branch_code == sa.bindparam("branch")).scalar_subquery()
        for table in (s.reference_figures, s.notices)
    )
)
