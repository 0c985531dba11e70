"""How an office program is told to write a number: its number formats, by kind and language.

The value stays the number in its unit: rupiah in rupiah, a ratio as a ratio. The codes' point and comma are the
format language's own; what is shown follows the language in brackets or, in Microsoft Office, the computer's.
"""

from collections.abc import Iterable

from dashboard.briefing.pack import Cell, ColumnKind
from dashboard.i18n import Words

_LOCALES = {"id": "[$-421]", "en": "[$-409]"}
_STEPS = ((10**12, "trillion", ",,,,"), (10**9, "billion", ",,,"), (10**6, "million", ",,"))


def number_format(kind: ColumnKind, words: Words) -> str:
    """The format in which a cell shows the whole number."""
    locale = _LOCALES[words.language]
    formats = {
        "text": "@",
        "rupiah": f'{locale}"Rp"#,##0',
        "decimal": f"{locale}#,##0.00",
        "percent": f"{locale}0.00%",
        "month": f"{locale}mmm yyyy",
        "day": f"{locale}d mmmm yyyy",
    }
    return formats.get(kind, f"{locale}#,##0")


def short_format(kind: ColumnKind, values: Iterable[Cell], words: Words, axis: bool = False) -> str:
    """The format for a chart's labels: rupiah from a million upwards as Rp113,7 juta, in the unit of the largest.

    `axis`: for the round numbers along an axis, which need no decimal.
    """
    largest = max((abs(value) for value in values if isinstance(value, int | float)), default=0)
    if kind == "percent":
        return f"{_LOCALES[words.language]}0.0%"
    if kind != "rupiah":
        return number_format(kind, words)
    for least, unit, commas in _STEPS:
        if largest >= least:
            before, after = words(f"base.rupiah.{unit}", amount="\n").split("\n")
            digits = "#,##0" if axis and largest >= 6 * least else "#,##0.0"
            return f'{_LOCALES[words.language]}"{before}"{digits}{commas}"{after}"'
    return number_format(kind, words)


def short(kind: ColumnKind, value: Cell, words: Words) -> str:
    """About what `short_format` shows, to be measured."""
    if kind == "rupiah":
        return words.rupiah_short(value)
    if kind == "percent":
        return words.percent(value, 1)
    return words.decimal(value, 2) if kind == "decimal" else words.number(value)
