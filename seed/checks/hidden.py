"""Rows that a file hides, by hand or by a filter, and that are read all the same: who looked did not see them."""

from collections.abc import Sequence

import polars as pl

from seed.files.rules import Notice
from seed.files.tables import FileNotice, FileTable

_RUNS = 12
"""Runs of rows that a notice names."""


def notices(table: FileTable, stand: pl.DataFrame) -> list[FileNotice]:
    """How many of the rows that stand are hidden, which, and their rupiah."""
    rows = stand.filter(pl.col("row").is_in(table.hidden_rows.implode()))
    if rows.is_empty():
        return []
    count, numbers = rows.height, _runs(rows["row"].to_list())
    if table.kind.name != "contributions":
        return [FileNotice(Notice.ROWS_HIDDEN, {"rows": count, "numbers": numbers})]
    amount = int(rows["amount"].sum())
    return [FileNotice(Notice.PAYMENTS_HIDDEN, {"rows": count, "amount": amount, "numbers": numbers})]


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in order as runs: 2\N{EN DASH}4, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    texts = ["\N{EN DASH}".join(map(str, run)) for run in runs[:_RUNS]]
    return ", ".join([*texts, *(["\N{HORIZONTAL ELLIPSIS}"] if len(runs) > _RUNS else [])])
