"""Proportions in words: "tiga perempat", "hampir separuh", "dua kali lipat", "two thirds", "nearly twice"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from dashboard.briefing.review.number_words import spelled


class Proportion(NamedTuple):
    """A proportion: of a hundred, or how many times (`times`), and where it stands. `step`: None for a loose word."""

    value: Decimal
    step: Decimal | None
    times: bool
    start: int
    end: int
    least: bool = False


_PARTS = {
    **{
        word: number
        for number, words in {
            3: ("pertiga", "third", "thirds"),
            4: ("perempat", "quarter", "quarters", "fourths"),
            5: ("perlima", "fifth", "fifths"),
            6: ("perenam", "sixth", "sixths"),
            7: ("pertujuh", "seventh", "sevenths"),
            8: ("perdelapan", "eighth", "eighths"),
            10: ("persepuluh", "tenth", "tenths"),
        }.items()
        for word in words
    },
}
_COUNT = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|one|two|three|four|five|six|seven|eight|nine|ten"
)
_SPANS = (
    r"(?:jam|hari|bulan|tahun|semester|abad|hour|day|month|year|century|of (?:the year )?(?:19|20|21)\d{2}|semester)"
)
_PART = re.compile(
    rf"\b(?:(?P<count>{_COUNT}|an?)[\s-]+|(?P<one>se))"
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})(?:nya)?\b"
    r"(?!\s+(?:19|20|21)\d{2}|\s+of\s+(?:19|20|21)\d{2}|\s+(?:quarter|semester|year)\b)",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?<!\bfirst )(?<!\bsecond )(?<!\bpertama )(?<!\bkedua )\b(?:(?:separuh|separo|setengah)(?:nya)?|(?:one )?half)\b"
    rf"(?!\s+(?:pertama|kedua|{_SPANS})|[\s-]+{_SPANS})",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:mayoritas|sebagian besar|kebanyakan|(?:the|a) majority(?: of)?|(?<!the )most of(?! any)"
    r"|(?<!the )(?<!has )(?<!had )most(?= (?:of )?(?:the )?"
    r"(?:contributions|participants|agents|new)))\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<part>{_COUNT}|\d)\s+(?:dari(?: setiap| tiap)?|(?:in|out of)(?: every)?)\s+(?P<whole>{_COUNT}|10|\d)\s+"
    r"(?=(?:new )?(?:peserta|agen|orang|rupiah|participants?|agents?|people)\b)",
    re.IGNORECASE,
)
_OF_EACH = re.compile(
    r"\b(?:dari (?:setiap|tiap)|(?:of|out of) every) (?:Rp\s?)?(?P<whole>10|100|1\.000|sepuluh|seratus"
    r"|seribu)\b(?! (?:peserta"
    r"|agen) baru dari)[^.;]{0,50}?\b(?:Rp\s?)?(?P<part>\d{1,3})\b(?![.,]\d)",
    re.IGNORECASE,
)
_WHOLES = {"sepuluh": 10, "seratus": 100, "seribu": 1000}
_BESIDE = (
    r"(?:lipat\b|(?:dari|dibanding(?:kan)?|capaian|jumlah|perolehan|iuran|penerimaan|peserta|angka|semester|periode"
    r"|tahun|lebih|as\b|that of"
    r"|those of"
    r"|the|what|more|higher|larger|its)\b|Kabupaten\b|Kota\b)"
)
_TIMES = re.compile(
    rf"\b(?P<number>\d+(?:[.,]\d+)?|(?:{_COUNT})(?:\s+(?:koma|setengah|dan setengah|and a half"
    rf"|point)(?:\s+(?:{_COUNT}))?)?)"
    rf"(?:\s+(?:kali|times)\s+(?={_BESIDE})(?:lipat\b)?|[\s-]?fold\b)",
    re.IGNORECASE,
)
_NAMED_TIMES = (
    (re.compile(r"\b(?:lipat dua|berlipat (?:dua|ganda)|twice|doubl(?:e|ed|ing))\b", re.IGNORECASE), 2),
    (re.compile(r"\b(?:lipat tiga|berlipat tiga|thrice|tripl(?:e|ed|ing))\b", re.IGNORECASE), 3),
    (
        re.compile(
            r"\b(?:halved|halving|(?:turun|berkurang|menyusut|tinggal) (?:separuh|setengah)(?:nya)?)\b", re.IGNORECASE
        ),
        Decimal("0.5"),
    ),
    (re.compile(r"\b(?:quadrupl(?:e|ed|ing))\b", re.IGNORECASE), 4),
)


def proportions(text: str) -> Iterator[Proportion]:
    """The proportions in words of a text."""
    for match in _PART.finditer(text):
        part = Decimal(100) / _PARTS[match["part"].lower()]
        yield Proportion(part * _count(match["count"] or "satu"), None, False, *match.span())
    taken = [match.span() for match in _TIMES.finditer(text)]
    for match in _HALF.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        yield Proportion(Decimal(50), None, False, *match.span())
    for match in _MOST.finditer(text):
        yield Proportion(Decimal(50), None, False, *match.span(), least=True)
    for match in _OUT_OF.finditer(text):
        part, whole = _count(match["part"]), _count(match["whole"])
        if 0 < part < whole:
            yield Proportion(part * 100 / whole, None, False, *match.span())
    for match in _OF_EACH.finditer(text):
        part, whole = Decimal(match["part"]), Decimal(_WHOLES.get(match["whole"], match["whole"].replace(".", "")))
        yield Proportion(part * 100 / whole, None, False, *match.span())
    for match in _TIMES.finditer(text):
        digits = match["number"][0].isdigit()
        number = Decimal(match["number"].replace(",", ".")) if digits else _in_words(match["number"])
        exact = number.as_tuple().exponent
        step = Decimal(1).scaleb(int(exact)) * 100 if digits and exact else None
        yield Proportion(number * 100, step, True, *match.span())
    for pattern, count in _NAMED_TIMES:
        for match in pattern.finditer(text):
            yield Proportion(Decimal(count * 100), None, True, *match.span())


def _count(word: str) -> Decimal:
    if word.isdigit():
        return Decimal(word)
    return Decimal(1) if word.lower() in ("a", "an") else _in_words(word)


def _in_words(text: str) -> Decimal:
    half = re.search(r"\s+(?:(?:dan )?setengah|and a half)$", text)
    number = next(spelled(text[: half.start()] if half else text)).value
    return number + Decimal("0.5") if half else number
