"""What a load would change in figures already shown, in words: for the terminal and the page."""

from datetime import date
from fractions import Fraction

import polars as pl

from dashboard.language.words import Words
from queries.effects import PUBLISHED
from queries.metrics import Unit, catalogue
from queries.periods import Period

_TABLE = dict.fromkeys(("period", "figure", "before", "after"), pl.String)


def table(effects: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row a figure that would be another: period, figure, before, after; all written out."""
    rows = [
        (
            words.period(Period.parse(row["period"])),
            _figure(row, words),
            value(row["metric"], row["before"], words),
            value(row["metric"], row["after"], words),
        )
        for row in effects.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=_TABLE, orient="row")


def lines(effects: pl.DataFrame | None, words: Words) -> list[str]:
    """The same for a terminal; nothing where figures were not compared."""
    if effects is None:
        return []
    if effects.is_empty():
        return [words("effects.none")]
    rows = [words("effects.line", **row) for row in table(effects, words).iter_rows(named=True)]
    return [words("effects.title"), *(f"  {row}" for row in rows)]


def _figure(row: dict[str, str], words: Words) -> str:
    if row["metric"] == "as_of":
        return words("effects.as_of")
    if row["place"].startswith(PUBLISHED):
        return words("effects.reference", label=row["label"])
    name = catalogue()[row["metric"]].label[words.language]
    if not row["place"]:
        return name
    return words("effects.of_place", figure=name, place=words.wilayah(row["label"], row["kind"]))


def value(metric: str, value: int | None, words: Words) -> str:
    """A number as it is written; a dash for none."""
    if value is None:
        return "–"
    if metric == "as_of":
        return words.day(date(value // 10_000, value // 100 % 100, value % 100))
    match catalogue()[metric].unit:
        case Unit.RUPIAH:
            return words.rupiah(value)
        case Unit.PERCENT:
            return words.percent(Fraction(value, 10_000))
    return words.number(value)
