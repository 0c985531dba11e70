"""What the branch had set out to reach."""

import polars as pl
import sqlalchemy as sa

from queries.frames import standard
from queries.scope import Scope


def target(conn: sa.Connection, scope: Scope, measure: str) -> int | None:
    """The target for `acquired` (people) or `received` (rupiah) of the scope; None where none was set for it.

    Of the whole branch: its own target, or the sum of its wilayah's. Of a choice of wilayah: their sum, where each has
    one. A target is set for a semester and for places, so that any other period, an office or a sector has none.
    """
    if scope.offices is not None or scope.sectors is not None:
        return None
    known = standard.targets(conn, scope).filter(pl.col("measure") == measure).collect()
    own = known.filter(pl.col("wilayah_code").is_null())
    if scope.wilayah is None and own.height:
        return own["value"][0]
    places = set(standard.offices(conn, scope).collect()["wilayah_code"])
    parts = known.filter(pl.col("wilayah_code").is_in(sorted(places)))
    return int(parts["value"].sum()) if places and parts.height == len(places) else None
