"""Numbers written as words, in Indonesian and English: "seribu tiga ratus tiga belas", "one hundred and fourteen"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from dashboard.language.formats import SCALES

_DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_NUMERALS = re.findall(
    r"\S+",
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """,
)
SMALL = frozenset({*_DIGITS, *_NUMERALS})
"""One word each, up to nineteen."""

_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ADDED = {
    **{word: number for number, word in enumerate(_DIGITS)},
    **{word: number for number, word in enumerate(_NUMERALS)},
    **{word: number * 10 for number, word in enumerate(_TENS, 2)},
    "seratus": 100,
}
_TIMES = {"puluh": 10, "ratus": 100, "hundred": 100}
_SCALES = {word: scale.size for scale in SCALES for word in scale.spellings}
_WHOLE = {f"se{word}": _SCALES[word] for word in ("ribu", "juta")}
_POINT = {"koma", "point"}
_WORDS = {*_ADDED, *_TIMES, *_SCALES, *_WHOLE, *_POINT, "belas", "and"}
_RUN = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?:[\s-]+|\b)", re.IGNORECASE)


class Spelled(NamedTuple):
    """A number in words: what it is, the unit to which it is told (juta: 1.000.000), and where it stands."""

    value: Decimal
    step: Decimal
    start: int
    end: int


def spelled(text: str) -> Iterator[Spelled]:
    """The numbers in words of a text, in order."""
    start = 0
    while first := _RUN.search(text, start):
        end, words = first.end(), [first]
        while (more := _RUN.match(text, end)) is not None:
            words.append(more)
            end = more.end()
        start = end
        names = [one[0].strip(" -\t").lower() for one in words]
        while words and names[-1] in ("and", *_POINT):
            words.pop(), names.pop()
        while words and names[0] in ("and", *_POINT, *_TIMES, *_SCALES, "belas"):
            words.pop(0), names.pop(0)
        if words:
            value, step = _read(names)
            yield Spelled(value, step, words[0].start(), words[-1].start() + len(words[-1][0].rstrip(" -\t")))


def _read(names: list[str]) -> tuple[Decimal, Decimal]:
    total, group, last, place, step = Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(1)
    for name in names:
        if name in _POINT:
            place = Decimal(1)
        elif name in _ADDED and place:
            place /= 10
            group += _ADDED[name] * place
        elif name in _ADDED:
            last = Decimal(_ADDED[name])
            group += last
        elif name == "belas":
            group += 10
        elif name in _TIMES:
            group += last * (_TIMES[name] - 1)
        elif name in _WHOLE:
            total, step = total + _WHOLE[name], Decimal(_WHOLE[name])
        elif name in _SCALES:
            step = _SCALES[name] * (place or Decimal(1))
            total, group, place = total + (group or 1) * _SCALES[name], Decimal(0), Decimal(0)
    if group:
        step = place or Decimal(1)
    return total + group, step
