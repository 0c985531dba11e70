"""Why two numbers differ, in rows: those that only one of them counts, each with its reason.

A row is one participant, or one payment, of each number as known at its own data version; a participant is known by
the KPJ, so that rows that were undone and loaded again are the same. A reason is the first that holds: another period,
after the day until which the other counts, another place, another sector, another part of the contributions; then, of
what the other's filters would take, that it was not known there yet, not known there any more, or known otherwise.
"""

from dataclasses import dataclass

import polars as pl
import sqlalchemy as sa

from queries import loads
from queries.frames import history, timeline
from queries.frames.evidence import MONEY, PEOPLE
from queries.lineage.causes import KEY, Cause, counts, with_worth
from queries.lineage.changes import cause, last_change, with_instead
from queries.metrics import catalogue
from queries.periods import month_end
from queries.scope import Scope


@dataclass(frozen=True)
class Side:
    """One of the two numbers. `version`: the data version at which it is asked."""

    scope: Scope
    metric: str
    version: int


@dataclass(frozen=True)
class Difference:
    """`first`, `second`: the two values. `common`: rows in both, and their sums in each.

    `reasons`, one row a side and reason, in the order of Cause: side (first: only the first counts it; second; both:
    with another amount), reason, rows, change (in the metric's unit; they add up to second - first). `rows`, one row a
    participant or payment behind them: side, reason, change, agent_code, participant, last4, registered_on, sector,
    paid_on (null for participants), amount (likewise); for viewers with Permission.SEE_ROWS alone.
    """

    first: int
    second: int
    common: tuple[int, int, int]
    reasons: pl.DataFrame
    rows: pl.DataFrame


def comparable(first: str, second: str) -> bool:
    """Whether the rows of two metrics are of one kind."""
    return first == second == PEOPLE or (first in MONEY and second in MONEY)


def between(conn: sa.Connection, first: Side, second: Side, wide: Scope) -> Difference:
    """What makes the second number another than the first. `wide`: a scope of all places, of both periods together.

    Raises ValueError for metrics that are not comparable.
    """
    if not comparable(first.metric, second.metric):
        raise ValueError(f"{first.metric} and {second.metric} count different things")
    ours, theirs = _counted(conn, first), _counted(conn, second)
    both = ours.join(theirs.select(*KEY, there="worth"), on=KEY, nulls_equal=True)
    moved = both.filter(pl.col("worth") != pl.col("there")).with_columns(
        side=pl.lit("both"), reason=pl.lit(Cause.CORRECTED.value), change=pl.col("there") - pl.col("worth")
    )
    rows = pl.concat(
        [
            _alone(conn, ours.join(theirs, on=KEY, how="anti", nulls_equal=True), first, second, wide, "first", -1),
            _alone(conn, theirs.join(ours, on=KEY, how="anti", nulls_equal=True), second, first, wide, "second", 1),
            moved.select(_ROWS),
        ]
    )
    order = pl.col("reason").replace_strict({reason.value: n for n, reason in enumerate(Cause)}, return_dtype=pl.Int8)
    reasons = rows.group_by("side", "reason").agg(rows=pl.len().cast(pl.Int64), change=pl.col("change").sum())
    return Difference(
        first=int(ours["worth"].sum()),
        second=int(theirs["worth"].sum()),
        common=(both.height, int(both["worth"].sum()), int(both["there"].sum())),
        reasons=reasons.sort(order, "side"),
        rows=rows.sort(order, "side", "day", *KEY).select(*_COLUMNS),
    )


_COLUMNS = (
    *("side", "reason", "change", "agent_code", "participant", "last4", "registered_on", "sector"),
    *("paid_on", "amount"),
)
_ROWS = tuple(dict.fromkeys((*KEY, "day", *_COLUMNS)))


def _counted(conn: sa.Connection, side: Side) -> pl.DataFrame:
    return _known(conn, side.scope, side).filter(counts(side.metric, side.scope))


def _known(conn: sa.Connection, scope: Scope, side: Side) -> pl.DataFrame:
    """The rows of a kind in a scope, as known at the side's version: day beside their own columns and `with_worth`."""
    rows = history.participants if side.metric == PEOPLE else history.contributions
    known = rows(conn, scope, side.version).rename({"participant_id": "participant", "kpj_last4": "last4"}).collect()
    return with_worth(known, side.metric).with_columns(day=pl.coalesce("paid_on", "registered_on"))


def _unknown(conn: sa.Connection, wide: Scope, here: Side, there: Side) -> pl.DataFrame:
    """KEY and cause of the rows that came, or went, between the versions of two sides: why one of them lacks each."""
    then, now = sorted((here.version, there.version))
    rows = timeline.participants if here.metric == PEOPLE else timeline.payments
    states = with_worth(rows(conn, wide, then, now), here.metric).with_columns(value=1)
    loads_of = last_change(states.sort(*KEY, "since"), now).with_columns(late=pl.lit(there.version < here.version))
    marked = with_instead(loads_of, conn, wide, then, now)
    return marked.select(*KEY, cause=cause(loads.undos(conn, wide)))


def _alone(
    conn: sa.Connection, rows: pl.DataFrame, here: Side, there: Side, wide: Scope, side: str, sign: int
) -> pl.DataFrame:
    """The rows that `here` alone counts, each with the reason why `there` does not."""
    known = (rows if here.version == there.version else _known(conn, wide, there)).select(*KEY, known=pl.lit(True))
    unknown = _unknown(conn, wide, here, there)
    scope = there.scope
    inside = pl.col("day").is_between(scope.period.first, month_end(scope.period.last))
    last = catalogue()[there.metric].until(scope)
    complete = pl.lit(False) if last is None else pl.col("day") <= last
    counted = [(inside, Cause.PERIOD), (complete, Cause.AS_OF)]
    for column, allowed, why in (
        ("wilayah_code", scope.wilayah, Cause.PLACE),
        ("office_code", scope.offices, Cause.PLACE),
        ("sector", scope.sectors, Cause.SECTOR),
    ):
        if allowed is not None:
            counted.append((pl.col(column).is_in(sorted(allowed)), why))
    counted.append((counts(there.metric, scope), Cause.PART))
    reason = pl.coalesce(
        *(pl.when(~taken).then(pl.lit(why.value)) for taken, why in counted),
        pl.when(~pl.col("known")).then("cause"),
        pl.lit(Cause.CORRECTED.value),
    )
    marked = rows.join(known, on=KEY, how="left", nulls_equal=True).with_columns(pl.col("known").fill_null(False))
    marked = marked.join(unknown, on=KEY, how="left", nulls_equal=True)
    return marked.with_columns(side=pl.lit(side), reason=reason, change=sign * pl.col("worth")).select(_ROWS)
