"""The summaries of what runs: in which months of an agent, and how long ago of each participant."""

import polars as pl

from queries import stewards
from queries.db.schema import STILL
from queries.months import spread
from queries.periods import month_number

RECENT = 12
"""Months back that `agent_recency` reaches: as far as any setting of the rule goes."""

FOR_EVER = month_number(STILL)
"""A month that nobody sees from."""

ABOVE = 1 << 20
"""More than any number of a month, FOR_EVER with them: an id times this stands above all months of the id before."""


def run_months(paid: pl.DataFrame) -> pl.DataFrame:
    """One row a contribution and month in which it runs: participant_id, agent_code (the acquirer), paid, month.

    A contribution runs in the month it was paid and in every month it covers (design, section 2). `paid`: these two,
    and paid, blth, until (months as indexes).
    """
    keys = ("participant_id", "agent_code", "paid")
    covered = spread(paid.select(*keys, "blth", "until"), "month", "blth", "until")
    return pl.concat([paid.select(*keys, month="paid"), covered])


def agent_runs(run: pl.DataFrame, months: pl.DataFrame) -> pl.DataFrame:
    """agent_code, month, known_since, known_until (indexes; FOR_EVER: still): when it is known that a month runs.

    A month that has come is of the agent who had the participant at its end; one to come of who has them at the end of
    the month that it is seen from. `run`: see `run_months`; `months`: see `stewards.monthly`.
    """
    plain = run.join(months, on="participant_id", how="anti").select("agent_code", "month", known_since="paid")
    spans = months.select("participant_id", "first", gone="until", steward="agent_code")
    lasting = pl.col("gone").is_null() | (pl.col("month") < pl.col("gone"))
    moved = (
        run.join(spans, on="participant_id")
        .filter(pl.col("month") >= pl.col("first"))
        .select(
            "month",
            agent_code="steward",
            known_since=pl.max_horizontal("paid", "first"),
            known_until=pl.when(~lasting).then("gone"),
        )
    )
    keys = ["agent_code", "month"]
    for_ever = moved.filter(pl.col("known_until").is_null()).select(*keys, "known_since")
    still = pl.concat([plain.select(*keys, "known_since"), for_ever]).group_by(keys).agg(pl.col("known_since").min())
    passed = (
        moved.filter(pl.col("known_since") < pl.col("known_until"))
        .group_by(*keys, "known_since")
        .agg(pl.col("known_until").max())
        .join(still.rename({"known_since": "still"}), on=keys, how="left")
        .filter(pl.col("still").is_null() | (pl.col("known_since") < pl.col("still")))
        .drop("still")
    )
    return pl.concat([still.with_columns(known_until=pl.lit(FOR_EVER, pl.Int32)), passed])


def agent_recency(run: pl.DataFrame, months: pl.DataFrame) -> pl.DataFrame:
    """agent_code, as_of_month (index), age, people: participants by months since a contribution of theirs last ran
    while they were with the agent, as known then. `run`, `months`: as for `agent_runs`.
    """
    keys = ["agent_code", "participant_id"]
    known = pl.max_horizontal("paid", "month")
    steps = (
        stewards.of_months(run, months)
        .with_columns(pl.col("agent_code").cast(pl.Categorical))
        .group_by(*keys, known=known)
        .agg(ran=pl.col("month").max())
        .sort("participant_id", "agent_code", "known")
        # Numbered, those of one stand together: one pass for all, where one for each would take longer.
        .with_columns(own=pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in keys).cum_sum())
        .with_columns(of_one=pl.col("own").cast(pl.Int64) * ABOVE, goes_on=pl.col("own") == pl.col("own").shift(-1))
        .with_columns(
            ran=((pl.col("of_one") + pl.col("ran")).cum_max() - pl.col("of_one")).cast(pl.Int32),
            following=pl.when("goes_on").then(pl.col("known").shift(-1)),
        )
        .with_columns(
            pl.col("agent_code").cast(pl.String),
            last=pl.min_horizontal(pl.col("following") - 1, pl.col("ran") + RECENT - 1),
        )
        .filter(pl.col("last") >= pl.col("known"))
    )
    spans = steps.select("agent_code", "last", "ran", start="known")
    return (
        spread(spans, "as_of_month", "start", "last")
        .group_by("agent_code", "as_of_month", age=pl.col("as_of_month") - pl.col("ran"))
        .agg(people=pl.len())
    )
