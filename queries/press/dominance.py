"""Whether one payer or one agent stands for most of a sum of rupiah, by the p% rule.

Who brought the second largest part knows it, and so how much the largest one brought at most: the sum without both is
all that hides it. Where that is less than p% of the largest part, the sum tells it (Hundepool et al., Statistical
Disclosure Control, 2012, section 4.2.2).
"""

from collections.abc import Sequence

import polars as pl


def spare(rows: pl.DataFrame, cell: Sequence[str], who: str, percent: int) -> pl.DataFrame:
    """One row a cell: its columns and `spare_<who>`, below zero where one `who` stands for most of it.

    `rows`: amount (rupiah, above zero), `who` and the columns of `cell`. In hundredths of a rupiah: the sum without its
    two largest parts, less p% of the largest. Cells together have as much as theirs add up to where the same stand
    first in all of them, and else more: so where that is zero or more, nobody stands for most of them.
    """
    parts = rows.group_by(*cell, who).agg(pl.col("amount").sum())
    amount = pl.col("amount")
    hides = (amount.sum() - amount.top_k(2).sum()) * 100 - amount.max() * percent
    return parts.group_by(cell).agg(hides.alias(f"spare_{who}"))
