"""Figures as they were known at a data version, and the rows that make the difference between two versions.

A row is one participant (`acquired`) or one payment (`received` and its two parts). It is recognised by the
participant's KPJ, so that rows that were undone and loaded again are the same rows.
"""

import polars as pl
import sqlalchemy as sa

from queries import flows, loads
from queries.branches import data_version
from queries.frames import timeline
from queries.frames.corrections import brought_instead
from queries.frames.evidence import PEOPLE
from queries.lineage.causes import KEY, Cause, counts, with_worth
from queries.scope import Scope


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

    cause, load (id of the import), rows (number of participants or payments), change (in the metric's unit,
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
    states = _states(conn, scope, metric, then, now).sort(*KEY, "since")
    known = [states.filter(pl.col("since") <= at, pl.col("until") > at) for at in (then, now)]
    both = known[1].join(known[0], on=KEY, how="full", suffix="_then", coalesce=True, nulls_equal=True)
    change = pl.col("value").fill_null(0) - pl.col("value_then").fill_null(0)
    changed = both.with_columns(change=change).filter(pl.col("change") != 0)
    mine = states.join(changed, on=KEY, how="semi", nulls_equal=True)
    came = last_change(mine.with_columns(value=1), now).rename({"load": "came"})
    turned = last_change(mine, now).rename({"load": "turned"})
    late = pl.col("value_then").is_null() & pl.col("value").is_not_null()
    load = pl.when(late).then("came").otherwise("turned")
    return (
        changed.join(came, on=KEY, how="left", nulls_equal=True)
        .join(turned, on=KEY, how="left", nulls_equal=True)
        .with_columns(load=load, late=late)
        .pipe(with_instead, conn, scope, then, now)
        .with_columns(cause=cause(loads.undos(conn, scope)))
        .with_columns(pl.coalesce(name, f"{name}_then") for name in _DESCRIBING)
    )


_DESCRIBING = ("agent_code", "participant_id", "kpj_last4", "registered_on", "sector", "amount")


def _states(conn: sa.Connection, scope: Scope, metric: str, then: int, now: int) -> pl.DataFrame:
    """Every state in between of the rows that may differ; `value`: its part of the metric."""
    counted = counts(metric, scope) & pl.col("inside")
    states = (timeline.participants if metric == PEOPLE else timeline.payments)(conn, scope, then, now)
    return with_worth(states, metric).with_columns(value=pl.when(counted).then("worth").otherwise(0))


def last_change(states: pl.DataFrame, now: int) -> pl.DataFrame:
    """The load that last changed each row's `value` up to `now`, where a row that is not there counts nothing."""
    before = pl.col("until").shift(1).over(KEY), pl.col("value").shift(1).over(KEY)
    begins = pl.col("since").ne_missing(before[0]) | pl.col("value").ne_missing(before[1])
    runs = (
        states.filter(pl.col("value") != 0)
        .sort(*KEY, "since")
        .with_columns(run=begins.cum_sum())
        .group_by(*KEY, "run")
        .agg(pl.col("since").min(), pl.col("until").max())
    )
    return runs.group_by(KEY).agg(
        load=pl.max_horizontal(pl.col("since").max(), pl.col("until").filter(pl.col("until") <= now).max())
    )


def with_instead(rows: pl.DataFrame, conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.DataFrame:
    """`rows` of KEY and load with `instead`: whether the load brought the payment in place of another, corrected."""
    marked = brought_instead(conn, scope, then, now).collect().with_columns(instead=pl.lit(True))
    return rows.join(marked, on=[*KEY, "load"], how="left", nulls_equal=True).with_columns(
        pl.col("instead").fill_null(False)
    )


def cause(undos: list[int]) -> pl.Expr:
    """Why a row counts otherwise, of `load` (by which it last came, went or changed), `late` and `instead`."""
    return (
        pl.when(pl.col("load").is_in(undos))
        .then(pl.lit(Cause.UNDONE.value))
        .when(pl.col("late") & ~pl.col("instead"))
        .then(pl.lit(Cause.ENTERED_LATE.value))
        .otherwise(pl.lit(Cause.CORRECTED.value))
    )
