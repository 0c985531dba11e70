"""Who stopped paying: the people once covered for whom the as-of month is not paid, by how many months have passed.

They are the ones in arrears and the lapsed of the stock of active participants (queries/insured.py), seen by what had
been paid by the as-of day.
"""

import polars as pl
import sqlalchemy as sa

from queries import insured
from queries.db.memo import of_now
from queries.frames import insured as frames
from queries.frames import standard
from queries.months import months_apart
from queries.scope import Scope

PAST = ("past_1", "past_2", "past_3", "past_more")
"""The people for whom one, two, three and more months up to the as-of month are not paid."""

_COUNTS = (*PAST, "people", "first_time", "again", "once")


def stopped(conn: sa.Connection, scope: Scope, by: str | None = None) -> pl.DataFrame:
    """One row at the as-of day, or one a part of it with somebody; by code. None without a complete month.

    code (of the wilayah, office, sector or agent, as `by` says; "" where it says none); people: each of PAST, whose sum
    is people; first_time and again (see `listed`), whose sum is people too; once (of them, with a single payment).
    """
    schema = {"code": pl.String, **dict.fromkeys(_COUNTS, pl.Int64)}
    if scope.as_of_month is None:
        return pl.DataFrame(schema=schema)
    rows = _rows(conn, scope)
    past = {name: (pl.col("months_past") == n).sum() for n, name in enumerate(PAST[:-1], 1)}
    counts = rows.group_by(insured.code(by)).agg(
        **past,
        past_more=(pl.col("months_past") >= len(PAST)).sum(),
        people=pl.len(),
        first_time=(~pl.col("again")).sum(),
        again=pl.col("again").sum(),
        once=pl.col("once").sum(),
    )
    if by is None and counts.is_empty():
        counts = pl.DataFrame([{"code": "", **dict.fromkeys(_COUNTS, 0)}])
    return counts.select(pl.col(name).cast(kind) for name, kind in schema.items()).sort("code")


@of_now
def listed(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a participant who stopped, whom a call may still bring back first: by months_past, agent and number.

    agent_code, agent, office (of the as-of day), participant_id, last4 (of the KPJ), kpj (whole, where the branch
    keeps it; else null), sector, registered_on,
    last_covered_month, months_past (from 1), again (whether it is not the first time: at an earlier month-end the
    participant had stopped too, as in the bridge, or the person had a membership before), once (whether there was one
    payment only).
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_LISTED)
    names = standard.names(conn, scope).select(agent_code="agent_code", agent="name").collect()
    offices = standard.every_office(conn, scope).select("office_code", "office").collect()
    rows = _rows(conn, scope).join(names, on="agent_code", how="left").join(offices, on="office_code", how="left")
    rows = rows.join(frames.numbers(conn, scope), on="participant_id", how="left")
    return rows.select(pl.col(name).cast(kind) for name, kind in _LISTED.items()).sort(
        "months_past", "agent_code", "participant_id"
    )


_LISTED = {
    **dict.fromkeys(("agent_code", "agent", "office"), pl.String),
    "participant_id": pl.Int64,
    **dict.fromkeys(("last4", "kpj", "sector"), pl.String),
    **dict.fromkeys(("registered_on", "last_covered_month"), pl.Date),
    "months_past": pl.Int64,
    **dict.fromkeys(("again", "once"), pl.Boolean),
}


def _rows(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `insured.behind` in the scope's places, with what `listed` says of each."""
    return (
        insured.behind(conn, scope)
        .filter("inside")
        .with_columns(
            last_covered_month="last",
            months_past=months_apart(pl.col("last"), pl.col("month")),
            again=pl.col("again") | pl.col("gap"),
            once=pl.col("paid") == 1,
        )
    )
