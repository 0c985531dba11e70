"""Figures as they were known at a data version, and the rows that make the difference between two versions.

A row is one participant (`acquired`) or one payment (`received` and its two parts). It is recognised by the
participant's KPJ, so that rows that were undone and loaded again are the same rows.
"""

from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries import flows, loads
from queries.branches import data_version
from queries.frames import timeline
from queries.scope import Scope

METRICS = ("acquired", "received", "received_from_new", "received_from_earlier")
"""The figures whose rows are kept as they were."""


class Cause(StrEnum):
    """Why a row counts differently now.

    entered_late: a later load brought it; corrected: a later load changed it, or the place of its agent; undone: the
    load that brought or changed it was undone.
    """

    ENTERED_LATE = "entered_late"
    CORRECTED = "corrected"
    UNDONE = "undone"


def acquired(conn: sa.Connection, scope: Scope, version: int) -> int:
    """Participants registered in the scope's period up to its as-of day, as known at the data version."""
    return value(conn, scope, "acquired", version)


def received(conn: sa.Connection, scope: Scope, version: int) -> int:
    """Rupiah paid in the scope's period up to its as-of day, as known at the data version."""
    return value(conn, scope, "received", version)


def value(conn: sa.Connection, scope: Scope, metric: str, version: int) -> int:
    """One of METRICS as known at the data version, in its unit; zero where no month of the period is complete.

    The figure of now less what changed since: it costs by the rows that changed, not by those that there are. Raises
    KeyError for another metric.
    """
    newest = max(version, data_version(conn, scope.branch))
    since = _differing(conn, scope, metric, version, newest)["change"].sum()
    return flows.totals(conn, scope)[metric] - int(since)


def rows_between(conn: sa.Connection, scope: Scope, metric: str, version_then: int, version_now: int) -> pl.DataFrame:
    """One row a cause and load that made the difference of a metric between two data versions; by cause and load.

    cause (of Cause), load (id of the import), rows (number of participants or payments), change (in the metric's unit,
    signed). The changes add up to value(now) - value(then) exactly; no row where nothing differs. Raises ValueError
    where `version_now` is before `version_then`, KeyError for a metric that is none of METRICS.
    """
    rows = _differing(conn, scope, metric, version_then, version_now)
    return (
        rows.group_by("cause", "load")
        .agg(rows=pl.len().cast(pl.Int64), change=pl.col("change").sum())
        .sort("cause", "load")
    )


def each_row_between(
    conn: sa.Connection, scope: Scope, metric: str, version_then: int, version_now: int
) -> pl.DataFrame:
    """The rows behind `rows_between`, one a participant or payment: for viewers with Permission.SEE_ROWS alone.

    cause, load, change, agent_code, participant_id, kpj_last4, registered_on, sector, and for payments blth, paid_on,
    amount (null for `acquired`): as known now, or where the row is gone as known then. By cause, load, agent,
    participant, paid_on, blth.
    """
    rows = _differing(conn, scope, metric, version_then, version_now)
    return rows.select(_ROW).sort("cause", "load", "agent_code", "participant_id", "paid_on", "blth")


_ROW = (
    *("cause", "load", "change", "agent_code", "participant_id", "kpj_last4", "registered_on", "sector"),
    *("blth", "paid_on", "amount"),
)


def _differing(conn: sa.Connection, scope: Scope, metric: str, then: int, now: int) -> pl.DataFrame:
    """The rows whose part of the metric differs, with cause, load and change."""
    if now < then:
        raise ValueError(f"version {now} is before version {then}")
    states = _states(conn, scope, metric, then, now).sort(*_KEY, "since")
    known = [states.filter(pl.col("since") <= at, pl.col("until") > at) for at in (then, now)]
    both = known[1].join(known[0], on=_KEY, how="full", suffix="_then", coalesce=True, nulls_equal=True)
    change = pl.col("value").fill_null(0) - pl.col("value_then").fill_null(0)
    changed = both.with_columns(change=change).filter(pl.col("change") != 0)
    mine = states.join(changed, on=_KEY, how="semi", nulls_equal=True)
    came = _since(mine.with_columns(value=1), now).rename({"load": "came"})
    turned = _since(mine, now).rename({"load": "turned"})
    late = pl.col("value_then").is_null() & pl.col("value").is_not_null()
    load = pl.when(late).then("came").otherwise("turned")
    return (
        changed.join(came, on=_KEY, how="left", nulls_equal=True)
        .join(turned, on=_KEY, how="left", nulls_equal=True)
        .with_columns(load=load, late=late)
        .with_columns(cause=_cause(loads.undoings(conn, scope)))
        .with_columns(pl.coalesce(name, f"{name}_then") for name in _DESCRIBING)
    )


_KEY = ["kpj_hash", "blth", "paid_on"]
_DESCRIBING = ("agent_code", "participant_id", "kpj_last4", "registered_on", "sector", "amount")


def _states(conn: sa.Connection, scope: Scope, metric: str, then: int, now: int) -> pl.DataFrame:
    """Every state in between of the rows that may differ; `value`: its part of the metric."""
    earlier = pl.col("registered_on") < scope.period.first
    counts = {
        "acquired": pl.lit(True),
        "received": pl.lit(True),
        "received_from_new": ~earlier,
        "received_from_earlier": earlier,
    }[metric]
    if metric == "acquired":
        states = timeline.participants(conn, scope, then, now).with_columns(
            blth=pl.lit(None, pl.Date), paid_on=pl.lit(None, pl.Date), amount=pl.lit(None, pl.Int64)
        )
        worth = pl.lit(1, pl.Int64)
    else:
        states, worth = timeline.payments(conn, scope, then, now), pl.col("amount")
    return states.with_columns(value=pl.when(counts & pl.col("inside")).then(worth).otherwise(0))


def _since(states: pl.DataFrame, now: int) -> pl.DataFrame:
    """The load that last changed each row's `value` up to `now`, where a row that is not there counts nothing."""
    before = pl.col("until").shift(1).over(_KEY), pl.col("value").shift(1).over(_KEY)
    begins = pl.col("since").ne_missing(before[0]) | pl.col("value").ne_missing(before[1])
    runs = (
        states.filter(pl.col("value") != 0)
        .sort(*_KEY, "since")
        .with_columns(run=begins.cum_sum())
        .group_by(*_KEY, "run")
        .agg(pl.col("since").min(), pl.col("until").max())
    )
    return runs.group_by(_KEY).agg(
        load=pl.max_horizontal(pl.col("since").max(), pl.col("until").filter(pl.col("until") <= now).max())
    )


def _cause(undoings: list[int]) -> pl.Expr:
    return (
        pl.when(pl.col("load").is_in(undoings))
        .then(pl.lit(Cause.UNDONE.value))
        .when("late")
        .then(pl.lit(Cause.ENTERED_LATE.value))
        .otherwise(pl.lit(Cause.CORRECTED.value))
    )
