"""Why a published figure comes to something else now: one step a load, an undo or a change of its definition."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import polars as pl
import sqlalchemy as sa

from queries import branches
from queries.completeness import Completeness
from queries.db import schema as s
from queries.frames.loads import FILES, of_load
from queries.lineage import changes
from queries.lineage.causes import METRICS, Cause
from queries.published import published
from queries.published.derived import entry
from queries.published.published import Observation, Published
from queries.scope import Scope


@dataclass(frozen=True)
class Part:
    """One cause within a step. `change`: in the metric's unit, None where the step cannot be split by cause. `rows`:
    how many agents, participants, payments or offices; None where it is not about rows."""

    cause: Cause
    change: int | None
    rows: int | None


@dataclass(frozen=True)
class Step:
    """One move of a figure. `load`: the data version since when, `by`: who made it, None for a change of the definition
    alone; `at`: UTC. `change`: None where the figure cannot be computed any more, or is `withheld` from the press.
    `definitions`: the versions before and after."""

    load: int
    at: datetime
    by: str | None
    change: int | None
    parts: tuple[Part, ...]
    definitions: tuple[str, str]
    withheld: bool = False


def explanation(conn: sa.Connection, scope: Scope, one: Published) -> tuple[Step, ...]:
    """The moves of a published figure of the scope's branch since it was first computed, in time.

    Their changes add up to `one.now - one.then`, and where every part of a step has a change, theirs to the step's.
    Nothing where it did not move.
    """
    holding = branches.holding(conn, scope.branch)
    # Whenever the figure could be computed its period was complete, however much was undone since.
    own = published.scope_of(
        holding._replace(last_complete=one.period.last, completeness=Completeness()), one.period, one.places
    )
    seen = [*one.observations]
    if not seen:
        return ()
    if one.stale:
        seen.append(
            Observation(
                len(seen) + 1, holding.data_version, one.definition_now, _load(conn, holding.data_version)[0], one.now
            )
        )
    computed = [observed for observed in seen if observed.value is not None or observed is seen[-1]]
    moves = [(then, now) for then, now in pairwise(computed) if then.value is not None and then.value != now.value]
    rows = published.rows_of(own, one.metric)
    return tuple(_step(conn, rows, one.metric, then, now) for then, now in moves)


def _step(conn: sa.Connection, scope: Scope, metric: str, then: Observation, now: Observation) -> Step:
    by = _load(conn, now.load)[1] if now.load != then.load else None
    definitions = (then.definition, now.definition)
    if now.value is None or then.value is None:
        return Step(now.load, now.at, by, None, tuple(_counted(conn, scope, metric, then, now)), definitions)
    change = now.value - then.value
    if metric in METRICS:
        parts = _split(conn, scope, metric, then, now, change)
    else:
        parts = _counted(conn, scope, metric, then, now)
        parts = [Part(parts[0].cause, change, parts[0].rows)] if len(parts) == 1 else parts
    return Step(now.load, now.at, by, change, tuple(parts), definitions)


def _split(
    conn: sa.Connection, scope: Scope, metric: str, then: Observation, now: Observation, change: int
) -> list[Part]:
    """The change by cause, from the rows themselves; what they leave over is the definition's."""
    rows = changes.rows_between(conn, scope, metric, then.load, now.load)
    summed = rows.group_by("cause").agg(pl.col("change", "rows").sum()).sort("cause")
    parts = [Part(Cause(row["cause"]), row["change"], row["rows"]) for row in summed.to_dicts()]
    if left := change - int(summed["change"].sum()):
        cause = Cause.DEFINITION_CHANGED if then.definition != now.definition else Cause.NOT_RECORDED
        parts.append(Part(cause, left, None))
    return parts


def _counted(conn: sa.Connection, scope: Scope, metric: str, then: Observation, now: Observation) -> list[Part]:
    """The causes that there were, with their rows: a state of agents cannot be split by cause."""
    parts = [Part(Cause.DEFINITION_CHANGED, None, None)] if then.definition != now.definition else []
    late = corrected = undone = 0
    for load, changed, undo in _between(conn, scope.branch, then.load, now.load):
        if undo:
            undone += changed
            continue
        for file in (file for file in FILES if file in entry(metric).files):
            rows = of_load(conn, scope, load, file).collect()["corrected"]
            late, corrected = late + int((~rows).sum()), corrected + int(rows.sum())
    counts = {Cause.ENTERED_LATE: late, Cause.CORRECTED: corrected, Cause.UNDONE: undone}
    parts += [Part(cause, None, rows) for cause, rows in counts.items() if rows]
    return parts or [Part(Cause.NOT_RECORDED, None, None)]


def _between(conn: sa.Connection, branch: str, after: int, until: int) -> list[tuple[int, int, bool]]:
    """Each load after one and up to another that changed rows: id, rows changed, whether it undid another."""
    i, u = s.imports.c, s.undone_imports.c
    undo = sa.exists(sa.select(u.undone_by).where(u.undone_by == i.id))
    query = sa.select(i.id, i.changed, undo).where(i.branch_code == branch, i.id > after, i.id <= until, i.changed > 0)
    return [(load, changed, bool(undid)) for load, changed, undid in conn.execute(query.order_by(i.id))]


def _load(conn: sa.Connection, load: int) -> tuple[datetime, str]:
    """When a load was made (UTC) and by whom."""
    i = s.imports.c
    return tuple(conn.execute(sa.select(i.imported_at, i.imported_by).where(i.id == load)).one())
