"""What is suspected of memberships: that a person has two at once, that one goes on after its end."""

import polars as pl
import sqlalchemy as sa

from queries.months import month_number, month_start
from seed.checks import existing
from seed.checks.validator import CHANGED, NEW, Sieve
from seed.files.rules import Suspicion

DIED = "died"

LAPSES = 4
"""Months from a registration until the membership can have lapsed: its own, three unpaid ones (domain, section 2)."""


def memberships(conn: sa.Connection, branch: str, sieve: Sieve, there: pl.DataFrame) -> None:
    """`sieve`: settled participants with `ended_on`, `end_reason` (null: not ended); `there`: the database's.

    Gives each row `has_others`: whether its NIK has another membership, in the database or in the load; and `returns`:
    whether it is new and one of them is earlier.
    """
    same = pl.concat([there, sieve.rows.filter(pl.col("state") == NEW)], how="diagonal").group_by("nik_hash")
    people = same.agg(memberships=pl.len(), first=pl.col("registered_on").min())
    sieve.rows = sieve.rows.join(people, on="nik_hash", how="left", maintain_order="left").with_columns(
        has_others=pl.col("memberships") > 1,
        returns=(pl.col("state") == NEW) & (pl.col("registered_on") > pl.col("first")),
    )
    new, others = pl.col("state") == NEW, pl.col("has_others")
    days = pl.concat([there, sieve.rows], how="diagonal")
    days = days.select("nik_hash", "kpj_hash", "registered_on", "ended_on").unique(["kpj_hash"], keep="last")
    twice = days.filter(pl.struct("nik_hash", "registered_on").is_duplicated()).select("nik_hash", "kpj_hash")
    sieve.suspect(others & _one_of(twice, "nik_hash", "kpj_hash"), "nik", Suspicion.TWO_KPJ_ONE_DAY)
    sieve.suspect(new & others & _one_of(_too_soon(days), "kpj_hash"), "nik", Suspicion.RETURNED_TOO_SOON)
    if sieve.rows.filter(new & others).height:
        _returned(conn, branch, sieve, there)
    _ended(conn, branch, sieve)


def _too_soon(days: pl.DataFrame) -> pl.DataFrame:
    """kpj_hash of the memberships that begin on another day than the person's one before, which cannot have lapsed yet.

    `days`: nik_hash, kpj_hash, registered_on, ended_on of all.
    """
    before = pl.col("registered_on").shift(1).over("nik_hash")
    ended = (pl.col("ended_on").shift(1).over("nik_hash") <= pl.col("registered_on")).fill_null(False)
    months = month_number(pl.col("registered_on")) - month_number(before)
    # Of one who has a single membership there is nothing before: the hashes of most need no sorting.
    several = days.filter(pl.col("nik_hash").is_duplicated())
    rows = several.unique(["nik_hash", "registered_on"]).sort("nik_hash", "registered_on")
    return rows.filter(months < LAPSES, ~ended).select("kpj_hash")


def _one_of(rows: pl.DataFrame, *key: str) -> pl.Expr:
    return pl.struct(key).is_in(rows.select(key).to_struct().implode())


def _returned(conn: sa.Connection, branch: str, sieve: Sieve, there: pl.DataFrame) -> None:
    """Who comes back while an earlier membership is still paid for, or after a death."""
    rows = sieve.rows.filter(pl.col("state") == NEW, "has_others").select("file", "row", "nik_hash", "registered_on")
    earlier = rows.join(there, on="nik_hash", suffix="_before")
    last = existing.last_payments(conn, branch, earlier["id"].unique())
    earlier = earlier.join(last, left_on="id", right_on="participant_id", how="left")
    running = pl.col("last_covered") >= month_start(pl.col("registered_on"))
    sooner = pl.col("registered_on_before") <= pl.col("registered_on")
    died = (pl.col("end_reason") == DIED) & (pl.col("ended_on") <= pl.col("registered_on"))
    for where, rule in ((running & sooner, Suspicion.RETURNED_WHILE_COVERED), (died, Suspicion.AFTER_THE_END)):
        sieve.suspect(_one_of(earlier.filter(where), "file", "row"), "nik", rule)


def _ended(conn: sa.Connection, branch: str, sieve: Sieve) -> None:
    """Ends that are taken back, and those after which the database has payments."""
    changed = pl.col("state") == CHANGED
    withdrawn = changed & pl.col("ended_on").is_null() & pl.col("ended_on_old").is_not_null()
    sieve.suspect(withdrawn, "ended_on", Suspicion.END_WITHDRAWN)
    brought = sieve.rows.filter(changed, pl.col("ended_on").ne_missing(pl.col("ended_on_old"))).drop_nulls("ended_on")
    if brought.height:
        paid = brought.join(
            existing.last_payments(conn, branch, brought["id_old"]), left_on="id_old", right_on="participant_id"
        )
        early = _one_of(paid.filter(after_the_end()), "file", "row")
        # By the column that says it.
        by_death = (pl.col("end_reason") == DIED) & pl.col("died_on").is_not_null()
        for column, where in (("died_on", by_death), ("ended_on", ~by_death)):
            sieve.suspect(early & where, column, Suspicion.AFTER_THE_END)


def after_the_end(paid_on: str = "last_paid_on", blth: str = "last_blth") -> pl.Expr:
    """Whether something was paid after `ended_on`, or for a month after it."""
    return (pl.col(paid_on) > pl.col("ended_on")) | (pl.col(blth) > pl.col("ended_on"))
