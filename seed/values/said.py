"""Figures as a newspaper writes them: "Rp113,7 juta", "sekitar 1.300 peserta", "108 persen". Answers as in dates.py."""

import re
from decimal import Decimal

import polars as pl

from seed.values.amounts import amounts

SHARES = ("acquired_target_reached", "received_target_reached")
"""The figures that are percentages, and are written as such."""

PERCENT = r"(?i)(?:%|persen|per ?cent)"
_ABOUT = (
    r"(?:sekitar|kurang lebih|lebih kurang|kira-kira|hampir|lebih dari|setidaknya|mencapai|sebesar|sebanyak|senilai|"
    r"about|around|some|nearly|almost|more than|over|approximately|±|~)"
)
_SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 10**3),
    **dict.fromkeys(("juta", "jt", "million"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "billion"), 10**9),
    **dict.fromkeys(("triliun", "trillion"), 10**12),
}
_NOUN = r"(?:peserta|orang|pekerja|tenaga kerja|agen|kantor|rupiah|participants?|people|workers?|agents?|offices?)"
_WRITTEN = re.compile(
    rf"^(?:{_ABOUT}\s+)*(?:rp|idr)?\.?\s*(?P<digits>[0-9][0-9.,]*?)\s*(?P<scale>{'|'.join(_SCALES)})?\s*"
    rf"(?P<percent>%|persen|per ?cent)?(?:\s*{_NOUN})*\s*[.]?$"
)
_LETTERS = r"(?i)[a-z%±~]"
_CURRENCY_ALONE = r"(?i)^\s*(?:rp|idr)?[\s.]*-?[0-9.,\s]+(?:,-+)?$"


def figures(texts: pl.Series) -> pl.DataFrame:
    """Whole amounts as branches write them, and figures in words; percentages in hundredths. Rules: as `amounts`."""
    answers = amounts(texts, zero=True)
    read = [in_words(text) for text in answers["text"]]
    worded = pl.Series("worded", [one and one[0] for one in read], dtype=pl.Int64)
    return answers.with_columns(worded).select(
        "text", value=pl.coalesce("worded", "value"), rule=pl.when(pl.col("worded").is_null()).then("rule")
    )


def in_words(text: str | None) -> tuple[int, int] | None:
    """The value of a figure that is written in words, and the unit that it was rounded to; None for any other text."""
    if text is None or not re.search(_LETTERS, text) or re.match(_CURRENCY_ALONE, text):
        return None
    plain = " ".join(text.lower().replace("\u00a0", " ").split())
    written = _WRITTEN.match(plain)
    if written is None:
        return None
    scale = 100 if written["percent"] else _SCALES.get(written["scale"] or "", 1)
    if written["percent"] and written["scale"]:
        return None
    number, decimals = _number(written["digits"], fraction=scale > 1)
    value = number * scale if number is not None else None
    if value is None or value != int(value) or value >= 10**15:
        return None
    step = Decimal(scale) / 10**decimals
    if re.match(rf"^{_ABOUT}", plain) and not decimals and number:
        zeros = len(str(int(number))) - len(str(int(number)).rstrip("0"))
        step *= 10**zeros
    return int(value), max(int(step), 1)


def _number(digits: str, fraction: bool) -> tuple[Decimal | None, int]:
    """The number, and how many decimals it is written with. `fraction`: whether it may have any."""
    text = digits.rstrip(".,")
    if re.fullmatch(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*", text) or text.isdigit():
        return Decimal(re.sub("[.,]", "", text)), 0
    parts = re.fullmatch(r"([0-9]{1,3}(?:[.,]?[0-9]{3})*)[.,]([0-9]{1,2})", text)
    if parts is None or not fraction:
        return None, 0
    return Decimal(f"{re.sub('[.,]', '', parts[1])}.{parts[2]}"), len(parts[2])
