"""What was acquired and received in a period: by month, wilayah, office, sector and agent.

Every answer ends with the as-of day, so that all of them add up to the same totals; a month that is still running
stands apart, in `by_month` alone.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.completeness import of_branch
from queries.db.memo import part
from queries.frames import standard
from queries.scope import Scope

_AMOUNTS = ("acquired", "received", "received_from_new", "received_from_earlier")


def _months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    earlier = pl.col("received") - pl.col("received_from_new")
    return standard.place_months(conn, scope).with_columns(received_from_earlier=earlier)


@part
def _complete(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    if scope.as_of is None:
        return _months(conn, scope).limit(0)
    return _months(conn, scope).filter(pl.col("month") <= scope.as_of_month)


@part
def totals(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The period's sums up to the as-of day.

    acquired (people); received and its two parts received_from_new and received_from_earlier (rupiah): paid by
    participants registered in the period, and before it.
    """
    return _complete(conn, scope).select(pl.col(_AMOUNTS).sum()).collect().row(0, named=True)


def by_month(conn: sa.Connection, scope: Scope, running: date | None = None) -> pl.DataFrame:
    """One row a month of the period up to the as-of month, zeros too, and `running` last where it lies in the period.

    month, acquired, received, received_from_new, received_from_earlier, cumulative (rupiah received since the period
    began), running (whether the month has not ended: its row is no part of any total). Null where there are no data: in
    a month before the data of its kind begin, or of which nothing was loaded.
    """
    months = [month for month in scope.period.months() if scope.as_of_month and month <= scope.as_of_month]
    if running and scope.period.first <= running <= scope.period.last:
        months.append(running)
    calendar = pl.LazyFrame({"month": months}, schema={"month": pl.Date})
    return (
        calendar.join(_months(conn, scope).group_by("month").agg(pl.col(_AMOUNTS).sum()), on="month", how="left")
        .with_columns(pl.col(_AMOUNTS).fill_null(0))
        .sort("month")
        .with_columns(cumulative=pl.col("received").cum_sum(), running=pl.col("month").eq_missing(pl.lit(running)))
        .with_columns(_where_known(conn, scope))
        .collect()
    )


def _where_known(conn: sa.Connection, scope: Scope) -> list[pl.Expr]:
    """The columns of `by_month`, null in months without data; what has added up, only before the data begin."""
    known, of_kind = of_branch(conn, scope), {"acquired": "participants"}
    columns = []
    for name in (*_AMOUNTS, "cumulative"):
        kind = of_kind.get(name, "contributions")
        begins = known.beginning([kind]) or date.max
        empty = [gap.month for gap in known.gaps if gap.kind == kind and not gap.partly and name != "cumulative"]
        there = (pl.col("month") >= begins) & ~pl.col("month").is_in(empty)
        columns.append(pl.when(there).then(pl.col(name)).alias(name))
    return columns


@part
def by_office(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an office that stands in the scope, or of which something happened in it, zeros too; by code.

    code, label (name), wilayah_code, wilayah, kind (where it stands on the as-of day), acquired (people), received and
    its two parts (rupiah).
    """
    summed = _complete(conn, scope).group_by(code="office_code").agg(pl.col(_AMOUNTS).sum())
    places = standard.every_office(conn, scope).rename({"office_code": "code", "office": "label"})
    return (
        places.join(summed, on="code", how="left")
        .filter(pl.col("inside") | pl.col("acquired").is_not_null())
        .with_columns(pl.col(_AMOUNTS).fill_null(0))
        .select("code", "label", "wilayah_code", "wilayah", "kind", *_AMOUNTS)
        .sort("code")
        .collect()
    )


def by_wilayah(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a kabupaten/kota where an office of the scope stands, or in which something happened, zeros too; by code.

    code, label (name), kind, latitude, longitude (null: not known), offices (that stand there on the as-of day),
    acquired (people), received and its two parts (rupiah).
    """
    summed = _complete(conn, scope).group_by("wilayah_code").agg(pl.col(_AMOUNTS).sum())
    standing = standard.offices(conn, scope).group_by("wilayah_code").agg(offices=pl.len())
    return (
        standard.wilayah(conn, scope)
        .join(standing, on="wilayah_code", how="left")
        .join(summed, on="wilayah_code", how="left")
        .filter(pl.any_horizontal(pl.col("offices", "acquired").is_not_null()))
        .with_columns(pl.col("offices", *_AMOUNTS).fill_null(0))
        .rename({"wilayah_code": "code", "wilayah": "label"})
        .select("code", "label", "kind", "latitude", "longitude", "offices", *_AMOUNTS)
        .sort("code")
        .collect()
    )


def by_sector(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a sector with an acquisition or a payment in the period; most acquired first, then by name.

    code and label (the sector; '-' is none recorded), acquired (people), received and its two parts (rupiah).
    """
    return (
        _complete(conn, scope)
        .group_by(code=pl.col("sector"))
        .agg(pl.col(_AMOUNTS).sum())
        .with_columns(label=pl.col("code"))
        .sort(["acquired", "code"], descending=[True, False])
        .collect()
    )


def by_agent(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent of whom something is counted, wherever they stand by now, registered or not; by code.

    code, label (name), acquired (people), received (rupiah): they add up to the totals.
    """
    return (
        standard.agent_flows(conn, scope)
        .filter(pl.col("month") <= scope.as_of_month if scope.as_of_month else pl.lit(False))
        .group_by("agent_code")
        .agg(pl.col("acquired", "received").sum())
        .join(standard.names(conn, scope), on="agent_code")
        .select("acquired", "received", code="agent_code", label="name")
        .select("code", "label", "acquired", "received")
        .sort("code")
        .collect()
    )
