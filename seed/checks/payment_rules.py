"""What a row of payments can break by itself: its months, its fine, an amount that lost its thousands."""

import polars as pl

from queries.breaks import BREAKS
from queries.months import month_number, months_apart
from seed.checks.ranges import in_one_cell
from seed.files.heading_names import CONTRIBUTION_ALONE
from seed.files.headings import key
from seed.files.rules import RefusalRule
from seed.files.tables import FileTable

MOST_MONTHS = 60

LEAST_A_MONTH = 1_000
"""Rupiah: far below every rate (domain, section 2), and above what is left of one whose thousands were lost."""

_DEEP_CUT = {one.name: one.months for one in BREAKS}["pp_49_2020"]
_ALONE = frozenset(map(key, CONTRIBUTION_ALONE))
Refusal = tuple[str, RefusalRule, pl.Expr]
"""Column, rule, where."""


def with_months(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the number of months that a first and a last BLTH say, where the file has no number of its own."""
    months = pl.coalesce("months", _span()).cast(pl.Int64)
    return rows.with_columns(months.alias("months"))


def _span() -> pl.Expr:
    return months_apart(pl.col("blth"), pl.col("blth_last")) + 1


def rules(table: FileTable) -> list[Refusal]:
    """What a row of payments can break by itself. Months: from 1 to 60, and those that the file's two BLTH say."""
    given = "months" if "months" in table.match.positions else "blth_last"
    asked = "blth_last" in table.match.positions and not in_one_cell(table)
    blank = pl.lit(asked) & pl.col("months").is_null()
    broken = [
        (given, RefusalRule.MONTHS_OUT_OF_RANGE, ~pl.col("months").is_between(1, MOST_MONTHS)),
        (given, RefusalRule.MONTHS_CONTRADICT, pl.col("months") != _span()),
        ("blth_last", RefusalRule.MISSING, blank & ~pl.col("row").is_in(_filled(table, "blth_last").implode())),
        ("amount", RefusalRule.AMOUNT_TOO_SMALL, _too_small()),
    ]
    return [*broken, *_fines(table)]


def _filled(table: FileTable, column: str) -> pl.Series:
    if column not in table.cells.columns:
        return pl.Series("row", [], dtype=pl.UInt32)
    return table.cells.filter(pl.col(column).is_not_null())["row"]


def _too_small() -> pl.Expr:
    """Whether a month costs less than anybody pays: the thousands are lost. Not where the rates were cut by 99%."""
    months = pl.col("months").fill_null(1).clip(1, MOST_MONTHS)
    first, last = (day.year * 12 + day.month - 1 for day in (_DEEP_CUT.first, _DEEP_CUT.last))
    begin = month_number(pl.col("blth"))
    cut = (begin <= last) & (begin + months - 1 >= first)
    return (pl.col("amount") < LEAST_A_MONTH * months) & ~cut


def _fines(table: FileTable) -> list[Refusal]:
    """A fine is no contribution: what was paid must be told apart from it."""
    if "fine" not in table.match.positions:
        return []
    fine, amount, total = pl.col("fine").fill_null(0), pl.col("amount"), pl.col("total")
    if key(table.heading("amount")) not in _ALONE:
        return [("amount", RefusalRule.FINE_UNCLEAR, fine > 0)]
    return [("amount", RefusalRule.FINE_UNCLEAR, (total != amount + fine) & (total != amount))]
