"""Why two counts of agents differ: those whom only one of them counts, with their status in each, by today's data."""

import polars as pl
import sqlalchemy as sa

from queries.agents.standings import standings
from queries.frames.evidence import STATES
from queries.scope import Scope

METRICS = tuple(STATES)


def agents_apart(
    conn: sa.Connection, first: Scope, first_metric: str, second: Scope, second_metric: str
) -> pl.DataFrame:
    """One row an agent whom exactly one of two metrics of METRICS counts; by side and code.

    side (first, second: the one that counts them), code, name, status_first, status_second (null: not registered by the
    as-of day, or of another place). Raises KeyError for another metric.
    """
    ours, theirs = _states(conn, first, first_metric), _states(conn, second, second_metric)
    both = ours.join(theirs, on="code", how="full", coalesce=True, suffix="_second")
    counted = pl.col("counted").fill_null(False)
    return (
        both.filter(counted != pl.col("counted_second").fill_null(False))
        .select(
            "code",
            side=pl.when(counted).then(pl.lit("first")).otherwise(pl.lit("second")),
            name=pl.coalesce("name", "name_second"),
            status_first=pl.col("status"),
            status_second=pl.col("status_second"),
        )
        .select("side", "code", "name", "status_first", "status_second")
        .sort("side", "code")
    )


def _states(conn: sa.Connection, scope: Scope, metric: str) -> pl.DataFrame:
    wanted = [status.value for status in STATES[metric]]
    return standings(conn, scope).select("code", "name", "status", counted=pl.col("status").is_in(wanted))
