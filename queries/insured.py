"""Active participants (peserta aktif): the people covered at a month's end, and the bridge from one to the next.

A month-end is seen by what had been paid by then, so that a payment made later changes no month that has passed, and
the months of a bridge follow one another. A membership counts where its agent stood on the month's last day; who goes
from one agent, office or kabupaten/kota to another leaves the one and comes to the other. One that has ended is no part
of the stock. All is read from the summary of cover (`cover_spans`): a row for each time in which nothing changes, so
that nothing is laid out month by month.
"""

from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries import segments, spans, stewards
from queries.db.memo import part
from queries.frames import insured as frames
from queries.frames import standard
from queries.frames.memberships import MOST_WITHOUT_COVER
from queries.months import month_at, months_apart
from queries.periods import month_end, month_number, shift
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


COMES, GOES = segments.COMES, segments.GOES
"""The parts of a bridge that add to the opening, and those that take away."""

_KEYS = {"wilayah": "wilayah_code", "office": "office_code", "sector": "sector", "agent": "agent_code"}


@part
def everywhere(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a membership that has begun and not ended at the end of the as-of month; by participant_id.

    participant_id, month, state, amount (rupiah for the month, of the covered; else 0), last (the last month paid for
    up to it), sector, registered_on, agent_code, office_code, wilayah_code, inside (the scope's places), again (whether
    the person had a membership before), last4, program. Raises NoCompleteMonth without an as-of day.
    """
    month = scope.require_as_of_month()
    day = month_end(month)
    there = frames.memberships(conn, scope).filter((pl.col("ended_on") > day).fill_null(True))
    there = there.with_columns(month=pl.lit(month), day=pl.lit(day))
    cared = stewards.assigned(there, frames.takeovers(conn, scope), "day")
    placed = spans.placed(cared, frames.places(conn, scope), "day")
    state = (
        pl.when(pl.col("since").is_null())
        .then(pl.lit(Cover.NEVER.value))
        .when(pl.col("last").is_null())
        .then(pl.lit(Cover.COVERED.value))
        .when(months_apart(pl.col("last"), pl.col("month")) <= MOST_WITHOUT_COVER)
        .then(pl.lit(Cover.IN_ARREARS.value))
        .otherwise(pl.lit(Cover.LAPSED.value))
    )
    last = pl.when(pl.col("since").is_not_null()).then(pl.coalesce("last", "month"))
    return (
        placed.join(frames.cover(conn, scope, month), on="participant_id", how="left")
        .with_columns(state=state, last=last, amount=pl.col("amount").fill_null(0))
        .drop("day", "since", "until", "ended_on")
        .sort("participant_id")
    )


def states(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """Those of `everywhere` in the scope's places."""
    return everywhere(conn, scope).filter("inside")


@part
def behind(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `everywhere` that were covered once and are not, with what they paid.

    Also gap (whether it was covered at two month-ends and not at one between), paid (payments for months up to it),
    monthly (rupiah a month of the payment that reaches furthest).
    """
    rows = everywhere(conn, scope).filter(pl.col("state").is_in([Cover.IN_ARREARS.value, Cover.LAPSED.value]))
    earlier = frames.cover_of_behind(conn, scope).sort("participant_id", "since")
    before = pl.col("until").shift(1).over("participant_id").dt.offset_by("1mo")
    gaps = earlier.group_by("participant_id").agg(gap=(pl.col("since") > before).any())
    share = pl.col("amount") // pl.col("months")
    furthest = share.sort_by("until", "amount", share).last()
    payments = frames.payments_of_behind(conn, scope).group_by("participant_id")
    paid = payments.agg(paid=pl.len().cast(pl.Int64), monthly=furthest)
    both = rows.join(gaps, on="participant_id", how="left").join(paid, on="participant_id", how="left")
    return both.with_columns(pl.col("gap").fill_null(False))


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
    ended: on a day on record; moved: with a take-over, or with the agent. No row of a part and month without anybody.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_BRIDGE)
    months = [month for month in scope.period.months() if month <= scope.as_of_month]
    key = _KEYS.get(by or "")
    place = pl.when("inside").then(pl.col(key) if key else pl.lit(""))
    rows = segments.counted(_segments(conn, scope).with_columns(place=place), *_numbers(months))
    rows = rows.with_columns(month=month_at(pl.col("month")))
    if by is None:
        every = pl.DataFrame({"code": "", "month": months}, schema={"code": pl.String, "month": pl.Date})
        rows = every.join(rows, on=_CODE_MONTH, how="left").with_columns(pl.exclude(_CODE_MONTH).fill_null(0))
    else:
        rows = rows.filter(pl.any_horizontal(pl.exclude(_CODE_MONTH) != 0))
    return rows.select(pl.col(name).cast(kind) for name, kind in _BRIDGE.items()).sort(_CODE_MONTH)


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


def _numbers(months: list[date]) -> tuple[int, int]:
    return month_number(months[0]), month_number(months[-1])


@part
def _segments(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `segments.covered` from the month before the period to the as-of month, with the scope's places
    under `inside`."""
    last = scope.require_as_of_month()
    return segments.covered(
        frames.memberships(conn, scope),
        frames.cover(conn, scope, shift(scope.period.first, -1), last),
        frames.takeovers(conn, scope),
        frames.places(conn, scope),
    )
