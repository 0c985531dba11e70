"""What was acquired and received in a period: by month, wilayah, office, sector and agent.

Every answer ends, of what was acquired, with the last month whole in registrations, and of what was received with the
last one whole in contributions, so that all of them add up to the same totals; a month that is still running stands
apart, in `by_month` alone.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.completeness import Completeness, of_branch
from queries.db.memo import part
from queries.frames import standard
from queries.metrics import catalogue
from queries.scope import Scope

_AMOUNTS = ("acquired", "received", "received_from_new", "received_from_earlier")


def counted(scope: Scope, *amounts: str) -> list[pl.Expr]:
    """These amounts of rows with a month, zero in a month after the last one that their kind counts in the scope."""
    return [pl.when(pl.col("month") <= _until(scope, name)).then(pl.col(name)).otherwise(0) for name in amounts]


def still_runs(scope: Scope, measure: str) -> pl.Expr:
    """Whether a row of `by_month` is of the month that runs, and no part of the measure's total."""
    return pl.col("running") & (pl.col("month") > _until(scope, measure))


def _until(scope: Scope, measure: str) -> pl.Expr:
    return pl.lit(catalogue()[measure].until_month(scope) or date.min)


def _months(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    earlier = pl.col("received") - pl.col("received_from_new")
    return standard.place_months(conn, scope).with_columns(received_from_earlier=earlier)


@part
def _complete(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """The rows of `_months` of which something is counted."""
    rows = _months(conn, scope).with_columns(counted(scope, *_AMOUNTS))
    return rows.filter(pl.any_horizontal(pl.col("acquired", "received") != 0))


@part
def totals(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The period's sums, each up to the last month whole in its kind.

    acquired (people); received and its two parts received_from_new and received_from_earlier (rupiah): paid by
    participants registered in the period, and before it.
    """
    return _complete(conn, scope).select(pl.col(_AMOUNTS).sum()).collect().row(0, named=True)


def by_month(conn: sa.Connection, scope: Scope, running: date | None = None) -> pl.DataFrame:
    """One row a month of the period up to the last one that is counted of any kind, zeros too, and `running` where it
    lies in the period.

    month, acquired, received, received_from_new, received_from_earlier, cumulative (rupiah received since the period
    began), running (whether the month has not ended: its row is no part of a total, see `still_runs`). Null where there
    are no data, as in a month before the data of its kind begin, or of which nothing was loaded, and after the last
    month that is counted of its kind, unless it is running.
    """
    reach = scope.reach_month
    months = [month for month in scope.period.months() if month == running or (reach and month <= reach)]
    calendar = pl.LazyFrame({"month": months}, schema={"month": pl.Date})
    return (
        calendar.join(_months(conn, scope).group_by("month").agg(pl.col(_AMOUNTS).sum()), on="month", how="left")
        .with_columns(pl.col(_AMOUNTS).fill_null(0))
        .sort("month")
        .with_columns(cumulative=pl.col("received").cum_sum(), running=pl.col("month").eq_missing(pl.lit(running)))
        .with_columns(_where_known(of_branch(conn, scope), scope, running))
        .collect()
    )


def _where_known(known: Completeness, scope: Scope, running: date | None) -> list[pl.Expr]:
    """The columns of `by_month`, null in months without data; what has added up, not in gaps, which add nothing."""
    nothing, columns = known.uncounted(scope, running), []
    for name in (*_AMOUNTS, "cumulative"):
        kind = catalogue()[name].flow
        empty = {month for of, month in nothing if of == kind}
        if name == "cumulative":
            empty -= {
                gap.month for gap in known.gaps if gap.kind == kind and gap.month <= (scope.until(kind) or date.min)
            }
        columns.append(pl.when(~pl.col("month").is_in(sorted(empty))).then(pl.col(name)).alias(name))
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
        .with_columns(counted(scope, "acquired", "received"))
        .filter(pl.any_horizontal(pl.col("acquired", "received") != 0))
        .group_by("agent_code")
        .agg(pl.col("acquired", "received").sum())
        .join(standard.names(conn, scope), on="agent_code")
        .select("acquired", "received", code="agent_code", label="name")
        .select("code", "label", "acquired", "received")
        .sort("code")
        .collect()
    )
