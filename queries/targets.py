"""What the branch had set out to reach."""

from datetime import date
from fractions import Fraction

import polars as pl
import sqlalchemy as sa

from queries.frames import standard, yardsticks
from queries.scope import Scope

REACHED = {"acquired_target_reached": "acquired", "received_target_reached": "received"}
"""The percentages of a target, by what the target is for."""


def reached(realised: int | Fraction | None, target: int | None) -> Fraction | None:
    """What part of a target is reached, exactly; None without a target above zero, or of a figure that is withheld."""
    return Fraction(realised, target) if target and realised is not None else None


def hundredths(part: Fraction) -> int:
    """A part in hundredths of a percent: 1,0605 is 10.605, 106,05%; a half is rounded up."""
    return int((part * 10_000 + Fraction(1, 2)) // 1)


def target(conn: sa.Connection, scope: Scope, measure: str) -> int | None:
    """The target for `acquired` (people), `received` (rupiah) or `active` (people) of the scope; None where none was
    set for it.

    Of the whole branch: its own target, or the sum of its wilayah's, or of its offices'. Of a choice of wilayah or
    offices: their sum, where each has one. The places are those in which an office stood at some time of the period:
    what was reached counts there. A target is set for a period and places, so that any other period has none, and a
    sector never has one. For `active` see `active`.
    """
    if measure == "active":
        goal = active(conn, scope)
        return None if goal is None else goal[0]
    known = yardsticks.targets(conn, scope).filter(pl.col("measure") == measure).collect()
    return _of_places(conn, scope, known)


def active(conn: sa.Connection, scope: Scope) -> tuple[int, date] | None:
    """The target for active participants, and the month at whose end they are to be so many; None without one.

    Of the as-of month where it has one, else of the period's last month; of several due in a month the one that is set
    for the very period, or for the shortest.
    """
    known = yardsticks.targets(conn, scope).filter(pl.col("measure") == "active").collect()
    period = scope.period
    own = (pl.col("first_month") == period.first) & (pl.col("last_month") == period.last)
    known = known.sort(~own, "first_month", descending=[False, True])
    for month in dict.fromkeys((scope.as_of_month, period.last)):
        due = known.filter(pl.col("last_month") == pl.lit(month, pl.Date))
        for first in due["first_month"].unique(maintain_order=True):
            goal = _of_places(conn, scope, due.filter(pl.col("first_month") == first))
            if goal is not None and month is not None:
                return goal, month
    return None


def by_place(conn: sa.Connection, scope: Scope, by: str, measure: str = "active") -> pl.DataFrame:
    """One row a wilayah or office (`by`) with a target: code, target. Of active participants that of the scope's month,
    of what is acquired or received that of its period."""
    column = {"wilayah": "wilayah_code", "office": "office_code"}.get(by)
    if column is None:
        return pl.DataFrame(schema={"code": pl.String, "target": pl.Int64})
    known = yardsticks.targets(conn, scope).filter(pl.col("measure") == measure).drop_nulls(column).collect()
    month = scope.as_of_month if (known["last_month"] == scope.as_of_month).any() else scope.period.last
    due = known.filter(pl.col("last_month") == pl.lit(month, pl.Date)).sort("first_month", descending=True)
    own = due.unique(column, keep="first", maintain_order=True)
    return own.select(code=column, target="value").sort("code")


def _of_places(conn: sa.Connection, scope: Scope, known: pl.DataFrame) -> int | None:
    """What the targets of one period come to for the scope's places."""
    if scope.sectors is not None:
        return None
    whole = known.filter(pl.col("wilayah_code").is_null(), pl.col("office_code").is_null())
    if scope.wilayah is None and scope.offices is None and whole.height:
        return int(whole["value"][0])
    places: dict[str, set[str]] = {"office_code": set(scope.offices or standard.offices_of_period(conn, scope))}
    if scope.offices is None:
        places = {"wilayah_code": set(standard.places_of_period(conn, scope)), **places}
    for column, codes in places.items():
        parts = known.filter(pl.col(column).is_in(sorted(codes)))
        if codes and parts.height == len(codes):
            return int(parts["value"].sum())
    return None
