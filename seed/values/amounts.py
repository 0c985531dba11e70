"""Whole rupiah and counts as branches write them. Answers as in seed/values/dates.py: `text`, `value`, `rule`."""

import polars as pl

from seed.files.characters import DASHES
from seed.files.rules import RefusalRule

_CURRENCY = r"^\(?\s*-?\s*(?:rp|idr)\.?\s*"
_CLOSING = r"(?:\s*(?:rupiah|idr))?(?:[.,]\s*-+)?$"
_GROUP = r"[1-9][0-9]{0,2}"
_MACHINE = r"^(?:[0-9]+\.0|[0-9]{4,}\.0+|[0-9]+\.[0-9]{4,})$"
"""A number as programs write it: 16800.0, 16800.000000001."""

_FORMS = {
    "digits": r"^[0-9]+$",
    "one_dot": rf"^{_GROUP}\.[0-9]{{3}}$",
    "dots": rf"^{_GROUP}(?:\.[0-9]{{3}}){{2,}}$|^{_GROUP}(?:\.[0-9]{{3}})+,[0-9]{{1,2}}$",
    "one_comma": rf"^{_GROUP},[0-9]{{3}}$",
    "commas": rf"^{_GROUP}(?:,[0-9]{{3}}){{2,}}$|^{_GROUP}(?:,[0-9]{{3}})+\.[0-9]{{1,2}}$",
    "fraction_comma": r"^[0-9]+,[0-9]{1,2}$",
    "fraction_dot": r"^[0-9]+\.[0-9]{1,2}$",
    "machine": _MACHINE,
}


def amounts(texts: pl.Series, zero: bool = False) -> pl.DataFrame:
    """Whole amounts, from distinct texts without null. `value`: Int64. `zero`: whether zero and below may stand.

    16.800, 16,800, 16800, 16.800,00, 16,800.00, Rp 16.800, Rp16.800,-: a rupiah has no third decimal, so three digits
    behind a mark are thousands. The column shows which mark it uses; one number that uses the other is
    CONFLICTING_AMOUNT, since it may mean something else. Further rules: UNREADABLE_AMOUNT, AMOUNT_NOT_WHOLE,
    AMOUNT_NOT_POSITIVE.
    """
    lower = pl.col("text").str.to_lowercase().str.replace_all(DASHES, "-").str.strip_chars(" '\u00a0")
    plain = pl.col("lower").str.replace(_CURRENCY, "").str.replace(_CLOSING, "").str.replace_all(r"[\s()]|^-", "")
    negative = pl.col("lower").str.contains(r"^\(.*\)$|^-|^(?:rp|idr)\.?\s*-\s*[0-9]")
    frame = texts.alias("text").to_frame().with_columns(lower=lower).with_columns(plain=plain, negative=negative)
    # What a pattern says is a column of its own first: an expression that is used twice is worked out twice.
    frame = frame.with_columns(pl.col("plain").str.contains(pattern).alias(name) for name, pattern in _FORMS.items())
    dotted, with_comma = (
        _any("one_dot", "dots", "fraction_comma"),
        _any("one_comma", "commas", "fraction_dot", "machine"),
    )
    frame = frame.with_columns(_split(dotted, with_comma), other_mark=_other_mark())
    frame = frame.with_columns(value=pl.col("whole").cast(pl.Int64, strict=False))
    readable = _any(*_FORMS) & (pl.col("whole").str.len_bytes() <= 15)
    rule = (
        pl.when(~readable)
        .then(pl.lit(RefusalRule.UNREADABLE_AMOUNT.value))
        .when("other_mark")
        .then(pl.lit(RefusalRule.CONFLICTING_AMOUNT.value))
        .when(pl.col("rest").str.contains(r"[1-9]"))
        .then(pl.lit(RefusalRule.AMOUNT_NOT_WHOLE.value))
        .when((pl.col("negative") & (pl.col("value") > 0)) | ((pl.col("value") == 0) & pl.lit(not zero)))
        .then(pl.lit(RefusalRule.AMOUNT_NOT_POSITIVE.value))
    )
    frame = frame.with_columns(rule=rule)
    return frame.select("text", value=pl.when(pl.col("rule").is_null()).then("value"), rule="rule")


def _any(*names: str) -> pl.Expr:
    return pl.any_horizontal(names)


def _other_mark() -> pl.Expr:
    """Where a number groups its thousands by the mark that is the decimal one elsewhere in the column."""
    dots_group = _any("one_dot", "dots", "fraction_comma").any()
    return (pl.col("one_comma") & dots_group) | (pl.col("one_dot") & pl.col("commas").any())


def _split(dotted: pl.Expr, comma_ed: pl.Expr) -> list[pl.Expr]:
    """`whole` and `rest`, the digits before and behind the decimal mark: the comma where dots group, the dot where
    commas do.
    """
    plain = pl.col("plain")
    with_comma, with_dot = plain.str.replace_all(".", "", literal=True), plain.str.replace_all(",", "", literal=True)
    one = pl.when(dotted).then(with_comma.str.replace(",", ".", literal=True)).when(comma_ed).then(with_dot)
    parts = one.otherwise(plain).str.split_exact(".", 1).struct
    return [parts.field("field_0").alias("whole"), parts.field("field_1").fill_null("").alias("rest")]


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
