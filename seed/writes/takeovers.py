"""Hands participants over to another agent from a day on: an act that is recorded like a load and undone like one."""

from collections.abc import Sequence, Set
from datetime import date, datetime

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.db.rows import fetch, in_parts
from queries.frames.stewards import steward
from queries.periods import JAKARTA, month_of
from seed.writes import acts, bulk, history, load, summaries
from seed.writes.observations import observe


class HandOverError(ValueError):
    """Nobody was handed over. `reason`: nobody (no participant of the branch is meant), agent (unknown, or not listed
    on the day), future (the day has not come), early (somebody was registered later), same (who gives is who takes
    over), elsewhere (somebody is not with who gives on that day).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"nobody was handed over: {reason}")
        self.reason = reason


def hand_over(
    engine: sa.Engine,
    branch: str,
    participants: Sequence[int],
    givers: Set[str],
    agent: str,
    since: date,
    by: str,
    at: datetime,
) -> int:
    """Record that an agent looks after these participants from a day on; the act's number, a load's.

    `participants`: ids; `givers`: the agents who look after them on that day; `at`: when it is done, with a time zone
    or in UTC. A take-over on record after that day stays. Raises HandOverError, with nothing changed.
    """
    with writing(engine) as conn:
        return hand_over_in_transaction(conn, branch, participants, givers, agent, since, by, at)


def hand_over_in_transaction(
    conn: sa.Connection,
    branch: str,
    participants: Sequence[int],
    givers: Set[str],
    agent: str,
    since: date,
    by: str,
    at: datetime,
) -> int:
    """What `hand_over` does, in the caller's transaction, which is lost where it raises."""
    acts.wait_turn(conn, branch)
    if since > acts.utc(at).astimezone(JAKARTA).date():
        raise HandOverError("future")
    rows = _rows(conn, branch, participants, givers, agent, since)
    import_id = acts.record(conn, branch, by, at, rows.height)
    write(conn, branch, rows, import_id)
    codes = {agent, *rows["steward"], *rows["acquirer"]}
    summaries.refresh(conn, branch, codes, month_of(since))
    observe(conn, branch)
    return import_id


def _rows(
    conn: sa.Connection, branch: str, participants: Sequence[int], givers: Set[str], agent: str, since: date
) -> pl.DataFrame:
    """One row a participant: participant_id, since, agent_code, acquirer, steward (agents' codes)."""
    if agent in givers:
        raise HandOverError("same")
    _require_listed(conn, branch, agent, since)
    p, ids = s.participants.c, sorted(set(participants))
    query = sa.select(p.id.label("participant_id"), p.registered_on, p.agent_code.label("acquirer"))
    query = query.add_columns(steward(since).label("steward")).where(p.branch_code == branch)
    people = pl.concat(fetch(conn, query.where(p.id.in_(part))) for part in in_parts(ids))
    if people.is_empty() or people.height < len(ids):
        raise HandOverError("nobody")
    if people.filter(pl.col("registered_on") > since).height:
        raise HandOverError("early")
    if people.filter(~pl.col("steward").is_in(sorted(givers))).height:
        raise HandOverError("elsewhere")
    return people.with_columns(since=pl.lit(since), agent_code=pl.lit(agent)).sort("participant_id")


def _require_listed(conn: sa.Connection, branch: str, agent: str, day: date) -> None:
    t = s.services.c
    serves = (t.since <= day) & sa.or_(t.until.is_(None), t.until > day)
    if conn.scalar(sa.select(t.agent_code).where(t.branch_code == branch, t.agent_code == agent, serves)) is None:
        raise HandOverError("agent")


def write(conn: sa.Connection, branch: str, rows: pl.DataFrame, import_id: int) -> None:
    """Write take-overs: participant_id, since, agent_code; one of the same day is replaced, and kept as it was."""
    owner = pl.lit(branch).alias("branch_code"), pl.lit(import_id, pl.Int64).alias("import_id")
    columns, key = ("participant_id", "since", "agent_code"), ("participant_id", "since")
    there = history.current(conn, branch, s.takeovers, rows)
    history.store(conn, branch, s.takeovers, there, import_id)
    new = rows.join(there, on=key, how="anti")
    bulk.insert(conn, s.takeovers, new.select(*owner, *columns).sort(key))
    load.update(conn, s.takeovers, rows.join(there, on=key, how="semi").select(*owner, *columns), key)
