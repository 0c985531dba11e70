"""Which reading of the rule the application's own lists speak for: how much of each list each reading explains."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.agents import doubt
from queries.agents.roster import ON_THE_LIST
from queries.agents.standings import standings
from queries.frames import roster
from queries.months import months_apart
from queries.periods import Period, month_end
from queries.rules import Reading, rule_on
from queries.scope import Scope
from queries.status import status_expr

READINGS = (Reading.RUNS, Reading.CAME_IN, Reading.ALONE)
"""In the order in which they are shown: the one that retains most agents first."""

LISTS = 12
"""Lists that are looked at, the newest."""


def explained(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a list up to the as-of month and reading, the newest LISTS lists; newest first, in READINGS' order.

    month, reading (see Reading.code), listed (agents of the scope on the list), listed_explained (whom the reading
    keeps on it at the month's end), missing (agents not on it), missing_explained (whom the reading lets fall due);
    uncertain (whether what is missing of the months before could make one of these another number).

    Judged by acquisitions and contributions alone, as though no deactivation had been dated: that date is what the
    reading is to explain. An agent registered after the month, or deactivated before it, and a code that is unknown
    are not counted. The months of the rule are those in force at the list's month's end.
    """
    newest = roster.months(conn, scope)[-LISTS:]
    if not newest:
        return pl.DataFrame(schema=_COLUMNS)
    lists = roster.roster(conn, scope)
    return pl.concat([_of_list(conn, scope, lists, month) for month in reversed(newest)])


_COUNTS = ("listed", "listed_explained", "missing", "missing_explained")
_COLUMNS = {"month": pl.Date, "reading": pl.String, **dict.fromkeys(_COUNTS, pl.Int64), "uncertain": pl.Boolean}


def _of_list(conn: sa.Connection, scope: Scope, lists: pl.DataFrame, month: date) -> pl.DataFrame:
    last, on_list = month_end(month), lists.filter(pl.col("month") == month)["match"]
    then = scope.during(Period(month, month))
    agents = (
        standings(conn, then)
        .filter((pl.col("deactivated_on") >= month).fill_null(True))
        .with_columns(
            deactivated_on=pl.lit(None, pl.Date),
            months_since_received=months_apart(pl.col("last_received_month"), pl.lit(month)),
        )
        .with_columns(**doubt.at_best(conn, then))
    )
    on, rule = pl.col("code").str.to_uppercase().is_in(on_list.implode()), rule_on(conn, scope.branch, last)
    rows = []
    for reading in READINGS:
        read = rule._replace(reading=reading)
        status = status_expr(last, read)
        stays = status.is_in(ON_THE_LIST)
        counts = agents.with_columns(status=status).select(
            month=pl.lit(month),
            reading=pl.lit(reading.code),
            listed=on.sum(),
            listed_explained=(on & stays).sum(),
            missing=(~on).sum(),
            missing_explained=(~on & ~stays).sum(),
            uncertain=doubt.other_status(last, read).any(),
        )
        rows.append(counts)
    return pl.concat(rows).cast(pl.Schema(_COLUMNS))
