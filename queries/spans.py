"""Rows that hold from `since` until before `until`: days, or loads. Pure; no database."""

import polars as pl

from queries.db.schema import STILL


def during(left: pl.DataFrame, right: pl.DataFrame, on: str) -> pl.DataFrame:
    """Each pair of rows with the same `on` that hold at the same time, for as long as both do."""
    return (
        left.join(right, on=on, suffix="_too")
        .with_columns(since=pl.max_horizontal("since", "since_too"), until=pl.min_horizontal("until", "until_too"))
        .filter(pl.col("since") < pl.col("until"))
        .drop("since_too", "until_too")
    )


def postings(agent_offices: pl.DataFrame, office_places: pl.DataFrame) -> pl.DataFrame:
    """One row a posting, its days without gaps: agent_code, since, until (days), office_code, wilayah_code; by the
    first two. `agent_offices`, `office_places`: as their tables have them, each agent and office with a row since
    ALWAYS. Neighbours at one place are one posting.
    """
    both = during(_ended(agent_offices, "agent_code"), _ended(office_places, "office_code"), "office_code")
    place = pl.struct("office_code", "wilayah_code")
    moved = place != place.shift(1).over("agent_code", order_by="since")
    return (
        both.sort("agent_code", "since")
        .with_columns(number=moved.fill_null(True).cum_sum().over("agent_code"))
        .group_by("agent_code", "number", maintain_order=True)
        .agg(pl.col("since").first(), pl.col("until").last(), pl.col("office_code", "wilayah_code").first())
        .drop("number")
    )


def _ended(rows: pl.DataFrame, owner: str) -> pl.DataFrame:
    """Dated rows with the day before which the owner's next row begins."""
    return rows.with_columns(until=pl.col("since").shift(-1).over(owner, order_by="since").fill_null(STILL))


def placed(rows: pl.DataFrame, postings: pl.DataFrame, day: str) -> pl.DataFrame:
    """The rows, which have agent_code, with office_code and wilayah_code of the agent's posting on the column `day`."""
    stations = postings.rename({"since": "station_since", "until": "station_until"})
    inside = (pl.col("station_since") <= pl.col(day)) & (pl.col(day) < pl.col("station_until"))
    return rows.join(stations, on="agent_code").filter(inside).drop("station_since", "station_until")
