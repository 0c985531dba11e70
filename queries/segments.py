"""Times in which a membership is covered at one place for one sum, and what comes and goes at their edges.

Months are numbers (queries/months.py), each standing for its last day; a time has its first and last month. Pure; no
database.
"""

import polars as pl

from queries import stewards
from queries.months import month_number

COMES, GOES = ("new", "returned", "moved_in"), ("stopped", "ended", "moved_out")
"""What adds to the people covered the month before, and what takes away."""

_STILL = 2**30


def covered(people: pl.DataFrame, cover: pl.DataFrame, takeovers: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """One row a membership and time in which it is covered, has begun and not ended, with one agent at one place.

    participant_id, first, last, amount (rupiah a month), agent_code, office_code, wilayah_code, inside, sector,
    fresh (whether it was never covered while it was on record before the time, and is the person's first membership),
    ended (the month at whose end it has ended; null: not). `cover`: participant_id, since, until, last, amount, all
    rows of each from some month on; the others as `queries.frames.insured` has them.
    """
    known = pl.col("since").shift(1).over("participant_id", order_by="since").is_not_null()
    paid = cover.with_columns(known=known).filter(pl.col("last").is_null())
    registered, ended = month_number(pl.col("registered_on")), month_number(pl.col("ended_on"))
    rows = paid.drop("last").join(
        people.with_columns(registered=registered, ended=ended), on="participant_id", how="inner"
    )
    rows = rows.with_columns(
        first=pl.max_horizontal(month_number(pl.col("since")), "registered"),
        last=pl.min_horizontal(month_number(pl.col("until")), pl.col("ended") - 1),
    ).filter(pl.col("first") <= pl.col("last"))
    early = pl.col("known") | (pl.col("first") > month_number(pl.col("since")))
    fresh = ~pl.col("again") & ~(early & (pl.col("first") > pl.col("registered")))
    rows = rows.with_columns(fresh=fresh)
    names = ["participant_id", "first", "last", "amount", "sector", "fresh", "ended", "agent_code"]
    return _placed(_cared(rows.select(names), people, takeovers), places)


def _cared(rows: pl.DataFrame, people: pl.DataFrame, takeovers: pl.DataFrame) -> pl.DataFrame:
    """The rows cut at each month at whose end somebody else looks after the participant."""
    times = stewards.monthly(people, takeovers)
    if times.is_empty():
        return rows
    own = times.select("participant_id", "first", last=pl.col("until") - 1, steward="agent_code")
    cut = rows.join(times, on="participant_id", how="semi").join(own, on="participant_id", suffix="_own")
    moved = _within(cut, "own").with_columns(agent_code="steward").select(rows.columns)
    return pl.concat([rows.join(times, on="participant_id", how="anti"), moved])


def _placed(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The rows cut at each month at whose end the agent stands elsewhere."""
    own = places.select(
        "agent_code",
        "office_code",
        "wilayah_code",
        "inside",
        first=month_number(pl.col("since")),
        last=month_number(pl.col("until")) - 1,
    )
    return _within(rows.join(own, on="agent_code", suffix="_own"), "own").drop("first_own", "last_own")


def _within(rows: pl.DataFrame, other: str) -> pl.DataFrame:
    """The rows as long as the other time, whose last may be null for still, holds too."""
    return rows.with_columns(
        first=pl.max_horizontal("first", f"first_{other}"), last=pl.min_horizontal("last", f"last_{other}")
    ).filter(pl.col("first") <= pl.col("last"))


def counted(rows: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """One row a place (`code`) with somebody and month from `first` to `last`: people and rupiah of each part.

    code, month (number), opening, COMES, GOES, closing, each with `<name>_amount`, and repriced_amount. `rows`: those
    of `covered` with the place that they count at; null: none that is asked about.
    """
    steps = _edges(rows.filter(pl.col("last") >= first - 1), first, last)
    opening = rows.filter(pl.col("first") < first, pl.col("last") >= first - 1)
    standing = (
        opening.drop_nulls("place").group_by(code="place").agg(start=pl.len(), start_amount=pl.col("amount").sum())
    )
    codes = pl.concat([standing.select("code"), steps.select("code")]).unique()
    months = pl.DataFrame({"month": range(first, last + 1)}, schema={"month": pl.Int32})
    every = codes.join(months, how="cross").join(steps, on=["code", "month"], how="left")
    every = every.join(standing, on="code", how="left").with_columns(pl.exclude("code", "month").fill_null(0))
    more = {
        unit: pl.sum_horizontal(f"{name}{unit}" for name in COMES)
        - pl.sum_horizontal(f"{name}{unit}" for name in GOES)
        + (pl.col("repriced_amount") if unit else 0)
        for unit in ("", "_amount")
    }
    closing = {
        f"closing{unit}": pl.col(f"start{unit}") + step.cum_sum().over("code", order_by="month")
        for unit, step in more.items()
    }
    before = {f"opening{unit}": pl.col(f"closing{unit}") - step for unit, step in more.items()}
    return every.with_columns(**closing).with_columns(**before).drop("start", "start_amount")


def _edges(rows: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """One row a place and month of an edge: code, month, people and rupiah of COMES and GOES, repriced_amount."""
    others = ("place", "amount")
    rows = rows.sort("participant_id", "first").with_columns(
        *(pl.col(name).shift(1).over("participant_id").alias(f"{name}_before") for name in others),
        joined=(pl.col("last").shift(1).over("participant_id") + 1 == pl.col("first")).fill_null(False),
        goes_on=(pl.col("first").shift(-1).over("participant_id") == pl.col("last") + 1).fill_null(False),
    )
    stays = pl.col("place").eq_missing(pl.col("place_before"))
    has_ended = (pl.col("ended") <= pl.col("last") + 1).fill_null(False)
    fresh, joined, goes_on = pl.col("fresh"), pl.col("joined"), pl.col("goes_on")
    comes = {"new": ~joined & fresh, "returned": ~joined & ~fresh, "moved_in": joined & ~stays}
    begun = rows.select(code="place", month="first", **_both_units(comes, "amount"))
    left = rows.select(
        code="place_before", month="first", **_both_units({"moved_out": joined & ~stays}, "amount_before")
    )
    goes = {"stopped": ~goes_on & ~has_ended, "ended": ~goes_on & has_ended}
    gone = rows.select(code="place", month=pl.col("last") + 1, **_both_units(goes, "amount"))
    more = pl.when(joined & stays).then(pl.col("amount") - pl.col("amount_before")).otherwise(0)
    priced = rows.select(code="place", month="first", repriced_amount=more)
    every = pl.concat([begun, left, gone, priced], how="diagonal").drop_nulls("code")
    inside = every.filter(pl.col("month").is_between(first, last))
    return inside.group_by("code", "month").agg(pl.all().sum())


def _both_units(conditions: dict[str, pl.Expr], amount: str) -> dict[str, pl.Expr]:
    people = {name: condition.cast(pl.Int64) for name, condition in conditions.items()}
    money = {
        f"{name}_amount": pl.when(condition).then(pl.col(amount)).otherwise(0) for name, condition in conditions.items()
    }
    return people | money
