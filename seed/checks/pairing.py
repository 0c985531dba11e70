"""Which known payment a payment of a load is, where its day, its month or its rupiah was corrected."""

import polars as pl

KEY = ("participant_id", "blth", "paid_on")

_SAME: tuple[tuple[tuple[str, ...], str], ...] = (
    (("participant_id", "blth", "months", "amount"), "paid_on"),
    (("participant_id", "paid_on", "amount"), "blth"),
    (("participant_id", "blth"), "paid_on"),
)
"""What two payments must have in common to be one, the likeliest first; in which order several are taken."""


def pairs(new: pl.DataFrame, free: pl.DataFrame) -> pl.DataFrame:
    """One row a pair: KEY of the load's payment; blth_was, paid_on_was, months_old, amount_old, payer_old of the
    database's.

    `new`: payments of the load whose key is not in the database, `free`: payments of the database whose key is not in
    the load; both with KEY, months, amount, the database's with payer. None is in two pairs: of several that are alike,
    the first day (or month) goes with the first.
    """
    mine = new.select(*KEY, "months", "amount").unique(KEY, maintain_order=True)
    theirs = free.select(*KEY, "months", "amount", "payer")
    parts = [_matched(mine.clear(), theirs.clear(), *_SAME[0])]
    for same, order in _SAME:
        parts.append(_matched(mine, theirs, same, order))
        mine = mine.join(parts[-1], on=KEY, how="anti")
        theirs = theirs.join(was(parts[-1]), on=KEY, how="anti")
    return pl.concat(parts)


def was(paired: pl.DataFrame) -> pl.DataFrame:
    """The keys of the database's payments in pairs."""
    return paired.select("participant_id", blth="blth_was", paid_on="paid_on_was")


def _matched(mine: pl.DataFrame, theirs: pl.DataFrame, same: tuple[str, ...], order: str) -> pl.DataFrame:
    nth = pl.col(order).rank("ordinal").over(same).alias("nth")
    before = {"months_old": "months", "amount_old": "amount", "payer_old": "payer"}
    old = theirs.with_columns(nth, blth_was="blth", paid_on_was="paid_on", **before)
    both = mine.with_columns(nth).join(old, on=[*same, "nth"], suffix="_theirs")
    return both.select(*KEY, "blth_was", "paid_on_was", *before)
