"""What a month comes to, as plain functions of rows; months are numbers, see queries/months.py. Pure; no database."""

import polars as pl

from queries import spans
from queries.months import month_at, month_end, spread

RECENT = 12
"""Months back that `agent_recency` reaches: as far as any setting of the rule goes."""


def covered(paid: pl.DataFrame) -> pl.DataFrame:
    """One row a participant and covered month, however often it was paid; covered_amount: rupiah for that month."""
    shares = paid.select("participant_id", "blth", "until", _share().alias("share"), rest=_rest(), first="blth")
    amount = pl.col("share") + pl.when(pl.col("month") == pl.col("first")).then("rest").otherwise(0)
    months = spread(shares, "month", "blth", "until")
    return months.group_by("participant_id", "month").agg(covered_amount=amount.sum())


def _share() -> pl.Expr:
    """What a payment, spread evenly over the months it covers, pays for each; the first one gets what is left over."""
    return pl.col("amount") // (pl.col("until") - pl.col("blth") + 1)


def _rest() -> pl.Expr:
    return pl.col("amount") % (pl.col("until") - pl.col("blth") + 1)


def entries(paid: pl.DataFrame, first: int, before: pl.DataFrame) -> pl.DataFrame:
    """One row a participant whose first payment was made in the month `first` or later.

    participant_id, month (index, of that payment), entry_amount: what it pays for its first month.
    """
    return (
        paid.filter(pl.col("paid") >= first)
        .join(before, on="participant_id", how="anti")
        .sort("paid_on", "blth")
        .group_by("participant_id", maintain_order=True)
        .agg(month=pl.col("paid").first(), entry_amount=(_share() + _rest()).first())
    )


def agent_months(people: pl.DataFrame, own: pl.DataFrame, covered: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """agent_code, office_code, wilayah_code, month (index), acquired, received, covered_people."""
    keys = ["agent_code", "office_code", "wilayah_code"]
    registered = people.group_by(*keys, pl.col("registration_month").alias("month")).agg(acquired=pl.len())
    received = own.group_by(*keys, pl.col("paid").alias("month")).agg(received=pl.col("amount").sum())
    of = people.select("participant_id", "agent_code")
    protected = covered.join(of, on="participant_id").group_by("agent_code", "month").agg(covered_people=pl.len())
    protected = spans.placed(protected.with_columns(day=month_end(month_at(pl.col("month")))), places, "day").drop(
        "day"
    )
    return _side_by_side(registered, received, protected)


_COUNTS = ("acquired", "received", "covered_people", "covered_amount", "entry_amount")


def _side_by_side(*frames: pl.DataFrame) -> pl.DataFrame:
    """Frames that count different things by the same keys, as one frame with zeros where one has no row."""
    every = pl.concat(frames, how="diagonal")
    counts = [name for name in _COUNTS if name in every.columns]
    keys = [name for name in every.columns if name not in counts]
    return every.group_by(keys).agg(pl.col(counts).cast(pl.Int64).sum())


def agent_runs(own: pl.DataFrame) -> pl.DataFrame:
    """agent_code, month, known_since (indexes): the months in which a contribution runs, and since when that is known.

    A contribution runs in the month it was paid and in every month it covers (design, section 2).
    """
    both = pl.concat(
        [
            own.select("agent_code", "paid", month=pl.col("paid")),
            spread(own.select("agent_code", "paid", "blth", "until"), "month", "blth", "until"),
        ]
    )
    return both.group_by("agent_code", "month").agg(known_since=pl.col("paid").min())


def agent_recency(own: pl.DataFrame) -> pl.DataFrame:
    """agent_code, as_of_month (index), age, people: participants by months since a contribution of theirs last ran.

    Only months that were known to run when they came matter: one that became known later, by a late payment, became so
    in a month that runs itself and is more recent.
    """
    keys = ["agent_code", "participant_id"]
    timely = pl.concat(
        [
            own.select(*keys, month=pl.col("paid")),
            spread(
                own.select(*keys, "until", start=pl.max_horizontal("blth", "paid")).filter(
                    pl.col("until") >= pl.col("start")
                ),
                "month",
                "start",
                "until",
            ),
        ]
    ).unique()
    runs = timely.sort("participant_id", "month").with_columns(
        last=pl.min_horizontal(
            pl.col("month").shift(-1).over("participant_id").fill_null(2**30) - 1, pl.col("month") + RECENT - 1
        )
    )
    spans = runs.select("agent_code", "last", ran=pl.col("month"), start=pl.col("month"))
    return (
        spread(spans, "as_of_month", "start", "last")
        .group_by("agent_code", "as_of_month", age=pl.col("as_of_month") - pl.col("ran"))
        .agg(people=pl.len())
    )


def cohort_months(
    people: pl.DataFrame, paid: pl.DataFrame, covered: pl.DataFrame, entries: pl.DataFrame
) -> pl.DataFrame:
    """office_code, wilayah_code, sector, registration_month, month (indexes), and the table's counts and rupiah."""
    keys = ["office_code", "wilayah_code", "sector", "registration_month"]
    registered = people.group_by(*keys, pl.col("registration_month").alias("month")).agg(acquired=pl.len())
    received = paid.group_by(*keys, pl.col("paid").alias("month")).agg(received=pl.col("amount").sum())
    protected = covered.join(people, on="participant_id").group_by(*keys, "month")
    first = entries.join(people, on="participant_id").group_by(*keys, "month").agg(pl.col("entry_amount").sum())
    return _side_by_side(
        registered,
        received,
        protected.agg(covered_people=pl.len(), covered_amount=pl.col("covered_amount").sum()),
        first,
    )
