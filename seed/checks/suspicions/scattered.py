"""Days that scatter over months where the load before, or the BLTH, lie in one: day and month may be swapped in every
cell.
"""

from dataclasses import replace

import polars as pl

from seed.checks.suspicions.volumes import DAYS
from seed.checks.validator import WRITTEN, Judged
from seed.files.rules import Suspicion

SCATTERED = 3
"""Months over which the days of a file scatter: as many are no month's file that is a little late."""


def judged(kind: str, passed: Judged) -> Judged:
    """The judgement with the new rows of each file suspected that scatters.

    A file scatters where its days are all at most the 12th and lie in SCATTERED months or more, would lie in one month
    with day and month swapped, and each file of the newest load lay in one, or its payments are for that very month
    (some for the one before).
    """
    day = DAYS[kind]
    newest = [one.extent for one in passed.before if one.load == passed.before[0].load]
    in_one = bool(newest) and all(one and len(one.months.get(day, ())) <= 1 for one in newest)
    year, number = pl.col(day).dt.year(), pl.col(day).dt.day()
    new = passed.of(*WRITTEN)
    files = new.group_by("file").agg(
        low=(number <= 12).all(),
        months=pl.col(day).dt.truncate("1mo").n_unique(),
        swapped=pl.struct(year=year, month=number).n_unique(),
        meant=_meant(year, number) if kind == "contributions" else pl.lit(False),
    )
    whole = pl.lit(in_one) | pl.col("meant")
    scattered = files.filter("low", pl.col("months") >= SCATTERED, pl.col("swapped") == 1, whole)["file"]
    rule = pl.lit(Suspicion.SCATTERED_MONTHS.value)
    odd = new.filter(pl.col("file").is_in(scattered.implode()))
    suspected = odd.select("file", "row", column=pl.lit(day), rule=rule)
    return replace(passed, suspected=pl.concat([passed.suspected, suspected]))


def _meant(year: pl.Expr, number: pl.Expr) -> pl.Expr:
    """Whether payments are for the month in which they would be made with day and month swapped, or the one before."""
    behind = (year.first() * 12 + number.first()) - (pl.col("blth").dt.year() * 12 + pl.col("blth").dt.month())
    return behind.is_between(0, 1).all() & (behind == 0).any()
