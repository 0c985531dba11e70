"""Numbers, rupiah and dates as CLDR writes them, through Babel, with its two habits mended.

Babel rounds a half to even and puts a space after Rp; here a half rounds away from zero and there is no space.
"""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

Number = int | float | Decimal | Fraction

DASH = "–"
"""Stands for a figure that does not exist."""

_HALF_UP = Context(prec=60, rounding=ROUND_HALF_UP)


class Scale(NamedTuple):
    """A power of ten that has a word. `name`: in the keys of its texts; `words`: by language, the one that is written
    first; `abbreviations`: in either language; `letter`: stands for it after an amount of rupiah alone, Rp5 M."""

    name: str
    size: int
    words: dict[str, tuple[str, ...]]
    abbreviations: tuple[str, ...] = ()
    letter: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every word for it, of both languages, without abbreviations."""
        return tuple(word for words in self.words.values() for word in words)


SCALES = (
    Scale("thousand", 10**3, {"id": ("ribu",), "en": ("thousand",)}, ("rb",)),
    Scale("million", 10**6, {"id": ("juta",), "en": ("million",)}, ("jt", "mn")),
    Scale("billion", 10**9, {"id": ("miliar", "milyar"), "en": ("billion",)}, ("bn",), "m"),
    Scale("trillion", 10**12, {"id": ("triliun",), "en": ("trillion",)}, letter="t"),
)
"""From the smallest to the largest: the only place that says what juta, miliar and triliun are."""

SHORT_SCALES = tuple(one for one in SCALES if one.size >= 10**6)
"""Those in which rupiah are written short: below a million an amount is written out."""

SHORT_DECIMALS = 1
"""Of an amount in millions and more, Rp113,7 juta, and of a percentage on screen and in every file, 106,1%."""

PERCENT_DECIMALS = 2
"""To which a percentage is kept: 106,05%. The catalogue counts in units of the last one."""


MOST_DECIMALS = 6
"""So many more decimals are tried: beyond them a percentage of a branch's numbers is nothing, or all."""


def exact(x: Number | None) -> Decimal | None:
    """The number as it is written (0.00125, not its binary neighbour); None for None and NaN."""
    if x is None or (isinstance(x, float | Decimal) and math.isnan(x)):
        return None
    with localcontext(_HALF_UP):
        return Decimal(x.numerator) / x.denominator if isinstance(x, Fraction) else Decimal(str(x))


def rounded(x: Decimal, digits: int) -> Decimal:
    """To so many decimals, a half away from zero; never minus zero."""
    return x.quantize(Decimal(1).scaleb(-digits), context=_HALF_UP) + 0


def percent_decimals(ratio: Number | None, least: int) -> int:
    """How many decimals of a percentage carry meaning: `least`, and more where it would read as nothing, or as all, and
    is not (99,96% and not 100,0%)."""
    value = exact(ratio)
    if value is None or value in (0, 1, -1):
        return least
    percent = abs(value) * 100
    every = range(least, least + MOST_DECIMALS)
    return next((n for n in every if rounded(percent, n) not in (0, 100)), least)


@lru_cache(maxsize=4096)
def decimal(language: str, x: Number | None, digits: int, *, percent: bool = False) -> str:
    """A number with exactly so many decimals: 1.313,50 (id), 1,313.50 (en); with `percent` a ratio as per cent."""
    value = exact(x)
    if value is None:
        return DASH
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    with localcontext(_HALF_UP):
        value = rounded(value * 100 if percent else value, digits)
        return format_decimal(value, pattern, language) + ("%" if percent else "")


def rupiah(language: str, x: Number | None) -> str:
    """Whole rupiah: Rp113.702.400 (id), Rp113,702,400 (en), -Rp5.000 below zero."""
    value = exact(x)
    if value is None:
        return DASH
    value = rounded(value, 0)
    return f"{'-' if value < 0 else ''}Rp{decimal(language, abs(value), 0)}"


def scaled(x: Number | None) -> tuple[Decimal, Scale] | None:
    """Rupiah as 113.7 and the scale of millions: SHORT_DECIMALS, in the smallest unit in which it stays below 1.000.

    None below a million and where there is no number: such an amount is written out.
    """
    value = exact(x)
    if value is None or abs(value) < SHORT_SCALES[0].size:
        return None
    with localcontext(_HALF_UP):
        shorts = [(rounded(value / one.size, SHORT_DECIMALS), one) for one in SHORT_SCALES]
    return next((one for one in shorts if abs(one[0]) < 1000), shorts[-1])


def short_step(x: Number | None) -> int:
    """What rupiah round to where they are written short: the last decimal of their scale, 100.000; below it 1."""
    short = scaled(x)
    return short[1].size // 10**SHORT_DECIMALS if short else 1


@lru_cache(maxsize=4096)
def day(language: str, value: date, pattern: str) -> str:
    """A date by a CLDR pattern."""
    return format_date(value, pattern, language)


def vega_locale(language: str) -> dict[str, dict]:
    """What `alt.Locale` takes: `number` and `time`, in d3's terms (a week there begins on Sunday)."""
    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    week = [6, 0, 1, 2, 3, 4, 5]
    names = {width: locale.months["format"][width] for width in ("wide", "abbreviated")}
    days = {width: locale.days["format"][width] for width in ("wide", "abbreviated")}
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["Rp", ""],
            "percent": "%",
            "minus": symbols["minusSign"],
        },
        "time": {
            "dateTime": "%-d %B %Y %H.%M" if language == "id" else "%-d %B %Y %H:%M",
            "date": "%-d %B %Y",
            "time": "%H.%M" if language == "id" else "%H:%M",
            "periods": ["AM", "PM"],
            "days": [days["wide"][n] for n in week],
            "shortDays": [days["abbreviated"][n] for n in week],
            "months": [names["wide"][n] for n in range(1, 13)],
            "shortMonths": [names["abbreviated"][n] for n in range(1, 13)],
        },
    }
