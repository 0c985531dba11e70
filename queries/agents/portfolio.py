"""The participants whose agents are due for removal, so that the branch can take them over."""

import polars as pl
import sqlalchemy as sa

from queries.agents.standings import standings
from queries.frames.people import last_paid
from queries.months import month_start, shifted
from queries.scope import Scope
from queries.status import Status


def leaving(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a participant of an agent due for removal, of the scope's sectors; by office, next due month, agent.

    office_code, office, wilayah_code, wilayah, kind, agent_code, agent, participant (id), last4 (of the KPJ), sector,
    registered_on, last_covered_month, last_paid_on (null: never paid), next_due_month (the month after the last covered
    one; of who never paid, the month of registration).
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    due = standings(conn, scope).filter(pl.col("status") == Status.DUE_FOR_REMOVAL.value)
    people = last_paid(conn, scope, due["code"].to_list()).collect()
    people = people.filter(pl.col("registered_on") <= scope.as_of)
    if scope.sectors is not None:
        people = people.filter(pl.col("sector").is_in(sorted(scope.sectors)))
    following = shifted(pl.col("last_covered_month"), 1)
    return (
        people.join(due.rename({"code": "agent_code", "name": "agent"}).drop("registered_on"), on="agent_code")
        .with_columns(next_due_month=following.fill_null(month_start(pl.col("registered_on"))))
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort("office_code", "next_due_month", "agent_code", "participant")
    )


_COLUMNS = {
    "office_code": pl.String,
    "office": pl.String,
    "wilayah_code": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "agent_code": pl.String,
    "agent": pl.String,
    "participant": pl.Int64,
    "last4": pl.String,
    "sector": pl.String,
    "registered_on": pl.Date,
    "last_covered_month": pl.Date,
    "last_paid_on": pl.Date,
    "next_due_month": pl.Date,
}


def by_office(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an office and next due month: office_code, office, next_due_month, agents, people; in that order."""
    return (
        leaving(conn, scope)
        .group_by("office_code", "office", "next_due_month")
        .agg(agents=pl.col("agent_code").n_unique(), people=pl.len().cast(pl.Int64))
        .with_columns(pl.col("agents").cast(pl.Int64))
        .sort("office_code", "next_due_month")
    )
