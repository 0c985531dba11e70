"""The summary of cover: of each membership the times in which the same is known at every month-end.

A payment covers its months from the one in which it was made on; before, nobody knew. So a time begins where a payment
begins or ends to cover, or where one for months gone by is made.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db.rows import fetch
from queries.db.schema import cover_spans, participants
from queries.months import month_at, month_number
from seed.writes import bulk
from seed.writes.runs import ABOVE, FOR_EVER

_ROW = ("participant_id", "since", "until", "last_covered", "amount")


def spans(paid: pl.DataFrame, start: int | None = None, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """participant_id, since, until, last_covered, amount (months as numbers), as the table has them; by the first two.

    `paid`: participant_id, paid, blth, until (months as numbers), amount: all payments; or, with `start`, those made
    or reaching into that month or later, and `before` the rows that reach the month before it: then the rows that
    reach it.
    """
    steps = _steps(paid)
    if start is not None and before is not None:
        last = pl.coalesce("last_covered", pl.lit(start - 1, pl.Int32))
        steps = pl.concat(
            [steps, before.select("participant_id", month=pl.lit(start, pl.Int32), reach=last)], how="diagonal"
        )
        steps = steps.with_columns(pl.max_horizontal("month", pl.lit(start, pl.Int32)).alias("month"))
    summed = steps.group_by("participant_id", "month").agg(pl.col("payments", "amount").sum(), pl.col("reach").max())
    # In one go, not person by person, which takes several times as long: what comes of a person's payments goes again,
    # so that the sums are zero before the next; and a first step always reaches, with the id on top beyond all before.
    of_one = pl.col("participant_id") * ABOVE
    same = pl.col("participant_id") == pl.col("participant_id").shift(-1)
    known = summed.sort("participant_id", "month").with_columns(
        pl.col("payments", "amount").cum_sum(),
        reach=((of_one + pl.col("reach")).cum_max().forward_fill() - of_one).cast(pl.Int32),
        until=pl.when(same).then(pl.col("month").shift(-1) - 1).otherwise(pl.lit(FOR_EVER, pl.Int32)),
    )
    rows = known.select(
        "participant_id",
        "until",
        "amount",
        since="month",
        last_covered=pl.when(pl.col("payments") == 0).then("reach"),
    ).select(_ROW)
    if start is not None and before is not None:
        rows = pl.concat([before.with_columns(until=pl.lit(start - 1, pl.Int32)).select(_ROW), rows])
    return _joined(rows)


def _steps(paid: pl.DataFrame) -> pl.DataFrame:
    """What changes in a month: participant_id, month, payments (that cover it), amount (rupiah of them for the month),
    reach (the last month of one that is known from it on)."""
    months = pl.col("until") - pl.col("blth") + 1
    share, rest = pl.col("amount") // months, pl.col("amount") % months
    start = pl.max_horizontal("blth", "paid")
    one = pl.lit(1, pl.Int64)
    whole = paid.with_columns(start=start, share=share, rest=rest)
    within = whole.filter(pl.col("start") <= pl.col("until"))
    first = within.filter(pl.col("start") == pl.col("blth"), pl.col("rest") > 0)
    who = "participant_id"
    return pl.concat(
        [
            whole.select(who, month="start", reach="until"),
            within.select(who, month="start", payments=one, amount="share"),
            within.select(who, month=pl.col("until") + 1, payments=-one, amount=-pl.col("share")),
            first.select(who, month="start", amount="rest"),
            first.select(who, month=pl.col("start") + 1, amount=-pl.col("rest")),
        ],
        how="diagonal",
    )


def _joined(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows one after the other, those that say the same as the one before made one with it."""
    said = [pl.col(name) for name in ("participant_id", "last_covered", "amount")]
    begins = pl.any_horizontal(one.ne_missing(one.shift(1)) for one in said)
    marked = rows.sort("participant_id", "since").with_columns(begins=begins)
    last = marked.filter(pl.col("begins").shift(-1, fill_value=True))["until"]
    return marked.filter("begins").with_columns(until=last).select(_ROW)


def refresh(conn: sa.Connection, branch: str, touched: set[str] | None, start: int | None, paid: pl.DataFrame) -> None:
    """Bring the table up to date from the month `start` (None: from the first) on, for who was registered by these
    agents (None: all). `paid`: as `spans` takes it, of at least these people."""
    mine, t = _mine(branch, touched), cover_spans.c
    if touched is not None:
        p = participants.c
        own = sa.select(p.id.label("participant_id")).where(p.branch_code == branch, p.agent_code.in_(sorted(touched)))
        paid = paid.join(fetch(conn, own), on="participant_id", how="semi")
    reached = () if start is None else (t.until >= _month(start - 1),)
    if start is None:
        fresh = spans(paid)
    else:
        query = sa.select(*(t[name] for name in _ROW)).where(t.branch_code == branch, *reached, *mine)
        before = fetch(conn, query.where(t.since < _month(start))).with_columns(
            month_number(pl.col("since", "until", "last_covered"))
        )
        fresh = spans(paid, start, before)
    conn.execute(sa.delete(cover_spans).where(t.branch_code == branch, *reached, *mine))
    bulk.insert(conn, cover_spans, rows(branch, fresh))


def rows(branch: str, fresh: pl.DataFrame) -> pl.DataFrame:
    """The rows of `spans` as the table has them."""
    months = (month_at(pl.col(name)).alias(name) for name in ("since", "until", "last_covered"))
    return fresh.with_columns(pl.lit(branch).alias("branch_code"), *months)


def _mine(branch: str, touched: set[str] | None) -> tuple[sa.ColumnElement[bool], ...]:
    """Whose rows are wanted: those of the agents' participants, and of who is none any more."""
    if touched is None:
        return ()
    p = participants.c
    of_others = sa.select(p.id).where(p.branch_code == branch, p.agent_code.not_in(sorted(touched)))
    return (cover_spans.c.participant_id.not_in(of_others),)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
