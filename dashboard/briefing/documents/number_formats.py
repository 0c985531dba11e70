"""How an office program is told to write a number: its number formats, by kind and language.

The value stays the number in its unit: rupiah in rupiah, a ratio as a ratio. The codes' point and comma are the
format language's own; what is shown follows the language in brackets or, in Microsoft Office, the computer's.
"""

from collections.abc import Iterable

from dashboard.figures.table import Cell, ColumnKind
from dashboard.language.formats import SHORT_DECIMALS, SHORT_SCALES, Scale, percent_decimals
from dashboard.language.words import Words

_LOCALES = {"id": "[$-421]", "en": "[$-409]"}
_SHORT = "0" * SHORT_DECIMALS


def number_format(kind: ColumnKind, words: Words, value: Cell = None) -> str:
    """The format in which a cell shows the whole number; of a percentage with the decimals that its value needs."""
    decimals = percent_decimals(value, SHORT_DECIMALS) if isinstance(value, int | float) else SHORT_DECIMALS
    locale = _LOCALES[words.language]
    formats = {
        "text": "@",
        "rupiah": f'{locale}"Rp"#,##0',
        "decimal": f"{locale}#,##0.00",
        "percent": f"{locale}0.{'0' * decimals}%",  # as on cards, pictures and in the press release
        "month": f"{locale}mmm yyyy",
        "day": f"{locale}d mmmm yyyy",
    }
    return formats.get(kind, f"{locale}#,##0")


def short_format(kind: ColumnKind, values: Iterable[Cell], words: Words, axis: bool = False) -> str:
    """The format for a chart's labels: rupiah from a million upwards as Rp113,7 juta, each amount in its own unit.

    `axis`: for the round numbers along an axis, all in one unit and, where that suffices, without a decimal.
    """
    values = list(values)
    largest = max((abs(value) for value in values if isinstance(value, int | float)), default=0)
    locale = _LOCALES[words.language]
    if kind == "percent":
        needed = [percent_decimals(value, SHORT_DECIMALS) for value in values if isinstance(value, int | float)]
        return f"{locale}0.{'0' * max(needed, default=SHORT_DECIMALS)}%"
    scales = [scale for scale in reversed(SHORT_SCALES) if largest >= scale.size]
    if kind != "rupiah" or not scales:
        return number_format(kind, words)
    if axis:
        digits = "#,##0" if largest >= 6 * scales[0].size else f"#,##0.{_SHORT}"
        return f'[=0]{locale}"Rp"0;{_in_scale(scales[0], digits, words)}'
    sections = [f"[>={scale.size}]{_in_scale(scale, f'#,##0.{_SHORT}', words)}" for scale in scales[:2]]
    return ";".join([*sections, number_format(kind, words)])


def bare_format(values: Iterable[Cell], words: Words) -> str:
    """The format for rupiah in a chart whose axis says the unit: 10,9, all in the largest one's."""
    scale = _largest(values)
    commas = "," * (len(str(scale.size)) // 3) if scale else ""
    return f"{_LOCALES[words.language]}#,##0.{_SHORT}{commas}"


def bare(value: float, values: Iterable[Cell], words: Words) -> str:
    """About what `bare_format` shows, to be measured."""
    scale = _largest(values)
    return words.decimal(value / (scale.size if scale else 1), SHORT_DECIMALS)


def _largest(values: Iterable[Cell]) -> Scale | None:
    most = max((abs(value) for value in values if isinstance(value, int | float)), default=0)
    return next((scale for scale in reversed(SHORT_SCALES) if most >= scale.size), None)


def _in_scale(scale: Scale, digits: str, words: Words) -> str:
    """The format that shows an amount in a scale: each comma at its end leaves out three digits."""
    commas = "," * (len(str(scale.size)) // 3)
    before, after = words(f"base.rupiah.{scale.name}", amount="\n").split("\n")
    return f'{_LOCALES[words.language]}"{before}"{digits}{commas}"{after}"'


def short(kind: ColumnKind, value: float | None, words: Words) -> str:
    """About what `short_format` shows, to be measured."""
    if kind == "rupiah":
        return words.rupiah_short(value)
    if kind == "percent":
        return words.percent_short(value)
    return words.decimal(value, 2) if kind == "decimal" else words.number(value)
