"""The application's own list held against the rule: where they agree, and where they do not."""

from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.agents.standings import standings
from queries.frames import roster, standard
from queries.months import months_apart
from queries.periods import Period, month_end, month_of
from queries.rules import rule_on
from queries.scope import Scope
from queries.status import LISTED, Status


class RosterMatch(StrEnum):
    """What became of one code, in the order in which it is shown."""

    LISTED_AGAINST_RULE = "listed_against_rule"
    MISSING_AGAINST_RULE = "missing_against_rule"
    UNKNOWN = "unknown"
    AGREE = "agree"


ON_THE_LIST = tuple(status.value for status in LISTED if status is not Status.DUE_FOR_REMOVAL)
"""The states in which the rule keeps an agent on the list."""


def month(conn: sa.Connection, scope: Scope) -> date | None:
    """The month of the newest list up to the as-of month; None where there is none."""
    return next(reversed(roster.months(conn, scope)), None)


def checked(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a code of the newest list, and an agent missing from it whom the rule keeps; by finding and code.

    finding (see RosterMatch); the columns of `agents.standings` at the end of that month (all null but code where that
    is unknown; status null where the agent was registered later; uncertain, likewise); away_since (month) and
    back_after (months) of an agent who is listed again though sooner than the rule allows after they were deactivated
    or missing from the list. back_after is at least that: months without a list are not known. Neither for others. An
    agent whom neither lists has no row. Unknown codes are told of the whole branch alone: nobody knows where they
    belong.
    """
    newest = month(conn, scope)
    if newest is None:
        return pl.DataFrame(schema=_COLUMNS)
    then = scope.during(Period(newest, newest))
    lists = roster.roster(conn, then)
    states = standings(conn, then).with_columns(match=pl.col("code").str.to_uppercase())
    later = (
        standard.agents(conn, then).select("code", "name", "registered_on", "service_since", "deactivated_on").collect()
    )
    later = later.with_columns(match=pl.col("code").str.to_uppercase()).join(states, on="match", how="anti")
    known = pl.concat([states, later], how="diagonal")
    here = lists.filter(pl.col("month") == newest).select("match", "listed")
    known = known.join(_left(conn, then), on="code", how="left")
    joined = known.join(here, on="match", how="full", coalesce=True).with_columns(finding=_finding())
    if scope.wilayah is not None or scope.offices is not None:
        joined = joined.filter(pl.col("finding") != RosterMatch.UNKNOWN.value)
    order = pl.col("finding").replace_strict({one.value: n for n, one in enumerate(RosterMatch)}, return_dtype=pl.Int8)
    return (
        joined.drop_nulls("finding")
        .with_columns(code=pl.coalesce("code", "listed"))
        .join(_away(lists, joined, newest), on="match", how="left")
        .with_columns(_too_soon(conn, scope, newest))
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort(order, "code")
    )


_COLUMNS = {
    "finding": pl.String,
    "code": pl.String,
    "name": pl.String,
    "office": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "registered_on": pl.Date,
    "service_since": pl.Date,
    "deactivated_on": pl.Date,
    "status": pl.String,
    "uncertain": pl.Boolean,
    "zero_months": pl.Int32,
    "last_acquired_month": pl.Date,
    "running_people": pl.Int64,
    "last_running_month": pl.Date,
    "last_received_month": pl.Date,
    "received_recently": pl.Int64,
    "reading": pl.String,
    "due_on": pl.Date,
    "away_since": pl.Date,
    "back_after": pl.Int64,
}


def _finding() -> pl.Expr:
    retained = pl.col("status").is_in(ON_THE_LIST).fill_null(False)
    listed = pl.col("listed").is_not_null()
    return (
        pl.when(pl.col("code").is_null())
        .then(pl.lit(RosterMatch.UNKNOWN.value))
        .when(listed & retained)
        .then(pl.lit(RosterMatch.AGREE.value))
        .when(listed)
        .then(pl.lit(RosterMatch.LISTED_AGAINST_RULE.value))
        .when(retained)
        .then(pl.lit(RosterMatch.MISSING_AGAINST_RULE.value))
    )


def _left(conn: sa.Connection, then: Scope) -> pl.DataFrame:
    """code, left_on: the last day on which a service of the agent that had begun ended; none: no row."""
    begun = standard.services(conn, then).filter(pl.col("since") <= then.as_of)
    return begun.drop_nulls("until").group_by(code="agent_code").agg(left_on=pl.col("until").max()).collect()


def _away(lists: pl.DataFrame, joined: pl.DataFrame, newest: date) -> pl.DataFrame:
    """match, away_since: of who is listed now, the month in which they were deactivated, unless they stayed on the
    lists; or else the first list that lacks them after one that has them, where the list before this one lacks them."""
    earlier = sorted(set(lists["month"]) - {newest})
    on = {match: set(months) for match, months in lists.group_by("match").agg("month").iter_rows()}
    rows = []
    for row in joined.filter(pl.col("listed").is_not_null()).select("match", "left_on").iter_rows(named=True):
        left = row["left_on"]
        since = _missed(earlier, on[row["match"]])
        stayed = earlier and earlier[-1] in on[row["match"]] and left and earlier[-1] >= month_of(left)
        if left and left < newest and not stayed:
            since = month_of(left)
        rows.append({"match": row["match"], "away_since": since})
    return pl.DataFrame(rows, schema={"match": pl.String, "away_since": pl.Date})


def _missed(earlier: list[date], present: set[date]) -> date | None:
    gap = None
    for one in reversed(earlier):
        if one in present:
            return gap
        gap = one
    return None


def _too_soon(conn: sa.Connection, scope: Scope, newest: date) -> list[pl.Expr]:
    """away_since and back_after, null unless the agent is back sooner than the rule allows."""
    since = pl.col("away_since")
    after = months_apart(since, pl.lit(newest))
    soon = after < rule_on(conn, scope.branch, month_end(newest)).reactivate_after
    return [pl.when(soon).then(since).alias("away_since"), pl.when(soon).then(after).alias("back_after")]


def counted(conn: sa.Connection, scope: Scope) -> dict[str, int] | None:
    """How many codes each finding has, all of RosterMatch by name; None where no list is up to the as-of month.

    agree: on the list and kept by the rule.
    """
    if month(conn, scope) is None:
        return None
    codes = dict(checked(conn, scope)["finding"].value_counts().iter_rows())
    return {one.value: codes.get(one.value, 0) for one in RosterMatch}
