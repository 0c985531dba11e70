"""What a sheet tells of its cells besides their texts: errors, formulas without a value, merged amounts."""

import polars as pl

from seed.files.contract import FileColumn, Notation
from seed.files.rules import RefusalRule
from seed.files.sheet import ERROR_TEXT, UNCOMPUTED
from seed.files.tables import FileTable
from seed.values import notation

_FORMULA = r"^=[A-Za-z(+\-]"


def answered(table: FileTable, column: FileColumn) -> pl.DataFrame:
    """`value` and `rule` of each cell of a column, what the sheet tells of it taken into account."""
    texts = table.cells[column.name]
    answers = notation.read(texts, column)
    if column.required:
        answers = _broken(answers, texts.is_null(), RefusalRule.MISSING, over=False)
    if (numbers := table.numbers.get(column.name)) is not None:
        # A spreadsheet keeps 15 digits of a number: the 16th of this one is a zero that it made up.
        answers = _broken(answers, numbers & answers["value"].is_not_null(), RefusalRule.ROUNDED_NUMBER)
    if column.notation is Notation.AMOUNT and (merged := table.merged[column.name]).len():
        answers = _broken(answers, table.cells["row"].is_in(merged.implode()), RefusalRule.MERGED_AMOUNT)
    plain = texts.str.strip_chars()
    answers = _broken(answers, plain.str.contains(ERROR_TEXT), RefusalRule.ERROR_CELL)
    return _broken(answers, (plain == UNCOMPUTED) | plain.str.contains(_FORMULA), RefusalRule.UNCOMPUTED_FORMULA)


def _broken(answers: pl.DataFrame, where: pl.Series, rule: RefusalRule, over: bool = True) -> pl.DataFrame:
    """The answers with a rule broken somewhere. `over`: also where another was."""
    if not where.any():
        return answers
    here = pl.lit(where.fill_null(False)) & (pl.lit(over) | pl.col("rule").is_null())
    return answers.with_columns(
        rule=pl.when(here).then(pl.lit(rule.value)).otherwise("rule"), value=pl.when(~here).then("value")
    )
