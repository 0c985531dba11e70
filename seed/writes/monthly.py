"""What a month comes to, as plain functions of rows; months are numbers, see queries/months.py. Pure; no database."""

import polars as pl

from queries import spans
from queries.months import month_at, month_end, spread


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


def agent_months(
    registered: pl.DataFrame, received: pl.DataFrame, protected: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """agent_code, office_code, wilayah_code, month (index), acquired, received, covered_people.

    `registered`, `received`: participants and contributions with agent and place on their day; `protected`:
    participants and covered months with the agent at the month's end.
    """
    keys = ["agent_code", "office_code", "wilayah_code"]
    acquired = registered.group_by(*keys, pl.col("registration_month").alias("month")).agg(acquired=pl.len())
    amounts = received.group_by(*keys, pl.col("paid").alias("month")).agg(received=pl.col("amount").sum())
    people = protected.group_by("agent_code", "month").agg(covered_people=pl.len())
    ends = people.with_columns(day=month_end(month_at(pl.col("month"))))
    return _side_by_side(acquired, amounts, spans.placed(ends, places, "day").drop("day"))


_COUNTS = ("acquired", "received", "covered_people", "covered_amount", "entry_amount")


def _side_by_side(*frames: pl.DataFrame) -> pl.DataFrame:
    """Frames that count different things by the same keys, as one frame with zeros where one has no row."""
    every = pl.concat(frames, how="diagonal")
    counts = [name for name in _COUNTS if name in every.columns]
    keys = [name for name in every.columns if name not in counts]
    return every.group_by(keys).agg(pl.col(counts).cast(pl.Int64).sum())


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
