"""What a sheet tells of its cells besides their texts: errors, formulas without a value, merged amounts."""

from functools import partial

import polars as pl

from seed.files.contract import FileColumn, Notation
from seed.files.rules import RefusalRule
from seed.files.sheet import ERROR_TEXT, UNCOMPUTED
from seed.files.tables import FileTable, clean
from seed.values import notation, statuses

_MAY_LACK = r"^\s*(#|=|Err:)"
_FORMULA = r"^=[A-Za-z(+\-]"


def answered(table: FileTable, column: FileColumn) -> pl.DataFrame:
    """`value` and `rule` of each cell of a column, what the sheet tells of it taken into account."""
    texts = table.cells[column.name]
    answers = notation.read(texts, column)
    if column.notation is Notation.DATE:
        answers = _as_the_others(table, column, answers)
    if column.required:
        answers = _broken(answers, texts.is_null(), RefusalRule.MISSING, over=False)
    if (numbers := table.numbers.get(column.name)) is not None:
        # A spreadsheet keeps 15 digits of a number: the 16th of this one is a zero that it made up.
        answers = _broken(answers, numbers & answers["value"].is_not_null(), RefusalRule.ROUNDED_NUMBER)
    if column.notation is Notation.AMOUNT and (merged := table.merged[column.name]).len():
        answers = _broken(answers, table.cells["row"].is_in(merged.implode()), RefusalRule.MERGED_AMOUNT)
    return _without_value(answers, texts)


def _without_value(answers: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """The answers, where a text is an error, or a formula that was not computed."""
    if not texts.str.contains(_MAY_LACK).any():
        return answers
    plain = texts.str.strip_chars()
    answers = _broken(answers, plain.str.contains(ERROR_TEXT), RefusalRule.ERROR_CELL)
    return _broken(answers, (plain == UNCOMPUTED) | plain.str.contains(_FORMULA), RefusalRule.UNCOMPUTED_FORMULA)


def beside(table: FileTable) -> pl.DataFrame:
    """row, column (of `raw`), rule of each error and each formula without a value in the columns that are not read."""
    used = {f"c{position}" for position in table.match.positions.values()} | table.marks.keys()
    rows = table.raw.filter(pl.col("row").is_in(table.cells["row"].implode()))
    parts = [pl.DataFrame(schema={"row": pl.UInt32, "column": pl.String, "rule": pl.String})]
    for name in (one for one in table.headings if one not in used):
        some = rows.filter(pl.col(name).str.contains(_MAY_LACK)).select("row", text=pl.col(name))
        if some.height:
            none = pl.DataFrame({"value": pl.repeat(None, some.height, dtype=pl.String, eager=True)})
            answers = _without_value(none.with_columns(rule=pl.lit(None, pl.String)), some["text"])
            parts.append(pl.concat([some.select("row", column=pl.lit(name)), answers.select("rule")], how="horizontal"))
    return pl.concat(parts).drop_nulls("rule")


def _as_the_others(table: FileTable, column: FileColumn, answers: pl.DataFrame) -> pl.DataFrame:
    """The answers, where a day that its own column leaves open (day or month first?) is read as the table's other days:
    of two deaths, both in the first days of a month, nothing could be told.
    """
    unclear = (answers["rule"] == RefusalRule.AMBIGUOUS_DATE.value).fill_null(False)
    others = [one.name for one in table.kind.columns if one.notation is Notation.DATE and one.name != column.name]
    beside = [table.cells[name] for name in others if name in table.cells.columns]
    if not unclear.any() or not beside:
        return answers
    texts = [one.cast(pl.String) for one in (table.cells[column.name], *beside)]
    together = notation.read(pl.concat(texts), column).head(answers.height)
    clear = pl.lit(unclear & together["rule"].is_null())
    return answers.with_columns(
        value=pl.when(clear).then(together["value"]).otherwise("value"), rule=pl.when(~clear).then("rule")
    )


def marked(table: FileTable) -> pl.DataFrame:
    """row, column (of `raw`), value, rule of each filled cell that says whether its row is a payment that stands."""
    parts = [pl.DataFrame(schema={"row": pl.UInt32, "column": pl.String, "value": pl.String, "rule": pl.String})]
    for name, kind in table.marks.items():
        cells = table.raw.filter(pl.col("row").is_in(table.cells["row"].implode())).select("row", text=clean(name))
        filled = cells.drop_nulls("text")
        answers = notation.by_distinct(filled["text"], partial(statuses.marks, kind=kind))
        answers = _without_value(answers, filled["text"])
        parts.append(pl.concat([filled.select("row", column=pl.lit(name)), answers], how="horizontal"))
    return pl.concat(parts)


def _broken(answers: pl.DataFrame, where: pl.Series, rule: RefusalRule, over: bool = True) -> pl.DataFrame:
    """The answers with a rule broken somewhere. `over`: also where another was."""
    if not where.any():
        return answers
    here = pl.lit(where.fill_null(False)) & (pl.lit(over) | pl.col("rule").is_null())
    return answers.with_columns(
        rule=pl.when(here).then(pl.lit(rule.value)).otherwise("rule"), value=pl.when(~here).then("value")
    )
