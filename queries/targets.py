"""What the branch had set out to reach."""

from fractions import Fraction

import polars as pl
import sqlalchemy as sa

from queries.frames import standard
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
    """The target for `acquired` (people) or `received` (rupiah) of the scope; None where none was set for it.

    Of the whole branch: its own target, or the sum of its wilayah's. Of a choice of wilayah: their sum, where each has
    one. They are those in which an office stood at some time of the period: what was reached counts there. A target is
    set for a semester and for places, so that any other period, an office or a sector has none.
    """
    if scope.offices is not None or scope.sectors is not None:
        return None
    known = standard.targets(conn, scope).filter(pl.col("measure") == measure).collect()
    own = known.filter(pl.col("wilayah_code").is_null())
    if scope.wilayah is None and own.height:
        return int(own["value"][0])
    places = set(standard.places_of_period(conn, scope))
    parts = known.filter(pl.col("wilayah_code").is_in(sorted(places)))
    return int(parts["value"].sum()) if places and parts.height == len(places) else None
