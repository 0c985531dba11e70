"""The participants whose agents are due for removal, or removed, so that the branch can take them over."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.agents.standings import standings
from queries.frames.memberships import MOST_WITHOUT_COVER
from queries.frames.people import last_paid, paid_from
from queries.months import month_start, months_apart, shifted
from queries.scope import Scope
from queries.status import LISTED, Status


class Prospect(StrEnum):
    """What can become of a participant, in the order in which it is shown: the first two can still be saved.

    covered: the as-of month is paid for; in_arrears: up to three months are not; lapsed: more are not; ended: by a day
    and for a reason that are on record.
    """

    COVERED = "covered"
    IN_ARREARS = "in_arrears"
    LAPSED = "lapsed"
    ENDED = "ended"


SAVABLE = (Prospect.COVERED, Prospect.IN_ARREARS)


def leaving(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a participant of an agent due for removal or removed, of the scope's sectors; by prospect (as in
    Prospect), office, next due month, agent.

    prospect, office_code, office, wilayah_code, wilayah, kind, agent_code, agent (who looks after them), status (the
    agent's), acquirer (the code of who registered them), participant
    (id), last4 (of the KPJ), sector, registered_on, last_covered_month, last_paid_on (null: never paid), next_due_month
    (the month after the last covered one; of who never paid, the month of registration), ended_on and end_reason (null:
    not ended by the as-of day).
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    agents = standings(conn, scope).filter(pl.col("status").is_in(LEAVING))
    people = last_paid(conn, scope, agents["code"].to_list()).collect()
    people = people.filter(pl.col("registered_on") <= scope.as_of)
    if scope.sectors is not None:
        people = people.filter(pl.col("sector").is_in(sorted(scope.sectors)))
    following = shifted(pl.col("last_covered_month"), 1)
    ended = pl.col("ended_on") <= scope.as_of
    return (
        people.join(agents.rename({"code": "agent_code", "name": "agent"}).drop("registered_on"), on="agent_code")
        .with_columns(
            pl.when(ended).then(pl.col("ended_on", "end_reason")).name.keep(),
            next_due_month=following.fill_null(month_start(pl.col("registered_on"))),
        )
        .with_columns(prospect=_prospect(pl.lit(scope.as_of_month)))
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort("prospect", "office_code", "next_due_month", "agent_code", "participant")
    )


LEAVING = [Status.DUE_FOR_REMOVAL.value, Status.REMOVED.value]
"""The statuses of agents whose participants are to be taken over."""


def _prospect(month: pl.Expr) -> pl.Expr:
    """From `ended_on` and `next_due_month`, in `month`."""
    uncovered = months_apart(pl.col("next_due_month"), month) + 1
    return (
        pl.when(pl.col("ended_on").is_not_null())
        .then(pl.lit(Prospect.ENDED.value))
        .when(uncovered <= 0)
        .then(pl.lit(Prospect.COVERED.value))
        .when(uncovered <= MOST_WITHOUT_COVER)
        .then(pl.lit(Prospect.IN_ARREARS.value))
        .otherwise(pl.lit(Prospect.LAPSED.value))
    )


_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "prospect": pl.Enum([one.value for one in Prospect]),
    "office_code": pl.String,
    "office": pl.String,
    "wilayah_code": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "agent_code": pl.String,
    "agent": pl.String,
    "status": pl.String,
    "acquirer": pl.String,
    "participant": pl.Int64,
    "last4": pl.String,
    "sector": pl.String,
    "registered_on": pl.Date,
    "last_covered_month": pl.Date,
    "last_paid_on": pl.Date,
    "next_due_month": pl.Date,
    "ended_on": pl.Date,
    "end_reason": pl.String,
}


def candidates(people: pl.DataFrame) -> pl.DataFrame:
    """The rows of `leaving` of those who may be taken over: whose membership has not ended."""
    return people.filter(pl.col("prospect") != Prospect.ENDED.value)


def by_office(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an office and next due month of `candidates`; in that order.

    office_code, office, next_due_month, agents, people, savable (those of them covered or in arrears).
    """
    return (
        candidates(leaving(conn, scope))
        .group_by("office_code", "office", "next_due_month")
        .agg(
            agents=pl.col("agent_code").n_unique().cast(pl.Int64),
            people=pl.len().cast(pl.Int64),
            savable=savable().sum().cast(pl.Int64),
        )
        .sort("office_code", "next_due_month")
    )


def savable() -> pl.Expr:
    """Whether a participant can still be saved, of `prospect`."""
    return pl.col("prospect").is_in([one.value for one in SAVABLE])


def looked_after(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a participant whom an agent looks after on the as-of day; by last covered month, the latest first.

    participant (id), last4 (of the KPJ), sector, last_covered_month (null: never paid).
    """
    people = last_paid(conn, scope, [agent]).filter(pl.col("registered_on") <= scope.as_of)
    ordered = people.sort("last_covered_month", "participant", descending=[True, False], nulls_last=True)
    return ordered.select("participant", "last4", "sector", "last_covered_month").collect()


def paid_since(conn: sa.Connection, scope: Scope, people: Sequence[int], since: date) -> int:
    """Rupiah that these participants (ids) paid from a day on."""
    return paid_from(conn, scope, people, since)


def givers_and_takers(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent registered by the as-of day, those whose participants are to be taken over first, then by code.

    code, name, office, status, listed (whether they may take over).
    """
    listed = pl.col("status").is_in([status.value for status in LISTED])
    agents = standings(conn, scope).with_columns(listed=listed)
    return agents.sort(~pl.col("status").is_in(LEAVING), "code").select("code", "name", "office", "status", "listed")
