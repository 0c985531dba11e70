"""Active participants (peserta aktif): the people covered at a month's end, and the bridge from one to the next.

A month-end is seen by what had been paid by then, so that a payment made later changes no month that has passed, and
the months of a bridge follow one another. A membership counts where its agent stood on the month's last day; who goes
from one agent, office or kabupaten/kota to another leaves the one and comes to the other. One that has ended is no part
of the stock.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries import spans, stewards
from queries.db.memo import part
from queries.frames import insured as frames
from queries.frames import standard
from queries.frames.memberships import MOST_WITHOUT_COVER
from queries.months import month_end, month_start, months_apart
from queries.periods import month_end as last_day
from queries.periods import shift
from queries.scope import Scope


class Cover(StrEnum):
    """How a membership stands at a month's end, in the order in which it is shown.

    covered: the month is paid for; in_arrears: up to three months have passed since the last one that is; lapsed: more;
    never: no month up to it was ever paid for.
    """

    COVERED = "covered"
    IN_ARREARS = "in_arrears"
    LAPSED = "lapsed"
    NEVER = "never"


COMES, GOES = ("new", "returned", "moved_in"), ("stopped", "ended", "moved_out")
"""The parts of a bridge that add to the opening, and those that take away."""

_KEYS = {"wilayah": "wilayah_code", "office": "office_code", "sector": "sector", "agent": "agent_code"}


def everywhere(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `_states` at the as-of month. Raises NoCompleteMonth without an as-of day."""
    return _states(conn, scope).filter(pl.col("month") == scope.require_as_of_month())


def states(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """Those of `everywhere` in the scope's places."""
    return everywhere(conn, scope).filter("inside")


def stock(conn: sa.Connection, scope: Scope, by: str | None = None) -> pl.DataFrame:
    """One row at the as-of day, or one a part of it with a membership; by code.

    code (of the wilayah, office, sector or agent, as `by` says; "" where it says none); people, in each state of Cover
    (covered, in_arrears, lapsed, never), whose sum is people; amount (rupiah of the as-of month of the covered, a
    payment spread evenly over its months).
    """
    schema = {"code": pl.String, **dict.fromkeys([*_STATES, "people", "amount"], pl.Int64)}
    if scope.as_of_month is None:
        return pl.DataFrame(schema=schema)
    rows = states(conn, scope)
    counted = [(pl.col("state") == state).sum().alias(state) for state in _STATES]
    counts = rows.group_by(code(by)).agg(*counted, people=pl.len(), amount=pl.col("amount").sum())
    if by is None and counts.is_empty():
        counts = pl.DataFrame([{"code": "", **dict.fromkeys([*_STATES, "people", "amount"], 0)}])
    return counts.select(pl.col(name).cast(kind) for name, kind in schema.items()).sort("code")


_STATES = tuple(state.value for state in Cover)


def bridge(conn: sa.Connection, scope: Scope, by: str | None = None) -> pl.DataFrame:
    """One row a month of the period up to the as-of month, or one a part of it and month; by code and month.

    code (as in `stock`), month, and people: opening (covered at the end of the month before) + new + returned +
    moved_in - stopped - ended - moved_out = closing (covered at its end); each with its rupiah of a month
    (`<name>_amount`), where repriced_amount is what those who stay pay more than the month before. New: covered for the
    first time, in the person's first membership; returned: again, or in a later one; stopped: the month is not paid;
    ended: on a day on record; moved: with a take-over, or with the agent. No row of a part without anybody.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_BRIDGE)
    key = _KEYS.get(by or "")
    months = [month for month in scope.period.months() if month <= scope.as_of_month]
    rows = _steps(_states(conn, scope), key, months)
    if by is None:
        every = pl.DataFrame({"code": "", "month": months}, schema={"code": pl.String, "month": pl.Date})
        rows = every.join(rows, on=["code", "month"], how="left")
    names = [name for name in _BRIDGE if name not in ("code", "month", "closing", "closing_amount")]
    rows = rows.with_columns(pl.col(names).fill_null(0))
    closing = {
        f"closing{unit}": pl.sum_horizontal(f"opening{unit}", *(f"{name}{unit}" for name in COMES))
        - pl.sum_horizontal(f"{name}{unit}" for name in GOES)
        + (pl.col("repriced_amount") if unit else 0)
        for unit in ("", "_amount")
    }
    return (
        rows.with_columns(**closing).select(pl.col(name).cast(kind) for name, kind in _BRIDGE.items()).sort(_CODE_MONTH)
    )


_CODE_MONTH = ("code", "month")
_PARTS = ("opening", *COMES, *GOES, "closing")
_BRIDGE = {
    "code": pl.String,
    "month": pl.Date,
    **dict.fromkeys(_PARTS, pl.Int64),
    **{f"{name}_amount": pl.Int64 for name in (*_PARTS[:-1], "repriced", "closing")},
}


def labels(conn: sa.Connection, scope: Scope, by: str) -> pl.DataFrame:
    """One row a wilayah, office or agent that may be a part: code, label (name), kind (of a wilayah; else null)."""
    match by:
        case "wilayah":
            return standard.wilayah(conn, scope).select(code="wilayah_code", label="wilayah", kind="kind").collect()
        case "office":
            rows = standard.every_office(conn, scope).select(code="office_code", label="office")
        case _:
            rows = standard.names(conn, scope).select(code="agent_code", label="name")
    return rows.with_columns(kind=pl.lit(None, pl.String)).collect()


def code(by: str | None) -> pl.Expr:
    """The code of the wilayah, office, sector or agent at which a row of `states` counts; "" where `by` says none."""
    return (pl.col(_KEYS[by]) if by else pl.lit("")).alias("code")


@part
def _states(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a membership and month-end, from the month before the period to the as-of month, at which it has begun
    and not ended; by both.

    participant_id, month, state, amount (rupiah for the month, of the covered; else 0), sector, agent_code,
    office_code, wilayah_code, inside (the scope's places), again, ended_on, last (the last month paid for up to it),
    gap (whether it was covered at two month-ends up to it and not at one between), paid (payments for months up to it),
    monthly (rupiah a month of the payment that reaches furthest).
    """
    until = scope.require_as_of_month()
    months = [shift(scope.period.first, -1), *(one for one in scope.period.months() if one <= until)]
    people = frames.memberships(conn, scope)
    ends = pl.DataFrame({"month": months}, schema={"month": pl.Date}).with_columns(day=month_end(pl.col("month")))
    there = people.join(ends, how="cross").filter(
        pl.col("registered_on") <= pl.col("day"), (pl.col("ended_on") > pl.col("day")).fill_null(True)
    )
    cared = stewards.assigned(there, frames.takeovers(conn, scope), "day")
    placed = spans.placed(cared, frames.places(conn, scope), "day")
    cover = _cover(frames.payments(conn, scope), months)
    state = (
        pl.when("covered")
        .then(pl.lit(Cover.COVERED.value))
        .when(pl.col("last").is_null())
        .then(pl.lit(Cover.NEVER.value))
        .when(months_apart(pl.col("last"), pl.col("month")) <= MOST_WITHOUT_COVER)
        .then(pl.lit(Cover.IN_ARREARS.value))
        .otherwise(pl.lit(Cover.LAPSED.value))
    )
    return (
        placed.join(cover, on=["participant_id", "month"], how="left")
        .with_columns(state=state, amount=pl.col("amount").fill_null(0))
        .drop("covered", "day")
        .sort("participant_id", "month")
    )


def _cover(paid: pl.DataFrame, months: Sequence[date]) -> pl.DataFrame:
    """One row a participant and month-end with a payment, made by then, for a month up to it: participant_id, month,
    covered, last (the last such month), amount (rupiah for the month; what a payment leaves over is of its first), gap
    (whether it was covered at two month-ends up to it and not at one between), paid (payments for months up to it),
    monthly (rupiah a month of the payment that reaches furthest)."""
    paid = paid.with_columns(start=pl.max_horizontal("blth", month_start(pl.col("paid_on"))))
    paid = paid.sort("participant_id", "start")
    starts, untils = (pl.col(name).filter(pl.col("start") <= pl.col("until")) for name in ("start", "until"))
    share, rest = pl.col("amount") // pl.col("months"), pl.col("amount") % pl.col("months")
    rows = []
    for month in months:
        at = pl.lit(month)
        within = (pl.col("until") >= at).alias("within")
        known = paid.filter(pl.col("paid_on") <= last_day(month), pl.col("blth") <= at).with_columns(within)
        part_of = share + pl.when(pl.col("blth") == at).then(rest).otherwise(0)
        rows.append(
            known.group_by("participant_id").agg(
                at.alias("month"),
                covered=pl.col("within").any(),
                last=pl.min_horizontal(pl.col("until"), at).max(),
                amount=pl.when("within").then(part_of).otherwise(0).sum(),
                gap=(starts > untils.cum_max().shift(1).dt.offset_by("1mo")).any(),
                paid=pl.len().cast(pl.Int64),
                monthly=share.sort_by("until", "amount", share).last(),
            )
        )
    return pl.concat(rows)


def _steps(states: pl.DataFrame, key: str | None, months: Sequence[date]) -> pl.DataFrame:
    """The counts of `bridge` without the closing, of parts and months with somebody: each membership's month-end beside
    the one before."""
    place = pl.when("inside").then(pl.col(key) if key else pl.lit(""))
    rows = states.with_columns(place=place, on=pl.col("state") == Cover.COVERED.value)
    rows = rows.select(*_STEP, "month")
    before = rows.select(*_STEP, month=pl.col("month").dt.offset_by("1mo"))
    both = rows.join(before, on=["participant_id", "month"], how="full", coalesce=True, suffix="_before")
    both = both.filter(pl.col("month").is_in(months))
    now, then = pl.col("on").fill_null(False), pl.col("on_before").fill_null(False)
    first = pl.col("state_before").is_null() | (pl.col("state_before") == Cover.NEVER.value)
    stays = pl.col("place").eq_missing(pl.col("place_before"))
    ended = pl.coalesce("ended_on", "ended_on_before") <= month_end(pl.col("month"))
    comes = {
        "new": now & ~then & first & ~pl.col("again"),
        "returned": now & ~then & ~(first & ~pl.col("again")),
        "moved_in": now & then & ~stays,
    }
    goes = {
        "stopped": then & ~now & ~ended.fill_null(False),
        "ended": then & ~now & ended.fill_null(False),
        "moved_out": now & then & ~stays,
    }
    goes = {"opening": then, **goes}
    parts = [
        both.select(code=side, month="month", **_both_units(conditions, amount))
        for side, amount, conditions in (("place", "amount", comes), ("place_before", "amount_before", goes))
    ]
    more = pl.when(now & then & stays).then(pl.col("amount") - pl.col("amount_before")).otherwise(0)
    parts.append(both.select(code="place", month="month", repriced_amount=more))
    return pl.concat(parts, how="diagonal").drop_nulls("code").group_by("code", "month").agg(pl.all().sum())


_STEP = ("participant_id", "place", "on", "amount", "again", "ended_on", "state")


def _both_units(conditions: dict[str, pl.Expr], amount: str) -> dict[str, pl.Expr]:
    people = {name: condition.cast(pl.Int64) for name, condition in conditions.items()}
    money = {
        f"{name}_amount": pl.when(condition).then(pl.col(amount)).otherwise(0) for name, condition in conditions.items()
    }
    return people | money
