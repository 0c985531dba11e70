"""Whole rupiah and counts as branches write them. Answers as in seed/values/dates.py: `text`, `value`, `rule`."""

import polars as pl

from seed.files.characters import DASHES
from seed.files.rules import RefusalRule

_CURRENCY = r"^\(?\s*-?\s*(?:rp|idr)\.?\s*"
_CLOSING = r"(?:\s*(?:rupiah|idr))?(?:[.,]\s*-+)?$"
_GROUP = r"[1-9][0-9]{0,2}"
_WHOLE = r"^[0-9]+$"
_ONE_DOT = rf"^{_GROUP}\.[0-9]{{3}}$"
_DOTS = rf"^{_GROUP}(?:\.[0-9]{{3}}){{2,}}$|^{_GROUP}(?:\.[0-9]{{3}})+,[0-9]{{1,2}}$"
_ONE_COMMA = rf"^{_GROUP},[0-9]{{3}}$"
_COMMAS = rf"^{_GROUP}(?:,[0-9]{{3}}){{2,}}$|^{_GROUP}(?:,[0-9]{{3}})+\.[0-9]{{1,2}}$"
_FRACTION_COMMA = r"^[0-9]+,[0-9]{1,2}$"
_FRACTION_DOT = r"^[0-9]+\.[0-9]{1,2}$"
_MACHINE = r"^(?:[0-9]+\.0|[0-9]{4,}\.0+|[0-9]+\.[0-9]{4,})$"
"""A number as programs write it: 16800.0, 16800.000000001."""


def amounts(texts: pl.Series, zero: bool = False) -> pl.DataFrame:
    """Whole amounts, from distinct texts without null. `value`: Int64. `zero`: whether zero and below may stand.

    16.800, 16,800, 16800, 16.800,00, 16,800.00, Rp 16.800, Rp16.800,-: a rupiah has no third decimal, so three digits
    behind a mark are thousands. The column shows which mark it uses; one number that uses the other is
    CONFLICTING_AMOUNT, since it may mean something else. Further rules: UNREADABLE_AMOUNT, AMOUNT_NOT_WHOLE,
    AMOUNT_NOT_POSITIVE.
    """
    lower = pl.col("text").str.to_lowercase().str.replace_all(DASHES, "-").str.strip_chars(" '\u00a0")
    plain = lower.str.replace(_CURRENCY, "").str.replace(_CLOSING, "").str.replace_all(r"[\s()]|^-", "")
    frame = (
        texts.alias("text")
        .to_frame()
        .with_columns(plain=plain, negative=lower.str.contains(r"^\(.*\)$|^-|^(?:rp|idr)\.?\s*-\s*[0-9]"))
    )
    one_dot, dots, one_comma, commas, fraction_comma, fraction_dot, machine = (
        pl.col("plain").str.contains(pattern)
        for pattern in (_ONE_DOT, _DOTS, _ONE_COMMA, _COMMAS, _FRACTION_COMMA, _FRACTION_DOT, _MACHINE)
    )
    fraction_dot = fraction_dot & ~machine
    conflicting = (one_comma & (one_dot | dots | fraction_comma).any()) | (one_dot & commas.any())
    whole, rest = _split(one_dot | dots | fraction_comma, one_comma | commas | fraction_dot | machine)
    readable = pl.col("plain").str.contains(_WHOLE) | one_dot | dots | one_comma | commas
    readable = (readable | fraction_comma | fraction_dot | machine) & (whole.str.len_bytes() <= 15)
    value = whole.cast(pl.Int64, strict=False)
    rule = (
        pl.when(~readable)
        .then(pl.lit(RefusalRule.UNREADABLE_AMOUNT.value))
        .when(conflicting)
        .then(pl.lit(RefusalRule.CONFLICTING_AMOUNT.value))
        .when(rest.str.contains(r"[1-9]"))
        .then(pl.lit(RefusalRule.AMOUNT_NOT_WHOLE.value))
        .when((pl.col("negative") & (value > 0)) | ((value == 0) & pl.lit(not zero)))
        .then(pl.lit(RefusalRule.AMOUNT_NOT_POSITIVE.value))
    )
    return frame.select("text", value=pl.when(rule.is_null()).then(value), rule=rule)


def _split(dotted: pl.Expr, comma_ed: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The digits before and behind the decimal mark: the comma where dots group, the dot where commas do."""
    plain = pl.col("plain")
    with_comma, with_dot = plain.str.replace_all(".", "", literal=True), plain.str.replace_all(",", "", literal=True)
    one = pl.when(dotted).then(with_comma.str.replace(",", ".", literal=True)).when(comma_ed).then(with_dot)
    parts = one.otherwise(plain).str.split_exact(".", 1).struct
    return parts.field("field_0"), parts.field("field_1").fill_null("")


def counts(texts: pl.Series) -> pl.DataFrame:
    """Numbers of months: 3, 3.0, 3 bulan. `value`: Int64. Rule: UNREADABLE_NUMBER."""
    pattern = r"^\s*([0-9]{1,4})(?:[.,]0+)?\s*(?:bulan|bln|bl|months?|x)?\s*$"
    digits = pl.col("text").str.to_lowercase().str.extract(pattern)
    return _numbers(texts, digits.cast(pl.Int64, strict=False))


def years(texts: pl.Series) -> pl.DataFrame:
    """Years: 2019, 2019.0, 19. `value`: Int64. Rule: UNREADABLE_NUMBER."""
    digits = pl.col("text").str.extract(r"^\s*'?((?:19|20|21)?[0-9]{2})(?:[.,]0+)?\s*$").cast(pl.Int64, strict=False)
    return _numbers(texts, pl.when(digits < 100).then(digits + 2000).otherwise(digits))


def degrees(texts: pl.Series) -> pl.DataFrame:
    """Latitudes and longitudes. `value`: Float64, with a dot or a comma. Rule: UNREADABLE_NUMBER."""
    number = pl.col("text").str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return _numbers(texts, pl.when(number.is_between(-180, 180)).then(number))


def _numbers(texts: pl.Series, value: pl.Expr) -> pl.DataFrame:
    rule = pl.when(value.is_null()).then(pl.lit(RefusalRule.UNREADABLE_NUMBER.value))
    return texts.alias("text").to_frame().select("text", value=value, rule=rule)
