"""What is suspected of payments: their time, their amount, and that one is paid twice."""

import polars as pl
import sqlalchemy as sa

from queries.months import month_start
from seed.checks import existing
from seed.checks.suspicions import rates
from seed.checks.suspicions.memberships import after_the_end
from seed.checks.validator import NEW, WRITTEN, Sieve
from seed.files.rules import Suspicion

FAR = 3
"""How many times more, or less, a month than a participant ever paid is far from it."""

ENOUGH = 3
"""Payments of one participant within a load that tell what is usual of somebody who is new."""


def payments(conn: sa.Connection, branch: str, sieve: Sieve, there: pl.DataFrame, known: pl.Series) -> None:
    """Suspect rows whose `state` is settled; they have `registered_on` and `ended_on`, the participant's.

    `there`: payments of the database that stay and that no row of the load corrects, of the load's months and of the
    BLTH of its new rows; `known`: ids of participants that the database has.
    """
    since = pl.col("registered_on")
    sieve.suspect(pl.col("paid_on") < since, "paid_on", Suspicion.PAID_BEFORE_REGISTERED)
    sieve.suspect(pl.col("blth") < month_start(since), "blth", Suspicion.COVERED_BEFORE_REGISTERED)
    sieve.suspect(after_the_end("paid_on", "blth"), "paid_on", Suspicion.AFTER_THE_END)
    steps = rates.steps(conn, branch)
    written = rates.least(sieve.rows.filter(pl.col("state").is_in(WRITTEN)), steps)
    if written.is_empty():
        return
    sieve.suspect(_one_of(written.filter(pl.col("amount") < pl.col("least"))), "amount", Suspicion.BELOW_LEAST_RATE)
    sieve.suspect(_one_of(_far(conn, branch, written, known, steps)), "amount", Suspicion.FAR_FROM_OWN_AMOUNTS)
    new = written.filter(pl.col("state") == NEW)
    sieve.suspect(_one_of(_other_day(new, sieve.rows, there)), "paid_on", Suspicion.SAME_MONTH_ANOTHER_DAY)
    sieve.suspect(_one_of(_other_month(new, sieve.rows, there)), "blth", Suspicion.SAME_DAY_ANOTHER_MONTH)


def _one_of(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row is one of these."""
    return pl.struct("file", "row").is_in(rows.select("file", "row").to_struct().implode())


def _has_any(new: pl.DataFrame, known: pl.Series) -> bool:
    return bool(new["participant_id"].is_in(known.implode()).any())


def _other_day(new: pl.DataFrame, rows: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """The new rows for a month of a participant that another day's payment is for too, known or in the load."""
    key = ["participant_id", "blth"]
    days = pl.concat([rows.select(*key, "paid_on"), there.select(*key, "paid_on")]).group_by(key)
    several = days.agg(pl.col("paid_on").n_unique().alias("days")).filter(pl.col("days") > 1)
    return new.join(several, on=key, how="semi")


def _other_month(new: pl.DataFrame, rows: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """The new rows beside a payment of the same participant, day and amount for another month: known, in no row of the
    load, or in another of its files. Two months paid on one day and written in one file are two payments.
    """
    key = ["participant_id", "blth", "paid_on"]
    same = ["participant_id", "paid_on", "amount"]
    corrected = new.join(there.join(rows, on=key, how="anti"), on=same, how="semi")
    elsewhere = rows.select(*same, "file", other="blth")
    pairs = new.join(elsewhere, on=same, suffix="_other") if rows["file"].n_unique() > 1 else new.clear()
    if pairs.is_empty():
        return corrected
    apart = pairs.filter(pl.col("file") != pl.col("file_other"), pl.col("blth") != pl.col("other"))
    own = rows.select(*key, mine="file")
    # A file that has both months says itself that they are two payments.
    both = apart.join(own.rename({"blth": "other"}), on=["participant_id", "other", "paid_on"])
    said = both.filter(pl.col("mine") == pl.col("file"))
    return pl.concat([corrected.select("file", "row"), _without(apart, said)])


def _without(pairs: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    return pairs.join(said, on=["file", "row", "other"], how="anti").select("file", "row").unique()


def _far(conn: sa.Connection, branch: str, new: pl.DataFrame, known: pl.Series, steps: rates.Steps) -> pl.DataFrame:
    """The new rows that pay `FAR` times more or less a month than their participant did before.

    Measured in rupiah and in least rates of the BLTH, of which the nearer counts: a cut of the rates makes nobody far.
    Before: the database; for somebody whom it has no payment of, the middle of at least `ENOUGH` in the load.
    """
    paid = new.select("file", "row", "participant_id", plain=_monthly(1), scaled=_monthly(pl.col("rate")))
    if _has_any(new, known):
        before = existing.own_amounts(conn, branch, steps)
    else:
        before = pl.DataFrame(schema=existing.OWN_AMOUNTS)
    unknown = paid.join(before, on="participant_id", how="anti")
    # Whose most is not so far from their least has no payment that far from the middle: few have to be sorted for it.
    least = unknown.group_by("participant_id").agg(least=pl.col("plain").min(), most=pl.col("plain").max())
    varied = least.filter(pl.col("most") >= FAR * pl.col("least"))
    middle = (
        unknown.join(varied, on="participant_id", how="semi")
        .group_by("participant_id")
        .agg(
            pl.len().alias("n"),
            *(
                pl.col(name).median().cast(pl.Int64).alias(f"{end}_{name}")
                for name in _NAMES
                for end in ("least", "most")
            ),
        )
        .filter(pl.col("n") >= ENOUGH)
        .select(before.columns)
    )
    beside = paid.join(pl.concat([before, middle]), on="participant_id")
    more = pl.all_horizontal(pl.col(name) >= FAR * pl.col(f"most_{name}") for name in _NAMES)
    less = pl.all_horizontal(pl.col(name) * FAR <= pl.col(f"least_{name}") for name in _NAMES)
    return beside.filter(more | less)


_NAMES = ("plain", "scaled")


def _monthly(rate: int | pl.Expr) -> pl.Expr:
    """What a row pays a month: in rupiah, or in ten thousandths of a rate."""
    share = pl.col("amount") if isinstance(rate, int) else pl.col("amount") * 10_000
    return (share // (pl.col("months").cast(pl.Int64) * rate)).cast(pl.Int64)
