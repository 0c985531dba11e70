"""Keeps the postings and the monthly summaries true, inside the import's transaction.

Each summary is a plain function of one agent's (or one office's) rows, so that bringing up to date is: take away the
touched agents' months, compute them again, put them back. What happened counts at the agent's posting of its day:
a registration's, a payment's; a covered month's, of an agent, at its end. A cohort is of the place that it was
registered at.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries import spans, stewards
from queries.db.rows import fetch, type_of
from queries.db.schema import (
    SUMMARIES,
    agent_months,
    agent_offices,
    agent_recency,
    agent_runs,
    cohort_months,
    contributions,
    cover_spans,
    membership_months,
    office_places,
    participants,
    postings,
    takeovers,
)
from queries.frames.stewards import ever_of
from queries.months import month_at, month_number
from queries.periods import month_number as number_of
from queries.periods import shift
from seed.writes import bulk, cover, monthly, returns, runs

First = Mapping[str, pl.DataFrame]
"""Of some kinds the rows as they were written, where they are all that the branch has."""

NONE: First = MappingProxyType({})

_EVER = date(1900, 1, 1)


def refresh(
    conn: sa.Connection, branch: str, touched: set[str] | None, since: date | None, first: First = NONE
) -> None:
    """Bring the postings and summaries of a branch up to date.

    `touched`: codes of the agents whose rows changed, None for all; `since`: first month that changed, None for all.
    Months before `since` and other agents are left as they are. Where a posting has changed, it is all. `first`: rows
    that need not be read, see `load.load`.
    """
    places, before = _places(conn, branch), fetch(conn, sa.select(postings).where(postings.c.branch_code == branch))
    conn.execute(sa.delete(postings).where(postings.c.branch_code == branch))
    bulk.insert(conn, postings, places.select(pl.lit(branch).alias("branch_code"), *places.columns))
    if touched is not None and not touched:
        return
    if touched is not None and touched.issuperset(places["agent_code"]):
        touched = None  # as after a first load: who else there is need not be looked for
    start, taken = since or _EVER, _takeovers(conn, branch)
    paid = _paid(conn, branch, shift(start, 1 - runs.RECENT) if start > _EVER else start, first)
    touched = _with_stewards(conn, branch, touched, taken)
    offices = None if touched is None else _offices_of(pl.concat([places, before.select(places.columns)]), touched)
    for table, frame in _monthly(conn, branch, (places, taken, paid), touched, offices, start, first).items():
        owner, owners = ("office_code", offices) if table is cohort_months else ("agent_code", touched)
        old = sa.delete(table).where(table.c.branch_code == branch, _month_column(table) >= start)
        if touched is not None:
            old = old.where(table.c[owner].in_(sorted(owners or ())))
        conn.execute(old)
        bulk.insert(conn, table, frame)
    cover.refresh(conn, branch, touched, number_of(start) if start > _EVER else None, paid)


def _places(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """The postings of the branch, from the rows: agent_code, since, until, office_code, wilayah_code."""
    a, o = agent_offices.c, office_places.c
    dated = sa.select(a.agent_code, a.since, a.office_code).where(a.branch_code == branch)
    places = sa.select(o.office_code, o.since, o.wilayah_code).where(o.branch_code == branch)
    return spans.postings(fetch(conn, dated), fetch(conn, places))


def _offices_of(places: pl.DataFrame, touched: set[str]) -> set[str]:
    """The offices at which these agents ever were."""
    return set(places.filter(_among("agent_code", touched))["office_code"])


def _among(column: str, wanted: set[str] | None) -> pl.Expr:
    return pl.lit(True) if wanted is None else pl.col(column).is_in(sorted(wanted))


def _monthly(
    conn: sa.Connection,
    branch: str,
    rows: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    touched: set[str] | None,
    offices: set[str] | None,
    start: date,
    first_rows: First = NONE,
) -> dict[sa.Table, pl.DataFrame]:
    """Each monthly summary's rows from `start` on, computed from the participants' and contributions' rows.

    `rows`: the postings, the take-overs and the payments; `touched`, `offices`: whose rows are wanted, None for all.
    """
    places, taken, paid = rows
    beside = None if touched is None else set(places.filter(_among("office_code", offices))["agent_code"])
    people = _people(conn, branch, beside, taken, first_rows)
    about = people.select("participant_id", "agent_code", "sector", "registration_month")
    mine, own = _among("agent_code", touched), paid.join(about, on="participant_id")
    registered = spans.placed(people, places, "registered_on")
    received = spans.placed(stewards.assigned(own, taken, "paid_on"), places, "paid_on")
    # Of others than the agents wanted, only who may have been theirs before or since.
    near = mine | pl.col("participant_id").is_in(taken["participant_id"].unique().implode())
    run, months = runs.run_months(own.filter(near)), stewards.monthly(about, taken)
    covered = monthly.covered(paid)
    first = number_of(start)
    before = returns.covered_before(conn, branch, start)
    entries = monthly.entries(paid, first, before)
    protected = stewards.of_months(covered.join(about.filter(near), on="participant_id").drop("sector"), months)
    cohorts = monthly.cohort_months(registered, received, covered, entries).filter(_among("office_code", offices))
    frames = {
        agent_months: monthly.agent_months(
            registered.filter(mine), received.filter(mine), protected.filter(mine), places
        ),
        agent_runs: runs.agent_runs(run, months).filter(mine),
        agent_recency: runs.agent_recency(run, months).filter(mine),
        cohort_months: cohorts,
        membership_months: returns.membership_months(conn, branch, registered, received, before, start).filter(mine),
    }
    return {
        table: frame.filter(pl.col(_month_column(table).name) >= first).with_columns(
            pl.lit(branch).alias("branch_code"),
            *(month_at(pl.col(name)).alias(name) for name in _MONTHS if name in frame.columns),
        )
        for table, frame in frames.items()
    }


_MONTHS = ("month", "registration_month", "as_of_month", "known_since", "known_until")


def _month_column(table: sa.Table) -> sa.Column[date]:
    return table.c.as_of_month if table is agent_recency else table.c.month


def _takeovers(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """One row a take-over: participant_id, since, agent_code."""
    t = takeovers.c
    return fetch(conn, sa.select(t.participant_id, t.since, t.agent_code).where(t.branch_code == branch))


def _with_stewards(conn: sa.Connection, branch: str, touched: set[str] | None, taken: pl.DataFrame) -> set[str] | None:
    """The agents touched, and those with whom they share a participant: before a take-over or after it."""
    if touched is None or taken.is_empty():
        return touched
    p = participants.c
    query = sa.select(p.id.label("participant_id"), p.agent_code).where(p.branch_code == branch)
    acquired = fetch(
        conn, query.where(p.id.in_(sa.select(takeovers.c.participant_id).where(takeovers.c.branch_code == branch)))
    )
    every = pl.concat([acquired, taken.select("participant_id", "agent_code")])
    shared = every.join(every.filter(pl.col("agent_code").is_in(sorted(touched))), on="participant_id", how="semi")
    return touched | set(shared["agent_code"])


def _people(
    conn: sa.Connection, branch: str, of: set[str] | None, taken: pl.DataFrame, first: First = NONE
) -> pl.DataFrame:
    """One row a participant whom these agents acquired or ever took over: participant_id, agent_code (the acquirer),
    sector, registered_on, registration_month.
    """
    p = participants.c
    query = sa.select(p.id.label("participant_id"), p.agent_code, p.sector, p.registered_on)
    query = query.where(p.branch_code == branch)
    if of is not None:
        query = query.where(p.agent_code.in_(sorted(of)) if taken.is_empty() else ever_of(branch, of))
    rows = first["participants"].rename({"id": "participant_id"}) if of is None and "participants" in first else None
    people = fetch(conn, query) if rows is None else _as_read(rows, query)
    return people.with_columns(month_number(pl.col("registered_on")).alias("registration_month"))


def _paid(conn: sa.Connection, branch: str, since: date, first: First = NONE) -> pl.DataFrame:
    """One row a contribution that reaches `since` or later.

    participant_id, paid_on, paid, blth, until (months as indexes), amount.
    """
    c = contributions.c
    query = sa.select(c.participant_id, c.paid_on, c.blth, c.covered_until.label("until"), c.amount).where(
        c.branch_code == branch
    )
    if since > _EVER:
        query = query.where(sa.or_(c.paid_on >= since, c.covered_until >= since))
    if "contributions" in first:
        given = first["contributions"].rename({"covered_until": "until"})
        rows = _as_read(given.filter((pl.col("paid_on") >= since) | (pl.col("until") >= since)), query)
    else:
        rows = fetch(conn, query)
    return rows.with_columns(month_number(pl.col("paid_on")).alias("paid"), _index("blth"), _index("until"))


def _as_read(rows: pl.DataFrame, query: sa.Select[Any]) -> pl.DataFrame:
    """Rows that were written, as the query would read them."""
    return rows.select(pl.col(one.name).cast(type_of(one)) for one in query.selected_columns)


def _index(name: str) -> pl.Expr:
    return month_number(pl.col(name)).alias(name)


def verify(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """The differences between the stored summaries and the rows: summary, key, column, stored, computed; empty if none.

    Sorted by summary and key. A row that only one side has stands with zero, or null, on the other.
    """
    places, paid = _places(conn, branch), _paid(conn, branch, _EVER)
    fresh = {
        postings: places,
        **_monthly(conn, branch, (places, _takeovers(conn, branch), paid), None, None, _EVER),
        cover_spans: cover.rows(branch, cover.spans(paid)),
    }
    differences = [_differences(conn, branch, table, fresh[table]) for table in SUMMARIES]
    return pl.concat(differences).sort("summary", "key", "column")


def _differences(conn: sa.Connection, branch: str, table: sa.Table, fresh: pl.DataFrame) -> pl.DataFrame:
    keys = [column.name for column in table.primary_key if column.name != "branch_code"]
    values = [column.name for column in table.c if not column.primary_key]
    stored = fetch(conn, sa.select(table).where(table.c.branch_code == branch))
    as_text = [pl.col(name).cast(pl.String) for name in keys + values]
    long = [
        frame.select(as_text).unpivot(on=values, index=keys, variable_name="column", value_name=side)
        for frame, side in ((stored, "stored"), (fresh, "computed"))
    ]
    joined = long[0].join(long[1], on=[*keys, "column"], how="full", coalesce=True)
    return joined.filter(pl.col("stored").ne_missing(pl.col("computed"))).select(
        pl.lit(table.name).alias("summary"),
        pl.concat_str([pl.lit(f"{name}=") + pl.col(name) for name in keys], separator=" ").alias("key"),
        "column",
        "stored",
        "computed",
    )
