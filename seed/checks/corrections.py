"""What rows of a load would change in rows that the database has: one line a cell, before and after."""

import polars as pl

from seed.checks.validator import CHANGED, MOVED
from seed.files.tables import FileTable

CORRECTION = {"row": pl.UInt32, "name": pl.String, "column": pl.String, "before": pl.String, "after": pl.String}
"""row (its number in the file), name (of the kind's column), column (its heading), before and after (days and months
as 2019-06-30, numbers as digits; null: nothing)."""

_BEFORE = {
    "contributions": {
        "blth": "blth_was",
        "paid_on": "paid_on_was",
        "months": "months_old",
        "amount": "amount_old",
        "payer": "payer_old",
    },
    "participants": {"registered_on": "registered_on_old", "sector": "sector_old", "program": "program_old"},
}
"""By kind: the columns that a load corrects, with what the database has in each; none holds a person's name."""


def corrections(table: FileTable, rows: pl.DataFrame, cancelled: pl.DataFrame) -> pl.DataFrame:
    """One row a changed cell of one file's settled rows, in the file's order: the columns of CORRECTION.

    `cancelled`: row, says, of rows that say that a known payment was cancelled.
    """
    changed = rows.filter(pl.col("state").is_in([CHANGED, MOVED]))
    parts = [pl.DataFrame(schema=CORRECTION)]
    for name, old in _BEFORE.get(table.kind.name, {}).items():
        heading = table.heading(name) if name in table.match.positions else name
        stays = pl.col(old).is_null() if old.endswith("_was") else pl.col(old).eq_missing(pl.col(name))
        differing = changed.filter(~stays & (pl.col(old).ne_missing(pl.col(name))))
        before, after = (pl.col(one).cast(pl.String) for one in (old, name))
        parts.append(differing.select("row", name=pl.lit(name), column=pl.lit(heading), before=before, after=after))
    if not cancelled.is_empty():
        heading = table.heading(next(name for name in ("status", "remark") if name in table.match.positions))
        none = pl.lit(None, pl.String)
        said = cancelled.select("row", name=pl.lit("status"), column=pl.lit(heading), before=none, after="says")
        parts.append(said)
    return pl.concat(parts).sort("row", maintain_order=True)
