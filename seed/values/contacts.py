"""How to reach somebody: telephone numbers and mail addresses. Answers as in seed/values/dates.py."""

import re

import polars as pl

from seed.files.rules import RefusalRule
from seed.values.identifiers import ROUNDED

_PARTS = re.compile(r"\S+@\S+|\+?\(?\d[\d\s().\-]*\d")
_FEWEST = 5
"""Digits of a telephone number, at least: a few beside one are an extension."""

_NONE = {"tidak ada", "tdk ada", "none", "hapus"}
_PERSONAL = (11, 16)
"""Digits of a KPJ and of a NIK."""


def contacts(texts: pl.Series) -> pl.DataFrame:
    """Texts with their telephone numbers as they are dialled in Indonesia: 0812…, also of +62 812-…, of 62812…, and of
    812…, which a spreadsheet leaves of 0812…. "tidak ada" takes away what was given before: an empty text.

    Rules: PERSONAL_DATA (the digits of a KPJ or a NIK), BAD_CONTACT (a number that nobody has), ROUNDED_NUMBER.
    """
    answers = [_answer(text) for text in texts]
    schema = {"text": pl.String, "value": pl.String, "rule": pl.String}
    return pl.DataFrame([(text, *one) for text, one in zip(texts, answers, strict=True)], schema, orient="row")


def _answer(text: str) -> tuple[str | None, str | None]:
    plain = re.sub(r"\s+", " ", text.strip(" '’`\"=\u00a0"))
    plain = re.sub(r"^(\d+)[.,]0$", r"\1", plain)
    if plain.casefold() in _NONE:
        return "", None
    if re.search(ROUNDED, plain):
        return None, RefusalRule.ROUNDED_NUMBER.value
    broken = [rule for part in _PARTS.findall(plain) if (rule := _broken(part))]
    if broken:
        return None, broken[0]
    return _PARTS.sub(lambda part: _written(part[0]), plain), None


def _written(part: str) -> str:
    return " ".join(number or one for one, number in _numbers(part)) if _is_number(part) else part


def _broken(part: str) -> str | None:
    """The rule that a part breaks, if any."""
    bad = [one for one, number in _numbers(part) if number is None] if _is_number(part) else []
    if not bad:
        return None
    personal = any(len(re.sub(r"\D", "", one)) in _PERSONAL for one in (*bad, part))
    return (RefusalRule.PERSONAL_DATA if personal else RefusalRule.BAD_CONTACT).value


def _is_number(part: str) -> bool:
    return "@" not in part and len(re.sub(r"\D", "", part)) >= _FEWEST


def _numbers(part: str) -> list[tuple[str, str | None]]:
    """A part with its number; where that is none, its pieces between spaces with theirs."""
    whole = _number(part)
    pieces = part.split()
    return [(part, whole)] if whole or len(pieces) == 1 else [(one, _number(one)) for one in pieces]


def _number(part: str) -> str | None:
    """How a telephone number is dialled; None where it is none."""
    digits = re.sub(r"\D", "", part)
    if digits.startswith("62") and 10 <= len(digits) <= 15:
        digits = "0" + digits[2:].removeprefix("0")
    elif part.startswith("+"):
        return "+" + digits if 8 <= len(digits) <= 15 else None
    elif re.fullmatch(r"8\d{8,11}|[2-79]\d{8,9}", digits):
        digits = "0" + digits
    return digits if re.fullmatch(r"0\d{7,12}|[1-9]\d{4,7}", digits) else None
