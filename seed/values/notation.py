"""Each column read by its notation, from its distinct texts: a million rows have a few thousand dates and amounts."""

from collections.abc import Callable
from functools import partial

import polars as pl

from seed.files.contract import FileColumn, Notation
from seed.files.rules import RefusalRule
from seed.values import amounts, contacts, dates, identifiers, said, statuses, vocabulary

Reader = Callable[[pl.Series], pl.DataFrame]


def _as_written(texts: pl.Series) -> pl.DataFrame:
    value = pl.col("text").str.replace_all(r"\s+", " ")
    return texts.alias("text").to_frame().select("text", value=value, rule=pl.lit(None, pl.String))


_READERS: dict[Notation, Reader] = {
    Notation.CODE: identifiers.codes,
    Notation.TEXT: _as_written,
    Notation.DATE: dates.dates,
    Notation.MONTH: dates.months,
    Notation.AMOUNT: amounts.amounts,
    Notation.VALUE: partial(amounts.amounts, zero=True),
    Notation.SAID: said.figures,
    Notation.COUNT: amounts.counts,
    Notation.KPJ: identifiers.kpjs,
    Notation.NIK: identifiers.niks,
    Notation.PLACE: _as_written,  # read once the database's places are known: seed/values/places.py
    Notation.PLACE_CODE: vocabulary.place_codes,
    Notation.PLACE_KIND: vocabulary.place_kinds,
    Notation.DEGREES: amounts.degrees,
    Notation.PERIOD: vocabulary.periods,
    Notation.MEASURE: vocabulary.measures,
    Notation.METRIC: vocabulary.metrics,
    Notation.SECTOR: vocabulary.sectors,
    Notation.PROGRAM: vocabulary.programs,
    Notation.END_REASON: vocabulary.end_reasons,
    Notation.YEAR: amounts.years,
    Notation.STATUS: statuses.statuses,
    Notation.REMARK: statuses.remarks,
    Notation.LISTED_STATUS: statuses.listings,
    Notation.AGENT_STATUS: statuses.agents,
    Notation.CONTACT: contacts.contacts,
    Notation.PAYER: vocabulary.payers,
}


def read(texts: pl.Series, column: FileColumn) -> pl.DataFrame:
    """`value` and `rule` of each cell of a column, in its order; both null where the cell is.

    Where `rule` is not null, `value` is. Rules: those of the notation, and TOO_LONG for what no column can hold.
    """
    answers = by_distinct(texts, _READERS[column.notation])
    if column.longest is None:
        return answers
    long = pl.col("value").str.len_chars() > column.longest
    return answers.select(
        value=pl.when(~long).then("value"),
        rule=pl.when(long).then(pl.lit(RefusalRule.TOO_LONG.value)).otherwise("rule"),
    )


def by_distinct(texts: pl.Series, reader: Reader) -> pl.DataFrame:
    """The answers of a reader of distinct texts, laid back on every row."""
    column = texts.alias("text").to_frame()
    distinct = column.unique(maintain_order=True).drop_nulls()["text"]
    return column.join(reader(distinct), on="text", how="left", maintain_order="left").select("value", "rule")
