"""Rows and columns that a file hides and that would be loaded all the same: who looked at it did not see them."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from seed.checks.parse import Source
from seed.checks.validator import WRITTEN, Judged
from seed.files.rules import Suspicion


def judged(sources: Sequence[Source], passed: Judged) -> Judged:
    """The judgement with the rows to be loaded suspected that their file hides, and those with a hidden column."""
    new, suspected = passed.of(*WRITTEN), [passed.suspected]
    for position in new["file"].unique().sort():
        table = sources[position].table
        if table and (table.hidden_rows.len() or table.hidden_columns):
            mine = new.filter(pl.col("file") == position)
            unseen = mine.filter(pl.col("row").is_in(table.hidden_rows.implode()))
            column = "amount" if table.kind.name == "contributions" else None
            suspected.append(_suspected(unseen, column, Suspicion.HIDDEN_ROWS))
            suspected += [_suspected(mine, name, Suspicion.HIDDEN_COLUMNS) for name in table.hidden_columns]
    return replace(passed, suspected=pl.concat(suspected))


def _suspected(rows: pl.DataFrame, column: str | None, rule: Suspicion) -> pl.DataFrame:
    return rows.select("file", "row", column=pl.lit(column, pl.String), rule=pl.lit(rule.value))
