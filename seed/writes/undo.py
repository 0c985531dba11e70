"""Undoes a load: the branch's rows are as if it had never been made, and the undo is a load itself.

Any load can be undone on which nothing rests (see rests.py); rows that other loads brought or changed stay as they are.

What a load can no longer be parted from is left: places (they belong to no branch). What was observed of a published
figure that goes goes with it. An agent with notes does not go: people wrote them, and nothing else keeps them.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl
import sqlalchemy as sa

from queries import loads
from queries.db import schema as s
from queries.db.engine import writing
from queries.db.rows import fetch
from seed.writes import acts, audit, bulk, completeness, numbers, summaries
from seed.writes import load as loading
from seed.writes.history import keep, key_of, store
from seed.writes.observations import observe
from seed.writes.rests import Rest, resting
from seed.writes.undo_steps import TABLES, UndoStep, changed_rows, touched, undo_step


class UndoError(ValueError):
    """Nothing was undone, because of `reason`.

    nothing: no load is left that could be; unrecorded: it is older than what is kept of rows as they were;
    not_standing: the one meant was undone, is an undo, or changed nothing; rests: later loads rest on it (`rests`:
    which, and how); notes: agents who would go have notes (`agents`: their codes).
    """

    def __init__(self, reason: str, agents: tuple[str, ...] = (), rests: tuple[Rest, ...] = ()) -> None:
        super().__init__(f"nothing was undone: {reason}")
        self.reason, self.agents, self.rests = reason, agents, rests


@dataclass(frozen=True)
class UndoOutcome:
    """What an undo did.

    `import_id`: the undo, a load itself; `undid`: the load that was undone; `changed`: rows put back or taken out, or,
    without any, the months that the load had reached. Where it is 0, as of a load that brought places alone, the data
    version is the one before.
    """

    import_id: int
    undid: int
    changed: int


def undo(engine: sa.Engine, branch: str, by: str, at: datetime, load: int | None = None) -> UndoOutcome:
    """Undo a load that changed rows, was not undone and is no undo itself, in one transaction.

    `at`: when, with a time zone or in UTC; `load`: which; None for the newest. Raises UndoError, with nothing changed.
    """
    with writing(engine) as conn:
        return undo_in_transaction(conn, branch, by, at, load)


def undo_in_transaction(
    conn: sa.Connection, branch: str, by: str, at: datetime, load: int | None = None
) -> UndoOutcome:
    """What `undo` does, in the caller's transaction, which is lost where it raises."""
    acts.wait_turn(conn, branch)
    undid = _meant(conn, branch, load)
    steps = {table.name: undo_step(conn, branch, table, undid) for table in TABLES}
    if later := resting(conn, branch, undid, steps):
        raise UndoError("rests", rests=later)
    _require_no_notes(conn, branch, steps["agents"])
    changed = changed_rows(steps) or completeness.months_of(conn, branch, undid)
    import_id = acts.record(conn, branch, by, at, changed)
    conn.execute(sa.insert(s.undone_imports).values(import_id=undid, undone_by=import_id))
    _put_back(conn, branch, steps, undid, import_id)
    observe(conn, branch)
    audit.append(conn, branch, "undo", f"#{undid} → #{import_id}", by)
    return UndoOutcome(import_id, undid, changed)


def _meant(conn: sa.Connection, branch: str, load: int | None) -> int:
    standing = loads.standing_since(conn, branch, 0)
    if not standing:
        raise UndoError("nothing")
    if load is not None and load not in standing:
        raise UndoError("not_standing")
    meant = load or standing[0]
    if meant <= loads.unrecorded(conn, branch):
        raise UndoError("unrecorded")
    return meant


def rests(conn: sa.Connection, branch: str, load: int) -> tuple[Rest, ...]:
    """What rests on a load; nothing: it can be undone as far as other loads go. Changes nothing."""
    if loads.standing_since(conn, branch, load) == [load]:
        return ()
    return resting(conn, branch, load, {table.name: undo_step(conn, branch, table, load) for table in TABLES})


def _require_no_notes(conn: sa.Connection, branch: str, agents: UndoStep) -> None:
    noted = {
        code
        for table in (s.notes, s.calls, s.questions)
        for code in conn.scalars(sa.select(table.c.agent_code).distinct().where(table.c.branch_code == branch))
    }
    if staying := noted & set(agents.gone["code"]):
        raise UndoError("notes", tuple(sorted(staying)))


def _put_back(conn: sa.Connection, branch: str, steps: dict[str, UndoStep], undid: int, import_id: int) -> None:
    """Parents are put back first and taken out last; the summaries, which point at both, in between."""
    to_do = touched(conn, branch, steps)  # asked before a row goes
    for table in TABLES:
        step = steps[table.name]
        store(conn, branch, table, step.until_now, import_id)
        owner = (pl.lit(branch).alias("branch_code"), pl.lit(import_id).cast(pl.Int64).alias("import_id"))
        bulk.insert(conn, table, step.back.with_columns(*owner))
        loading.update(conn, table, step.replaced.with_columns(*owner), key_of(table))
    for name in ("contributions", "takeovers", "participants", "services", "agent_offices", "office_places"):
        _delete_gone(conn, branch, steps[name], undid)
    numbers.prune(conn, branch)
    summaries.refresh(conn, branch, *to_do)
    _forget_observations(conn, branch, steps["reference_figures"], import_id)
    yardsticks = ("targets", "denominators", "funds", "reference_figures", "roster")
    for name in ("agents", "offices", *yardsticks, "confirmed_months", "rules"):
        _delete_gone(conn, branch, steps[name], undid)


def _delete_gone(conn: sa.Connection, branch: str, step: UndoStep, undid: int) -> None:
    """All that still bears the undone load's number goes at once; what an undo had put back, row by row."""
    if step.gone.is_empty():
        return
    t = step.table.c
    loading.delete(conn, branch, step.table, step.gone.filter(pl.col("import_id") != undid), key_of(step.table))
    conn.execute(sa.delete(step.table).where(t.branch_code == branch, t.import_id == undid))


def _forget_observations(conn: sa.Connection, branch: str, figures: UndoStep, import_id: int) -> None:
    o = s.observations.c
    gone = sa.and_(o.branch_code == branch, o.reference_id.in_(figures.gone["id"].to_list()))
    keep(conn, branch, s.observations, fetch(conn, sa.select(o.reference_id, o.number).where(gone)), import_id)
    conn.execute(sa.delete(s.observations).where(gone))
