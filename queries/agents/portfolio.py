"""The participants whose agents are due for removal, or removed, so that the branch can take them over."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.agents.standings import standings
from queries.frames import people as frames
from queries.frames.memberships import MOST_WITHOUT_COVER
from queries.frames.people import last_paid, with_agents
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
    agent's), uncertain (whether that depends on a month that is missing), acquirer (the code of who registered them),
    participant (id), last4 (of the KPJ), sector, registered_on, last_covered_month, last_paid_on (null: never paid),
    next_due_month (the month after the last covered one; of who never paid, the month of registration), ended_on and
    end_reason (null: not ended by the as-of day).
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    agents = standings(conn, scope).filter(pl.col("status").is_in(LEAVING))
    people = _registered(conn, scope, agents["code"].to_list())
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


def _registered(conn: sa.Connection, scope: Scope, codes: Sequence[str]) -> pl.DataFrame:
    """The rows of `last_paid` of participants registered by the as-of day, of the scope's sectors."""
    assert scope.as_of is not None, "agents have a status where a month is complete alone"
    people = last_paid(conn, scope, codes).filter(pl.col("registered_on") <= scope.as_of).collect()
    if scope.sectors is None:
        return people
    return people.filter(pl.col("sector").is_in(sorted(scope.sectors)))


def without_agent(conn: sa.Connection, scope: Scope, codes: Sequence[str]) -> pl.DataFrame:
    """One row an agent of `codes` with somebody: agent_code, people (participants who lose their agent when this one
    leaves: registered and not ended by the as-of day, of the scope's sectors). The count of `candidates` by agent."""
    people = _registered(conn, scope, codes)
    alive = people.filter((pl.col("ended_on") > scope.as_of).fill_null(True))
    return alive.group_by("agent_code").agg(people=pl.len().cast(pl.Int64))


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
    "uncertain": pl.Boolean,
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
    """One row an office and next due month of `candidates`; those with somebody who can still be saved first, then by
    both.

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
        .sort(pl.col("savable") == 0, "office_code", "next_due_month")
    )


def savable() -> pl.Expr:
    """Whether a participant can still be saved, of `prospect`."""
    return pl.col("prospect").is_in([one.value for one in SAVABLE])


def looked_after(conn: sa.Connection, scope: Scope, agents: Sequence[str], day: date) -> pl.DataFrame:
    """One row a participant whom one of these agents looks after on a day, registered by then and not ended; by last
    covered month, the latest first.

    agent_code, participant (id), last4 (of the KPJ), sector, last_covered_month (null: never paid), until (the day of
    the take-over after that day; null: none), amount (rupiah paid from the day until then).
    """
    people = with_agents(conn, scope, agents, day)
    ordered = people.sort("last_covered_month", "participant", descending=[True, False], nulls_last=True)
    columns = ("agent_code", "participant", "last4", "sector", "last_covered_month", "until", "amount")
    return ordered.select(columns).collect()


def givers_and_takers(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent registered by the as-of day, those whose participants are to be taken over first, then by code.

    code, name, office_code, office, status, uncertain (whether it depends on a month that is missing), leaving (whether
    they are such an agent), listed (whether they may take over).
    """
    listed = [one.value for one in LISTED]
    agents = standings(conn, scope).with_columns(
        leaving=pl.col("status").is_in(LEAVING), listed=pl.col("status").is_in(listed)
    )
    columns = ("code", "name", "office_code", "office", "status", "uncertain", "leaving", "listed")
    return agents.sort(~pl.col("leaving"), "code").select(columns)


def handed_over(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a take-over on record; newest first: the columns of `frames.people.handed_over`."""
    return frames.handed_over(conn, scope)
