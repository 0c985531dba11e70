"""Who looks after a participant when: the acquirer, until a take-over, and then who took over. Pure; no database."""

import polars as pl

from queries.months import month_number


def assigned(rows: pl.DataFrame, takeovers: pl.DataFrame, day: str) -> pl.DataFrame:
    """The rows with the agent who looks after the participant on a day in place of the acquirer; in no order.

    `rows`: participant_id, agent_code (the acquirer) and the day's column; `takeovers`: participant_id, since,
    agent_code.
    """
    moved = rows.join(takeovers, on="participant_id", how="semi")
    if moved.is_empty():
        return rows
    later = takeovers.select("participant_id", "since", steward="agent_code").sort("since")
    matched = moved.sort(day).join_asof(
        later, left_on=day, right_on="since", by="participant_id", strategy="backward", check_sortedness=False
    )
    matched = matched.with_columns(agent_code=pl.coalesce("steward", "agent_code")).select(rows.columns)
    return pl.concat([rows.join(takeovers, on="participant_id", how="anti"), matched])


def monthly(people: pl.DataFrame, takeovers: pl.DataFrame) -> pl.DataFrame:
    """One row a participant who was taken over and time with one agent, by months' ends; by participant and month.

    participant_id, agent_code, first, until (month numbers; first 0: always; until null: still). A month belongs to
    the agent of its last day. `people`: participant_id, agent_code (the acquirer); `takeovers`: as for `assigned`.
    """
    begun = people.join(takeovers, on="participant_id", how="semi").select(
        "participant_id", "agent_code", first=pl.lit(0, pl.Int32)
    )
    taken = (
        takeovers.sort("participant_id", "since")
        .with_columns(first=month_number(pl.col("since")))
        .group_by("participant_id", "first", maintain_order=True)
        .agg(pl.col("agent_code").last())
        .select("participant_id", "agent_code", "first")
        .join(begun, on="participant_id", how="semi")
    )
    return (
        pl.concat([begun, taken])
        .sort("participant_id", "first")
        .with_columns(until=pl.col("first").shift(-1).over("participant_id"))
    )


def of_months(rows: pl.DataFrame, months: pl.DataFrame) -> pl.DataFrame:
    """The rows with the agent of the month's last day in place of the acquirer; in no order.

    `rows`: participant_id, agent_code (the acquirer), month (its number) and others; `months`: see `monthly`.
    """
    spans = months.select("participant_id", "first", "until", steward="agent_code")
    inside = (pl.col("month") >= pl.col("first")) & (pl.col("month") < pl.col("until")).fill_null(True)
    moved = rows.join(spans, on="participant_id").filter(inside).with_columns(agent_code="steward")
    return pl.concat([rows.join(months, on="participant_id", how="anti"), moved.select(rows.columns)])
